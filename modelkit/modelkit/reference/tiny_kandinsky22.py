"""A Kandinsky 2.2 so small that it fits a repository, of random weights, and what diffusers draws with it, step by step:

    python -m modelkit.reference.tiny_kandinsky22 ../inference/src/test/resources/reference/tiny-kandinsky22

As ``tiny_karlo``, the folder ``tiny-kandinsky22-published`` beside it, too; ``steps.safetensors`` is one run of KandinskyV22PriorPipeline and KandinskyV22Pipeline with one generator,
and one of KandinskyV22InpaintPipeline with a generator of its own and the first one's z_i: ``inpainting.latents`` [4,h,w] are
those of its picture, ``inpainting.mask`` [h,w] is 1 where they are painted.
"""

import argparse
from pathlib import Path

import diffusers
import torch
import torch.nn.functional as F
from diffusers import DDPMScheduler, PriorTransformer, UNet2DConditionModel, UnCLIPScheduler, VQModel
from diffusers.pipelines.kandinsky2_2.pipeline_kandinsky2_2_inpainting import prepare_mask

from ..convert import kandinsky22, kandinsky22_published, published
from ..starter.tokenizer import Tokenizer
from . import record, tiny_karlo

#: The runs; the picture is higher than wide, and ten steps are the fewest of the decoder that begin in noise.
PROMPT, SEED, STEPS, GUIDANCE = "a horse in the snow", 11, (5, 10), (4.0, 4.0)
HEIGHT, WIDTH = 24, 20
INPAINTING_SEED, INPAINTING_STEPS = 12, 5
FACTS = {"id": "tiny-kandinsky22", "version": "1.0.0", "name": "Tiny Kandinsky 2.2",
         "description": "Kandinsky 2.2's form with random weights, for tests.",
         "licence": {"spdx": "CC0-1.0", "file": "LICENSE.txt", "summary": "Free for any purpose."}}


def components(words: Tokenizer) -> kandinsky22.Kandinsky22:
    """All parts, random but always the same."""
    text, image = tiny_karlo.towers(words)
    prior = record.seeded(0, lambda: PriorTransformer(
        num_attention_heads=2, attention_head_dim=12, embedding_dim=32, num_layers=1))
    unet, inpainting = [record.seeded(seed, lambda: UNet2DConditionModel(
        sample_size=16, in_channels=channels, out_channels=8, block_out_channels=(8, 16), layers_per_block=1,
        norm_num_groups=4, down_block_types=("ResnetDownsampleBlock2D", "SimpleCrossAttnDownBlock2D"),
        up_block_types=("SimpleCrossAttnUpBlock2D", "ResnetUpsampleBlock2D"), mid_block_type="UNetMidBlock2DSimpleCrossAttn",
        addition_embed_type="image", encoder_hid_dim=32, encoder_hid_dim_type="image_proj", cross_attention_dim=16,
        attention_head_dim=4, resnet_time_scale_shift="scale_shift")) for seed, channels in ((0, 4), (1, 9))]
    movq = record.seeded(0, lambda: VQModel(
        block_out_channels=(32, 32), down_block_types=("DownEncoderBlock2D", "AttnDownEncoderBlock2D"),
        up_block_types=("AttnUpDecoderBlock2D", "UpDecoderBlock2D"), latent_channels=4, layers_per_block=1,
        norm_num_groups=8, norm_type="spatial", num_vq_embeddings=12, vq_embed_dim=4))
    random = torch.Generator().manual_seed(6)
    prior.clip_mean.data = torch.randn(1, 32, generator=random) * 0.1
    prior.clip_std.data = torch.rand(1, 32, generator=random) * 0.4 + 0.2
    record.settle(text, image, prior, unet, inpainting, movq)
    return kandinsky22.Kandinsky22(
        text, image, prior, unet, movq,
        UnCLIPScheduler(variance_type="fixed_small_log", prediction_type="sample", clip_sample_range=10.0),
        DDPMScheduler(beta_start=0.00085, beta_end=0.012, variance_type="learned_range", clip_sample=True,
                      clip_sample_range=2.0, thresholding=True, sample_max_value=2.0),
        inpainting)


def run(parts: kandinsky22.Kandinsky22, words: Tokenizer) -> tuple[dict[str, torch.Tensor], dict]:
    """What diffusers' own pipelines draw: tensors by name, and the settings."""
    first = diffusers.KandinskyV22PriorPipeline(
        prior=parts.prior, image_encoder=parts.image_encoder, text_encoder=parts.text_encoder, tokenizer=record.Words(words),
        scheduler=parts.prior_scheduler, image_processor=None)
    second = diffusers.KandinskyV22Pipeline(unet=parts.unet, scheduler=parts.decoder_scheduler, movq=parts.movq)
    stages = {"prior": parts.prior_scheduler, "decoder": parts.decoder_scheduler}
    generator = torch.Generator().manual_seed(SEED)
    with record.Steps(stages) as steps:
        image, nothing = quiet(first)(PROMPT, generator=generator, num_inference_steps=STEPS[0], guidance_scale=GUIDANCE[0],
                                      return_dict=False)
        picture = quiet(second)(image, nothing, generator=generator, num_inference_steps=STEPS[1],
                                guidance_scale=GUIDANCE[1], height=HEIGHT // parts.scale(), width=WIDTH // parts.scale(),
                                output_type="np").images
    tensors = steps.tensors() | {"picture": torch.from_numpy(picture)[0].permute(2, 0, 1).contiguous(),
                                 "image": image[0], "nothing": nothing[0]}
    settings = {"prompt": PROMPT, "seed": SEED, "diffusers": diffusers.__version__,
                "width": WIDTH, "height": HEIGHT, "inpaintingSeed": INPAINTING_SEED,
                "steps": dict(zip(stages, STEPS)) | {"inpainting": INPAINTING_STEPS},
                "guidance": dict(zip(stages, GUIDANCE)) | {"inpainting": GUIDANCE[1]}}
    return tensors | inpainted(parts, image, nothing), settings


def quiet(pipeline):
    """Without a progress bar; asked for latents by their own number, for its rounding to 64 pixels is the real model's."""
    pipeline.set_progress_bar_config(disable=True)
    pipeline.movq_scale_factor = 1
    return pipeline


def inpainted(parts: kandinsky22.Kandinsky22, image: torch.Tensor, nothing: torch.Tensor) -> dict[str, torch.Tensor]:
    """A run under a mask, its last sample the one that is decoded."""
    scheduler = DDPMScheduler.from_config(parts.decoder_scheduler.config)
    pipeline = quiet(diffusers.KandinskyV22InpaintPipeline(unet=parts.inpainting_unet, scheduler=scheduler, movq=parts.movq))
    across = torch.linspace(-1, 1, WIDTH).expand(HEIGHT, WIDTH)
    down = torch.linspace(-1, 1, HEIGHT)[:, None].expand(HEIGHT, WIDTH)
    known = torch.stack([across, down, across * down])[None]
    mask = torch.zeros(1, 1, HEIGHT, WIDTH)
    mask[:, :, 6:14, 4:12] = 1
    with record.Steps({"inpainting": scheduler}) as steps:
        latents = pipeline(image, known, mask, nothing, height=HEIGHT // parts.scale(), width=WIDTH // parts.scale(),
                           num_inference_steps=INPAINTING_STEPS, guidance_scale=GUIDANCE[1], output_type="latent",
                           generator=torch.Generator().manual_seed(INPAINTING_SEED)).images
    tensors = steps.tensors()
    tensors["inpainting.samples"][-1] = latents[0]
    keep = prepare_mask(F.interpolate(1 - mask, latents.shape[-2:], mode="nearest"))
    return tensors | {"inpainting.latents": parts.movq.encode(known).latents[0], "inpainting.mask": 1 - keep[0, 0]}


@torch.no_grad()
def write(out: Path) -> None:
    """The pack and its reference."""
    words = tiny_karlo.tokenizer()
    parts = components(words)
    tensors, settings = run(parts, words)
    out.mkdir(parents=True, exist_ok=True)
    (out / "LICENSE.txt").write_text("Random numbers; anyone may do anything with them.\n", "utf-8")
    rows = kandinsky22.write(parts, words, out, FACTS, {"licence": "LICENSE.txt"}, "fp16")
    record.write(out, tensors | record.calls(kandinsky22.graphs(parts)), settings)
    published.beside(kandinsky22_published.family(parts, FACTS), out)
    for row in rows:
        print(f"{row['role']}: {row['bytes']:,} bytes, {row['difference']:.1e} from PyTorch")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    torch.set_num_threads(2)
    write(parser.parse_args().out)

"""A Karlo so small that it fits a repository, of random weights, and what diffusers draws with it, step by step:

    python -m modelkit.reference.tiny_karlo ../inference/src/test/resources/reference/tiny-karlo

The components are diffusers' own dummies (specification 10.2) made thinner, each seeded; what they start at zero (the
prior's statistics, the learned null) is random too. Half precision holds the weights exactly, and the pack stores them so.
The folder is a pack; ``steps.safetensors`` (not in its manifest) has float32 tensors of one run of UnCLIPPipeline, as
``record`` says, and ``run.json`` its settings. The folder beside it, ``tiny-karlo-published``, is what the studio installs
the same Karlo with from diffusers' own folders.
"""

import argparse
from pathlib import Path

import diffusers
import torch
import transformers
from diffusers import PriorTransformer, UNet2DConditionModel, UNet2DModel, UnCLIPScheduler
from diffusers.pipelines.deprecated.unclip.text_proj import UnCLIPTextProjModel

from ..convert import karlo, karlo_published, published
from ..starter.tokenizer import Tokenizer, learn
from . import record

#: One run; the seven steps of the super-resolution are Karlo's own. The decoder's guidance is 3 and not 8, which would make
#: 15 times as much of the last bits of its two rows: what is compared to 1e-5 is to be the engine, not rounding.
PROMPT, SEED, STEPS, GUIDANCE = "a horse in the snow", 7, (5, 6, 7), (4.0, 3.0)
FACTS = {"id": "tiny-karlo", "version": "1.0.0", "name": "Tiny Karlo",
         "description": "Karlo's form with random weights, for tests.",
         "licence": {"spdx": "CC0-1.0", "file": "LICENSE.txt", "summary": "Free for any purpose."}}


def tokenizer() -> Tokenizer:
    return learn(["a horse in the snow", "a horse on the grass", "a photo of a horse", "snow on the grass"], 20)


def towers(words: Tokenizer) -> tuple:
    """CLIP's two towers."""
    shared = {"hidden_size": 32, "intermediate_size": 37, "num_attention_heads": 4, "projection_dim": 32}
    text = record.seeded(0, lambda: transformers.CLIPTextModelWithProjection(transformers.CLIPTextConfig(
        num_hidden_layers=2, vocab_size=len(words), bos_token_id=words.start, eos_token_id=words.end, pad_token_id=words.pad,
        **shared)))
    image = record.seeded(0, lambda: transformers.CLIPVisionModelWithProjection(transformers.CLIPVisionConfig(
        num_hidden_layers=1, image_size=32, patch_size=8, **shared)))
    return text, image


def components(words: Tokenizer) -> karlo.Karlo:
    """All parts, random but always the same."""
    text, image = towers(words)
    prior = record.seeded(0, lambda: PriorTransformer(
        num_attention_heads=2, attention_head_dim=12, embedding_dim=32, num_layers=1))
    projection = record.seeded(0, lambda: UnCLIPTextProjModel(
        clip_embeddings_dim=32, time_embed_dim=32, cross_attention_dim=24))
    decoder = record.seeded(0, lambda: UNet2DConditionModel(
        sample_size=16, in_channels=3, out_channels=6, block_out_channels=(8, 16), layers_per_block=1, norm_num_groups=4,
        down_block_types=("ResnetDownsampleBlock2D", "SimpleCrossAttnDownBlock2D"),
        up_block_types=("SimpleCrossAttnUpBlock2D", "ResnetUpsampleBlock2D"), mid_block_type="UNetMidBlock2DSimpleCrossAttn",
        cross_attention_dim=24, attention_head_dim=4, resnet_time_scale_shift="scale_shift", class_embed_type="identity"))
    finer = lambda seed: record.seeded(seed, lambda: UNet2DModel(
        sample_size=32, in_channels=6, out_channels=3, block_out_channels=(8, 16), layers_per_block=1, norm_num_groups=4,
        down_block_types=("ResnetDownsampleBlock2D",) * 2, up_block_types=("ResnetUpsampleBlock2D",) * 2,
        add_attention=False))
    first, last = finer(0), finer(1)
    random = torch.Generator().manual_seed(5)
    prior.clip_mean.data = torch.randn(1, 32, generator=random) * 0.1
    prior.clip_std.data = torch.rand(1, 32, generator=random) * 0.4 + 0.2
    projection.learned_classifier_free_guidance_embeddings.data = torch.randn(32, generator=random) * 0.3
    record.settle(text, image, prior, projection, decoder, first, last)
    scheduler = lambda variance, kind, reach: UnCLIPScheduler(
        variance_type=variance, prediction_type=kind, num_train_timesteps=1000, clip_sample_range=reach)
    return karlo.Karlo(
        text, image, prior, projection, decoder, first, last,
        scheduler("fixed_small_log", "sample", 5.0), scheduler("learned_range", "epsilon", 1.0),
        scheduler("fixed_small_log", "epsilon", 1.0))


def run(parts: karlo.Karlo, words: Tokenizer) -> tuple[dict[str, torch.Tensor], dict]:
    """What diffusers' own pipeline draws: tensors by name, and the settings."""
    pipeline = diffusers.UnCLIPPipeline(
        prior=parts.prior, decoder=parts.decoder, text_encoder=parts.text_encoder, tokenizer=record.Words(words),
        text_proj=parts.text_proj, super_res_first=parts.super_res_first, super_res_last=parts.super_res_last,
        prior_scheduler=parts.prior_scheduler, decoder_scheduler=parts.decoder_scheduler,
        super_res_scheduler=parts.super_res_scheduler)
    pipeline.set_progress_bar_config(disable=True)
    stages = {"prior": parts.prior_scheduler, "decoder": parts.decoder_scheduler, "super-res": parts.super_res_scheduler}
    with record.Steps(stages) as steps:
        picture = pipeline(PROMPT, generator=torch.Generator().manual_seed(SEED), output_type="np",
                           prior_num_inference_steps=STEPS[0], decoder_num_inference_steps=STEPS[1],
                           super_res_num_inference_steps=STEPS[2], prior_guidance_scale=GUIDANCE[0],
                           decoder_guidance_scale=GUIDANCE[1]).images
    tensors = steps.tensors() | {"picture": torch.from_numpy(picture)[0].permute(2, 0, 1).contiguous()}
    settings = {"prompt": PROMPT, "seed": SEED, "diffusers": diffusers.__version__,
                "steps": dict(zip(stages, STEPS)), "guidance": {"prior": GUIDANCE[0], "decoder": GUIDANCE[1]}}
    return tensors, settings


@torch.no_grad()
def write(out: Path) -> None:
    """The pack and its reference."""
    words = tokenizer()
    parts = components(words)
    out.mkdir(parents=True, exist_ok=True)
    (out / "LICENSE.txt").write_text("Random numbers; anyone may do anything with them.\n", "utf-8")
    rows = karlo.write(parts, words, out, FACTS, {"licence": "LICENSE.txt"}, "fp16")
    tensors, settings = run(parts, words)
    record.write(out, tensors | record.calls(karlo.graphs(parts)), settings)
    published.beside(karlo_published.family(parts, FACTS), out)
    for row in rows:
        print(f"{row['role']}: {row['bytes']:,} bytes, {row['difference']:.1e} from PyTorch")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    torch.set_num_threads(2)
    write(parser.parse_args().out)

"""Kandinsky 2.2 as it was published: its configurations (diffusers' conversion script, OpenCLIP's bigG towers), and what the
studio must find:

    python -m modelkit.convert.kandinsky22_published ../inference/src/main/resources/studio/unclip/inference/published/kandinsky22
"""

import transformers
from diffusers import DDPMScheduler, PriorTransformer, UNet2DConditionModel, UnCLIPScheduler, VQModel

from . import cascade, kandinsky22
from .published import Family, Source, main, untouched

#: Bytes of one call beside the weights (``published_memory``).
ACTIVATIONS = {
    "text-encoder": {"base": 3022848, "perRow": 7282688},
    "image-encoder": {"base": 7094272, "perRow": 40271872},
    "prior": {"base": 3870720, "perRow": 11563008},
    "decoder": {"base": 3829760, "perRow": 78525691, "attention": 96148229},
    "decoder-inpainting": {"base": 3829760, "perRow": 78525691, "attention": 96148229},  # the decoder's
    "latent-encoder": {"base": 1753088, "perRow": 489906450, "attention": 64073454},
    "latent-decoder": {"base": 0, "perRow": 3734758833, "attention": 321485391},
}
FACTS = {
    "id": "kandinsky-2-2", "version": "2.2", "name": "Kandinsky 2.2",
    "description": "AI Forever's latent unCLIP: 512 pixels and more from English prompts.",
    "licence": {"spdx": "Apache-2.0", "file": "LICENSE.txt", "summary": "Free to use, to change and to pass on.",
                "restrictions": None},
    "memory": {"activations": ACTIVATIONS}}
#: Attention blocks as diffusers called their parts before 0.17; it still reads both.
OLD_NAMES = {".to_q.": ".query.", ".to_k.": ".key.", ".to_v.": ".value.", ".to_out.0.": ".proj_attn."}


def parts() -> kandinsky22.Kandinsky22:
    """All parts, their weights not set."""
    unet = lambda channels: UNet2DConditionModel(
        sample_size=64, in_channels=channels, out_channels=8, layers_per_block=3, block_out_channels=(384, 768, 1152, 1536),
        down_block_types=("ResnetDownsampleBlock2D",) + ("SimpleCrossAttnDownBlock2D",) * 3,
        up_block_types=("SimpleCrossAttnUpBlock2D",) * 3 + ("ResnetUpsampleBlock2D",),
        mid_block_type="UNetMidBlock2DSimpleCrossAttn", cross_attention_dim=768, attention_head_dim=64,
        addition_embed_type="image", encoder_hid_dim=1280, encoder_hid_dim_type="image_proj",
        resnet_time_scale_shift="scale_shift")
    with untouched():
        text = transformers.CLIPTextModelWithProjection(transformers.CLIPTextConfig(
            hidden_size=1280, intermediate_size=5120, num_attention_heads=20, num_hidden_layers=32, projection_dim=1280,
            hidden_act="gelu"))
        image = transformers.CLIPVisionModelWithProjection(transformers.CLIPVisionConfig(
            hidden_size=1664, intermediate_size=8192, num_attention_heads=16, num_hidden_layers=48, patch_size=14,
            projection_dim=1280, hidden_act="gelu"))
        movq = VQModel(
            block_out_channels=(128, 256, 256, 512), down_block_types=("DownEncoderBlock2D",) * 3 + ("AttnDownEncoderBlock2D",),
            up_block_types=("AttnUpDecoderBlock2D",) + ("UpDecoderBlock2D",) * 3, latent_channels=4, layers_per_block=2,
            norm_num_groups=32, norm_type="spatial", num_vq_embeddings=16384, vq_embed_dim=4)
        return kandinsky22.Kandinsky22(
            text, image, PriorTransformer(embedding_dim=1280), unet(4), movq,
            UnCLIPScheduler(variance_type="fixed_small_log", prediction_type="sample", clip_sample_range=10.0),
            DDPMScheduler(beta_start=0.00085, beta_end=0.012, variance_type="learned_range"), unet(9))


def family(made: kandinsky22.Kandinsky22 | None = None, facts: dict = FACTS) -> Family:
    """What is needed to install ``made``, the published one where nothing is said."""
    made = made or parts()
    old = ("text_model.embeddings.position_ids", "vision_model.embeddings.position_ids")
    codebook = ("quantize.embedding.weight",)  # no latent of a U-Net is looked up in it
    networks = {
        "text_encoder": Source("prior", "text_encoder", made.text_encoder, ignore=old),
        "image_encoder": Source("prior", "image_encoder", made.image_encoder, ignore=old),
        "prior": Source("prior", "prior", made.prior, keep=("clip_mean", "clip_std")),
        "unet": Source("decoder", "unet", made.unet, free=("sample_size",)),
        "movq": Source("decoder", "movq", made.movq, ignore=codebook, renamed=OLD_NAMES,
                       free=("sample_size", "scaling_factor", "num_vq_embeddings")),
        "inpainting_unet": Source("inpainting", "unet", made.inpainting_unet, free=("sample_size",))}
    stages = kandinsky22.stages(made)
    for stage, folder in zip(stages, ("prior", "decoder")):
        stage["schedule"] = {"file": [folder, "scheduler/scheduler_config.json"]}
    decoder = lambda source: {"unet.": source, "mean": "prior/clip_mean", "std": "prior/clip_std"}
    return Family(
        networks, kandinsky22.graphs(made),
        {"text-encoder": {"clip.": "text_encoder"}, "image-encoder": {"clip.": "image_encoder"}, "prior": {"prior.": "prior"},
         "decoder": decoder("unet"), "decoder-inpainting": decoder("inpainting_unet"),
         "latent-encoder": {"movq.": "movq"}, "latent-decoder": {"movq.": "movq"}},
        [{"key": "prior", "title": "the prior (kandinsky-2-2-prior)", "pipelines": ["KandinskyV22PriorPipeline"],
          "required": True},
         {"key": "decoder", "title": "the decoder (kandinsky-2-2-decoder)",
          "pipelines": ["KandinskyV22Pipeline", "KandinskyV22Img2ImgPipeline"], "required": True},
         {"key": "inpainting", "title": "the decoder for inpainting (kandinsky-2-2-decoder-inpaint)",
          "pipelines": ["KandinskyV22InpaintPipeline"], "required": False,
          "without": "Parts of a picture are then painted, and pictures expanded, by the decoder that was not trained for it.",
          "drops": ["/operations", *(f"/stages/1/{key}" for key in kandinsky22.KNOWN)]}],
        {**facts, "family": "latent-movq", "embedding": cascade.embedding(made.prior),
         "imageInput": cascade.image_input(made.image_encoder, 224), "stages": stages,
         "sizes": {"output": made.size(), "multiple": made.multiple()}, "operations": kandinsky22.OPERATIONS,
         "defaults": {"candidates": 1, "template": "{}"}},
        {"mean": "prior/clip_mean", "std": "prior/clip_std", "null": {"answer": "image-encoder"}},
        {"folder": "prior", "path": "tokenizer", "size": made.text_encoder.config.vocab_size,
         "length": made.text_encoder.config.max_position_embeddings})


if __name__ == "__main__":
    main(family, __doc__)

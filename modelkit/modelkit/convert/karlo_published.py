"""Karlo v1 alpha as it was published: its configurations (diffusers' conversion script), and what the studio must find:

    python -m modelkit.convert.karlo_published ../inference/src/main/resources/studio/unclip/inference/published/karlo
"""

import transformers
from diffusers import PriorTransformer, UNet2DConditionModel, UNet2DModel, UnCLIPScheduler
from diffusers.pipelines.deprecated.unclip.text_proj import UnCLIPTextProjModel

from . import cascade, karlo
from .published import Family, Source, main, untouched

WIDTHS = (320, 640, 960, 1280)
#: Bytes of one call beside the weights (``published_memory``).
ACTIVATIONS = {
    "text-encoder": {"base": 598016, "perRow": 4112384},
    "image-encoder": {"base": 0, "perRow": 17903616},
    "prior": {"base": 3526656, "perRow": 11603968},
    "conditioner": {"base": 819200, "perRow": 1429504},
    "decoder": {"base": 4395008, "perRow": 156512256},
    "super-res-first": {"base": 35307520, "perRow": 1471705088},
    "super-res-last": {"base": 35307520, "perRow": 1471705088},
}
FACTS = {
    "id": "karlo", "version": "1.0-alpha", "name": "Karlo",
    "description": "Kakao Brain's unCLIP: 256 pixels from English prompts, trained on 115 million pictures with captions.",
    "licence": {"spdx": "CreativeML-OpenRAIL-M", "file": "LICENSE.txt", "summary": "Free to use, with restrictions on what for.",
                "restrictions": "The licence's attachment A lists uses that are forbidden; whoever passes the model or "
                                "changed versions of it on must pass these restrictions on, too."},
    "memory": {"activations": ACTIVATIONS}}


def parts() -> karlo.Karlo:
    """All parts, their weights not set."""
    scheduler = lambda variance, kind, reach: UnCLIPScheduler(
        variance_type=variance, prediction_type=kind, num_train_timesteps=1000, clip_sample_range=reach)
    finer = lambda: UNet2DModel(
        sample_size=256, layers_per_block=3, down_block_types=("ResnetDownsampleBlock2D",) * 4,
        up_block_types=("ResnetUpsampleBlock2D",) * 4, block_out_channels=WIDTHS, in_channels=6, out_channels=3,
        add_attention=False)
    with untouched():
        text = transformers.CLIPTextModelWithProjection(transformers.CLIPTextConfig(
            hidden_size=768, intermediate_size=3072, num_attention_heads=12, num_hidden_layers=12, projection_dim=768,
            eos_token_id=2))
        image = transformers.CLIPVisionModelWithProjection(transformers.CLIPVisionConfig(
            hidden_size=1024, intermediate_size=4096, num_attention_heads=16, num_hidden_layers=24, patch_size=14,
            projection_dim=768))
        decoder = UNet2DConditionModel(
            sample_size=64, layers_per_block=3, down_block_types=("ResnetDownsampleBlock2D",) + ("SimpleCrossAttnDownBlock2D",) * 3,
            up_block_types=("SimpleCrossAttnUpBlock2D",) * 3 + ("ResnetUpsampleBlock2D",),
            mid_block_type="UNetMidBlock2DSimpleCrossAttn", block_out_channels=WIDTHS, in_channels=3, out_channels=6,
            cross_attention_dim=1536, class_embed_type="identity", attention_head_dim=64, resnet_time_scale_shift="scale_shift")
        return karlo.Karlo(
            text, image, PriorTransformer(), UnCLIPTextProjModel(time_embed_dim=1280, cross_attention_dim=1536), decoder,
            finer(), finer(), scheduler("fixed_small_log", "sample", 5.0), scheduler("learned_range", "epsilon", 1.0),
            scheduler("fixed_small_log", "epsilon", 1.0))


def family(made: karlo.Karlo | None = None, facts: dict = FACTS) -> Family:
    """What is needed to install ``made``, the published one where nothing is said."""
    made = made or parts()
    old = ("text_model.embeddings.position_ids", "vision_model.embeddings.position_ids")
    networks = {
        "text_encoder": Source("karlo", "text_encoder", made.text_encoder, ignore=old),
        "image_encoder": Source("variations", "image_encoder", made.image_encoder, ignore=old),
        "prior": Source("karlo", "prior", made.prior, keep=("clip_mean", "clip_std")),
        "text_proj": Source("karlo", "text_proj", made.text_proj, keep=("learned_classifier_free_guidance_embeddings",)),
        "decoder": Source("karlo", "decoder", made.decoder),
        "super_res_first": Source("karlo", "super_res_first", made.super_res_first),
        "super_res_last": Source("karlo", "super_res_last", made.super_res_last)}
    stages = karlo.stages(made)
    for stage, folder in zip(stages, ("prior_scheduler", "decoder_scheduler", "super_res_scheduler")):
        stage["schedule"] = {"file": ["karlo", f"{folder}/scheduler_config.json"]}
    return Family(
        networks, karlo.graphs(made),
        {"text-encoder": {"clip.": "text_encoder"}, "image-encoder": {"clip.": "image_encoder"}, "prior": {"prior.": "prior"},
         "conditioner": {"text_proj.": "text_proj", "mean": "prior/clip_mean", "std": "prior/clip_std"},
         "decoder": {"unet.": "decoder"}, "super-res-first": {"unet.": "super_res_first"},
         "super-res-last": {"unet.": "super_res_last"}},
        [{"key": "karlo", "title": "Karlo itself (karlo-v1-alpha)", "pipelines": ["UnCLIPPipeline"], "required": True},
         {"key": "variations", "title": "its image variations (karlo-v1-alpha-image-variations)",
          "pipelines": ["UnCLIPImageVariationPipeline"], "required": False,
          "without": "The pack is without an image encoder then: pictures cannot be varied, mixed or ranked."}],
        {**facts, "family": "pixel-cascade", "embedding": cascade.embedding(made.prior),
         "imageInput": cascade.image_input(made.image_encoder, 224), "stages": stages,
         "sizes": {side: made.super_res_first.config.sample_size for side in ("output", "multiple")},
         "defaults": {"candidates": 1, "template": "{}"}},
        {"mean": "prior/clip_mean", "std": "prior/clip_std", "null": "text_proj/learned_classifier_free_guidance_embeddings"},
        {"folder": "karlo", "path": "tokenizer", "size": made.text_encoder.config.vocab_size,
         "length": made.text_encoder.config.max_position_embeddings})


if __name__ == "__main__":
    main(family, __doc__)

"""Converted packs: what the repository keeps of tiny ones is what their commands make today."""

import json
import random
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnxruntime
import pytest
import torch
from diffusers import DDIMScheduler, UNet2DConditionModel, VQModel
from safetensors.torch import load_file

from modelkit.convert import kandinsky22, karlo
from modelkit.reference import record, tiny_kandinsky22, tiny_karlo

KEPT = Path(__file__).parents[2] / "inference" / "src" / "test" / "resources" / "reference"
FAMILIES = {"tiny-karlo": (tiny_karlo, karlo), "tiny-kandinsky22": (tiny_kandinsky22, kandinsky22)}


@pytest.fixture(scope="module", params=FAMILIES)
def made(request):
    """The kept folder, what makes its run, what converts, and the parts made anew."""
    maker, converter = FAMILIES[request.param]
    words = tiny_karlo.tokenizer()
    with torch.no_grad():
        return KEPT / request.param, maker, converter, words, maker.components(words)


def test_the_kept_run_is_diffusers_own(made):
    folder, maker, _, words, parts = made
    with torch.no_grad():
        tensors, settings = maker.run(parts, words)
    kept, said = load_file(folder / "steps.safetensors"), json.loads((folder / "run.json").read_text("utf-8"))
    for key in ("prompt", "seed", "steps", "guidance"):
        assert settings[key] == said[key]
    for name in ("prior.samples", *(f"{stage}.timesteps" for stage in settings["steps"])):
        assert torch.allclose(tensors[name].float(), kept[name], atol=1e-5), name
    # the cosine schedule's first step makes 20,291 times as much of a last bit
    assert (tensors["picture"] - kept["picture"]).abs().mean() < 2e-3


def test_the_kept_graphs_give_what_the_modules_give(made):
    folder, _, converter, _, parts = made
    kept = load_file(folder / "steps.safetensors")
    manifest = json.loads((folder / "pack.json").read_text("utf-8"))
    with torch.no_grad():
        calls = record.calls(converter.graphs(parts))
    kinds = {"float32": np.float32, "int64": np.int64, "bool": np.bool_}
    assert set(manifest["components"]) == {graph.role for graph in converter.graphs(parts)}
    for role, component in manifest["components"].items():
        session = onnxruntime.InferenceSession(folder / component["file"], providers=["CPUExecutionProvider"])
        feeds = {port["name"]: kept[f"{role}.in.{port['role']}"].numpy().astype(kinds[port["type"]])
                 for port in component["inputs"]}
        for port, found in zip(component["outputs"], session.run(None, feeds)):
            wanted = kept[f"{role}.out.{port['role']}"]
            assert torch.allclose(torch.from_numpy(found).float(), wanted, atol=1e-5), (role, port["role"])
            assert torch.allclose(calls[f"{role}.out.{port['role']}"].float(), wanted, atol=1e-5), (role, port["role"])


def test_what_stands_for_no_picture_is_whitened(made):
    folder, _, converter, _, parts = made
    tables = load_file(folder / "geometry.safetensors")
    raw = tables["null_image_embedding"] * tables["unwhiten"] + tables["mean"]
    wanted = (parts.text_proj.learned_classifier_free_guidance_embeddings if converter is karlo
              else load_file(folder / "steps.safetensors")["nothing"])
    assert torch.allclose(raw, wanted, atol=1e-6)


def test_a_latent_decoded_is_the_picture_of_diffusers_run():
    folder = KEPT / "tiny-kandinsky22"
    kept = load_file(folder / "steps.safetensors")
    session = onnxruntime.InferenceSession(folder / "latent-decoder.onnx", providers=["CPUExecutionProvider"])
    picture, = session.run(None, {"latent": kept["decoder.samples"][-1:].numpy()})
    assert np.abs((picture[0] * 0.5 + 0.5).clip(0, 1) - kept["picture"].numpy()).max() < 1e-5


def test_the_last_step_of_the_super_resolution_is_its_second_networks():
    manifest = json.loads((KEPT / "tiny-karlo" / "pack.json").read_text("utf-8"))
    assert manifest["stages"][2]["component"] == [
        {"component": "super-res-first"}, {"component": "super-res-last", "lastSteps": 1}]


def test_the_kept_packs_are_small():
    assert sum(path.stat().st_size for name in FAMILIES for path in (KEPT / name).iterdir()) < 3_000_000


def test_the_inpainting_run_ends_in_the_known_latents_where_they_are_kept():
    kept = load_file(KEPT / "tiny-kandinsky22" / "steps.safetensors")
    keep = kept["inpainting.mask"] == 0
    assert 0.1 < keep.float().mean() < 0.9
    last, known = kept["inpainting.samples"][-1], kept["inpainting.latents"]
    assert torch.equal(last[:, keep], known[:, keep])
    assert not torch.allclose(last[:, ~keep], known[:, ~keep], atol=0.1)


def test_a_preview_undoes_what_an_encoder_does_to_colours():
    mixing, beyond = torch.tensor([[2.0, 0, 1], [0, 1, 0], [1, 1, 3], [0, 0, 1]]), torch.tensor([0.5, 0, -1, 2])

    def encode(pictures):
        small = torch.nn.functional.avg_pool2d(pictures, 2)
        return SimpleNamespace(latents=torch.einsum("lc,bchw->blhw", mixing, small) + beyond[:, None, None])

    found = torch.tensor(kandinsky22.preview(SimpleNamespace(
        movq=SimpleNamespace(encode=encode), scale=lambda: 2, multiple=lambda: 4)))
    assert torch.allclose(found[:, :-1] @ mixing, torch.eye(3), atol=1e-3)
    assert torch.allclose(found[:, :-1] @ beyond + found[:, -1], torch.zeros(3), atol=1e-3)


def test_diffusers_published_picture_comes_of_our_modules():
    """64 px in two steps of DDIM, the last 3 x 3 of blue (specification 10.2), from modules whose z_i is whitened."""
    unet = record.seeded(0, lambda: UNet2DConditionModel(
        in_channels=4, out_channels=8, addition_embed_type="image", block_out_channels=(32, 64), layers_per_block=1,
        down_block_types=("ResnetDownsampleBlock2D", "SimpleCrossAttnDownBlock2D"),
        up_block_types=("SimpleCrossAttnUpBlock2D", "ResnetUpsampleBlock2D"), mid_block_type="UNetMidBlock2DSimpleCrossAttn",
        encoder_hid_dim=32, encoder_hid_dim_type="image_proj", cross_attention_dim=32, attention_head_dim=4,
        resnet_time_scale_shift="scale_shift", class_embed_type=None))
    movq = record.seeded(0, lambda: VQModel(
        block_out_channels=[32, 64], down_block_types=["DownEncoderBlock2D", "AttnDownEncoderBlock2D"], in_channels=3,
        latent_channels=4, layers_per_block=1, norm_num_groups=8, norm_type="spatial", num_vq_embeddings=12, out_channels=3,
        up_block_types=["AttnUpDecoderBlock2D", "UpDecoderBlock2D"], vq_embed_dim=4))
    scheduler = DDIMScheduler(num_train_timesteps=1000, beta_schedule="linear", beta_start=0.00085, beta_end=0.012,
                              clip_sample=False, set_alpha_to_one=False, steps_offset=1, prediction_type="epsilon",
                              thresholding=False)
    numbers = lambda seed: torch.tensor([[rng.random() for _ in range(32)] for rng in [random.Random(seed)]])
    mean, std = torch.linspace(-0.2, 0.3, 32)[None], torch.linspace(0.5, 2, 32)[None]
    decoder = kandinsky22.Decoder(unet, SimpleNamespace(clip_mean=mean, clip_std=std)).eval()
    white = torch.cat([(numbers(1) - mean) / std, (numbers(0) - mean) / std])
    x = torch.randn(1, 4, 32, 32, generator=torch.Generator().manual_seed(0))
    scheduler.set_timesteps(2)
    with torch.no_grad():
        for t in scheduler.timesteps:
            free, given = decoder(torch.cat([x, x]), t[None].expand(2), white)[:, :4].chunk(2)
            x = scheduler.step(free + 4 * (given - free), t, x).prev_sample
        picture = (kandinsky22.LatentDecoder(movq)(x) * 0.5 + 0.5).clamp(0, 1)
    published = torch.tensor([0.3420, 0.9505, 0.3919, 1.0000, 0.5188, 0.3109, 0.6139, 0.5624, 0.6811])
    assert torch.allclose(picture[0, -1, -3:, -3:].flatten(), published, atol=1e-3)

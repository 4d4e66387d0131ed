"""Converted packs: what the repository keeps of a tiny Karlo is what its command makes today."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from safetensors.torch import load_file

from modelkit.convert import karlo
from modelkit.reference import record, tiny_karlo

KEPT = Path(__file__).parents[2] / "inference" / "src" / "test" / "resources" / "reference" / "tiny-karlo"


@pytest.fixture(scope="module")
def made():
    words = tiny_karlo.tokenizer()
    with torch.no_grad():
        return words, tiny_karlo.components(words)


def test_the_kept_run_is_diffusers_own(made):
    words, parts = made
    with torch.no_grad():
        tensors, settings = tiny_karlo.run(parts, words)
    kept, said = load_file(KEPT / "steps.safetensors"), json.loads((KEPT / "run.json").read_text("utf-8"))
    for key in ("prompt", "seed", "steps", "guidance"):
        assert settings[key] == said[key]
    for name in ("prior.samples", "prior.timesteps", "decoder.timesteps", "super-res.timesteps"):
        assert torch.allclose(tensors[name].float(), kept[name], atol=1e-5), name
    # the cosine schedule's first step makes 20,291 times as much of a last bit
    assert (tensors["picture"] - kept["picture"]).abs().mean() < 2e-3


def test_the_kept_graphs_give_what_the_modules_give(made):
    _, parts = made
    kept = load_file(KEPT / "steps.safetensors")
    manifest = json.loads((KEPT / "pack.json").read_text("utf-8"))
    with torch.no_grad():
        calls = record.calls(karlo.graphs(parts))
    kinds = {"float32": np.float32, "int64": np.int64, "bool": np.bool_}
    for role, component in manifest["components"].items():
        session = onnxruntime.InferenceSession(KEPT / component["file"], providers=["CPUExecutionProvider"])
        feeds = {port["name"]: kept[f"{role}.in.{port['role']}"].numpy().astype(kinds[port["type"]])
                 for port in component["inputs"]}
        for port, found in zip(component["outputs"], session.run(None, feeds)):
            wanted = kept[f"{role}.out.{port['role']}"]
            assert torch.allclose(torch.from_numpy(found).float(), wanted, atol=1e-5), (role, port["role"])
            assert torch.allclose(calls[f"{role}.out.{port['role']}"].float(), wanted, atol=1e-5), (role, port["role"])


def test_the_null_is_whitened_and_the_last_step_is_the_second_networks(made):
    _, parts = made
    tables = load_file(KEPT / "geometry.safetensors")
    raw = tables["null_image_embedding"] * tables["unwhiten"] + tables["mean"]
    assert torch.allclose(raw, parts.text_proj.learned_classifier_free_guidance_embeddings, atol=1e-6)
    assert karlo.stages(parts)[2]["component"] == [
        {"component": "super-res-first"}, {"component": "super-res-last", "lastSteps": 1}]


def test_the_kept_packs_are_small():
    assert sum(path.stat().st_size for path in KEPT.iterdir()) < 2_000_000

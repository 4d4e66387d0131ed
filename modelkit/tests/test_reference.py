"""What the engine is compared with: streams of noise as documented, diffusers' steps, and tables that miss nothing."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from modelkit.reference import goldens, schedulers
from modelkit.reference.streams import Streams, stream_seed
from modelkit.starter import pack, schedule

STARTER = Path(__file__).parents[2] / "assets" / "packs" / "starter"
KEPT = Path(__file__).parents[2] / "inference" / "src" / "test" / "resources" / "reference" / "starter"


@pytest.mark.parametrize("seed, stage, window, expected", [
    (7, "decoder", 0, 3049751229), (4294967295, "prior", 1, 2721743999), (0, "upsampler-256", 0, 91120030)])
def test_streams_have_the_seeds_that_the_engines_tests_fix(seed, stage, window, expected):
    assert stream_seed(seed, stage, window) == expected
    drawn = torch.randn(64, generator=Streams(seed).stream(stage, window))
    assert torch.equal(drawn, torch.randn(64, generator=torch.Generator().manual_seed(expected)))


def test_one_stream_goes_on_from_stage_to_stage():
    streams, whole = Streams(9, single=True), torch.Generator().manual_seed(9)
    for stage in ("prior", "decoder"):
        assert torch.equal(torch.randn(64, generator=streams.stream(stage)), torch.randn(64, generator=whole))


def stage(sampler: str, steps: int, spacing: str) -> dict:
    return {"name": "decoder", "schedule": schedule.config(1.0, spacing), "defaults": {"sampler": sampler, "steps": steps, "eta": 0.0}}


@pytest.mark.parametrize("spacing, steps", [("leading", 10), ("leading", 30), ("trailing", 10), ("trailing", 7), ("trailing", 30)])
def test_ddim_goes_from_each_timestep_to_the_next_however_far_apart_they_are(spacing, steps):
    predict = lambda x, t: (0.8 * x + 0.3 * torch.sin(torch.tensor(t / 100)))  # often beyond 1: it is clipped
    made = list(schedulers.steps(stage("ddim", steps, spacing), predict, (1, 3, 8, 8), torch.Generator().manual_seed(3)))
    noise = torch.randn(1, 3, 8, 8, generator=torch.Generator().manual_seed(3))
    timesteps = schedule.trailing(steps) if spacing == "trailing" else [k * (1000 // steps) for k in range(steps)][::-1]
    assert [step.timestep for step in made] == timesteps
    assert torch.allclose(made[-1].following, schedule.ddim(predict, noise, timesteps, 1.0), atol=1e-5)


def test_ancestral_steps_draw_their_noise_after_the_start_and_the_last_draws_none():
    predict = lambda x, t: 0.5 * x
    made = list(schedulers.steps(stage("unclip", 5, "unclip"), predict, (1, 32), torch.Generator().manual_seed(3)))
    again = torch.Generator().manual_seed(3)
    assert torch.equal(made[0].sample, torch.randn(1, 32, generator=again))
    for step in made[:-1]:
        torch.randn(1, 32, generator=again)
    after = torch.Generator().manual_seed(3)
    list(schedulers.steps(stage("unclip", 5, "unclip"), predict, (1, 32), after))
    assert torch.equal(again.get_state(), after.get_state())


def test_a_sampler_without_a_reference_is_named():
    with pytest.raises(ValueError, match="decoder.*dpmpp-2m"):
        next(schedulers.steps(stage("dpmpp-2m", 5, "leading"), None, (1, 4), torch.Generator()))


@pytest.mark.parametrize("size, most", [(256, 4096), (12288, 1024), (196608, 4096), (3145728, 4096), (16640, 4096)])
def test_places_differ_from_each_other_and_from_step_to_step(size, most):
    found = goldens.places(0, size, most)
    assert len(set(found.tolist())) == min(size, most) and 0 <= found.min() and found.max() < size
    if size > most:
        assert not set(found.tolist()) & set(goldens.places(1, size, most).tolist()) or size / most < 8
        # all over: no stretch of a twentieth is left out
        assert torch.histc(found.double(), 20, 0, size).min() > 0


def test_a_pictures_halves_are_pixels_of_every_phase_and_means():
    generator = torch.Generator().manual_seed(1)
    picture = torch.rand(1, 3, 128, 128, generator=generator) * 2 - 1
    levels = np.rint((picture[0].permute(1, 2, 0).numpy() * 0.5 + 0.5) * 255)
    halves, phases = goldens._halves(picture), set()
    for y in range(16):
        for x in range(16):
            block = levels[8 * y:8 * y + 8, 8 * x:8 * x + 8]
            assert (np.abs(block.mean((0, 1)) - halves[y, 16 + x]) <= 0.5).all()
            (row, column), = np.argwhere((block == halves[y, x]).all(2))
            phases.add((row, column))
    assert len(phases) == 64


def test_the_kept_goldens_are_of_the_pack_in_the_repository():
    index = json.loads((KEPT / "goldens.json").read_text("utf-8"))
    assert index["pack"] == goldens.fingerprint(json.loads((STARTER / "pack.json").read_text("utf-8"))), (
        "the starter pack has changed: make its goldens anew, as modelkit/reference/goldens.py says")
    assert len(index["pictures"]) == 12
    for row in index["pictures"]:
        assert Image.open(KEPT / row["file"]).size == (256, 128)
    assert sum(path.stat().st_size for path in KEPT.iterdir()) < 3_000_000
    assert {step["stage"] for step in index["steps"]} == {row["name"] for row in pack.stages()} | {"prior-autoregressive"}

"""Upsamplers sharpen: what they are trained on is what they will be asked, and the pack's own draw crisper than a filter."""

import json
import tomllib
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
import torch.nn.functional as F
from PIL import Image

from modelkit import crispness
from modelkit.starter import measure, schedule, train_upsampler
from modelkit.starter.upsampler import FACTOR, enlarged

PACK = Path(__file__).parents[2] / "assets" / "packs" / "starter"
TOY = Path(__file__).with_name("toy")


def discs(count: int, side: int) -> torch.Tensor:
    """Flat discs on flat grounds [count,3,side,side] in [-1, 1], edges as sharp as pixels can show."""
    generator, fine = torch.Generator().manual_seed(3), 2 * side
    rand = lambda *shape: torch.rand(*shape, generator=generator)
    y, x = torch.meshgrid(*(torch.linspace(-1, 1, fine),) * 2, indexing="ij")
    pictures = (rand(count, 3, 1, 1) * 1.6 - 0.8).expand(count, 3, fine, fine)
    for _ in range(4):
        centre, reach, colour = rand(count, 2, 1, 1) * 1.4 - 0.7, rand(count, 1, 1) * 0.3 + 0.15, rand(count, 3, 1, 1) * 2 - 1
        inside = (x - centre[:, 0]) ** 2 + (y - centre[:, 1]) ** 2 < reach ** 2
        pictures = torch.where(inside[:, None], colour, pictures)
    return F.avg_pool2d(pictures, 2)


def test_small_pictures_are_enlarged_as_pillow_does_it():
    small = discs(2, 32)
    for picture, large in zip(small, enlarged(small)):
        for plane, found in zip(picture.numpy(), large.numpy()):
            expected = Image.fromarray(plane, "F").resize((32 * FACTOR,) * 2, Image.Resampling.BICUBIC)
            assert np.abs(found - np.asarray(expected)).max() < 1e-5


class Watched(torch.nn.Module):
    """Stands in for the network: keeps what it is given, and learns one number."""

    def __init__(self):
        super().__init__()
        self.share, self.given = torch.nn.Parameter(torch.ones(1)), []

    def forward(self, sample, timestep, low, known, repaint):
        if self.training:
            self.given.append((sample, timestep, low, known, repaint))
        return low * self.share


def test_it_learns_from_the_target_under_noise_its_known_pixels_and_a_softer_picture(workshop, tmp_path, monkeypatch):
    values = tomllib.loads((TOY / "upsampler.toml").read_text("utf-8"))
    values |= {"batch": 8, "masked_share": 1.0, "budget": {"steps": 2, "warmup": 1}}
    network, targets, plain = Watched(), [], train_upsampler.batch_of
    monkeypatch.setattr(train_upsampler, "build", lambda config: network)
    monkeypatch.setattr(train_upsampler, "batch_of", lambda *all: targets.append(plain(*all)) or targets[-1])
    train_upsampler.run(workshop, values, tmp_path / "upsampler")
    assert len(network.given) == 2 and len(targets) == 3  # the first are the report's
    for target, (sample, timestep, low, known, repaint) in zip(targets[1:], network.given):
        bar = schedule.alpha_bars()[timestep].view(-1, 1, 1, 1)
        noise = (sample - bar.sqrt() * target) / (1 - bar).sqrt()
        assert abs(noise.mean()) < 0.01 and abs(noise.std() - 1) < 0.01
        assert (noise * target).mean((1, 2, 3)).abs().max() < 0.02  # nothing of the target is left in it
        assert (timestep >= 900).any() and (timestep < 700).any()
        assert set(repaint.unique().tolist()) == {0.0, 1.0} and torch.equal(known, target * (1 - repaint))
        assert 1e-5 < (F.avg_pool2d(low, FACTOR) - F.avg_pool2d(target, FACTOR)).square().mean() < 0.02


def test_whether_an_upsampler_reads_its_noise_and_known_pixels_is_measured(workshop):
    trusting = lambda sample, timestep, low, known, repaint: sample / schedule.alpha_bars()[timestep].sqrt().view(-1, 1, 1, 1)
    keeping = lambda sample, timestep, low, known, repaint: low * repaint + known * (1 - repaint)
    blurring = lambda sample, timestep, low, known, repaint: F.avg_pool2d(low, 9, 1, 4)
    found = {name: measure.upsampling(workshop, network, 4) for name, network in
             (("trusting", trusting), ("keeping", keeping), ("blurring", blurring))}
    shares = lambda name: (found[name]["upsampler_error"], found[name]["upsampler_error_of_little_noise"],
                           found[name]["upsampler_error_of_known"])
    from_noise, little, _ = shares("trusting")
    assert little < 1e-4 * from_noise
    assert shares("keeping") == (1.0, 1.0, 0.0)
    blurred = shares("blurring")
    assert min(blurred) > 1.05 and abs(blurred[0] - blurred[1]) < 1e-6


@pytest.mark.parametrize("stage", ["upsampler-256", "upsampler-1024"])
def test_the_packs_upsamplers_draw_sharper_edges_nearer_to_the_truth_than_a_filter(stage):
    manifest = json.loads((PACK / "pack.json").read_text("utf-8"))
    component, size = manifest["components"][stage], next(row["size"] for row in manifest["stages"] if row["name"] == stage)
    truth = discs(2, size)
    low = enlarged(F.avg_pool2d(truth, FACTOR))
    session = onnxruntime.InferenceSession(str(PACK / component["file"]), providers=["CPUExecutionProvider"])
    given = {"sample": torch.randn(truth.shape, generator=torch.Generator().manual_seed(1)), "low-resolution": low,
             "timestep": torch.full((2,), schedule.STEPS - 1), "known": torch.zeros_like(low), "mask": torch.ones_like(low[:, :1])}
    feeds = {port["name"]: given[port["role"]].numpy() for port in component["inputs"]}
    drawn = torch.from_numpy(session.run(None, feeds)[0])
    error = lambda pictures: (pictures - truth).square().mean()
    width = lambda pictures: torch.cat([crispness.edges(picture / 2 + 0.5).widths for picture in pictures]).median()
    assert error(drawn) < 0.75 * error(low)
    # as sharp as a drawing is the best there is
    assert width(truth) < width(drawn) < 0.7 * width(low)

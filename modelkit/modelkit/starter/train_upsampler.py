"""Trains the upsampler on scenes at 256 pixels and on crops of vector scenes at 1024.

What it enlarges is made as imperfect as what it will be given: shrunk pictures are blurred, blotched and grained, and
where the decoder has been trained before, most scenes pass through it (noised, and drawn again in one step).
"""

import tomllib
from pathlib import Path

import torch
import torch.nn.functional as F

from . import decoder, sampling, schedule
from .masks import random_masks
from .optimiser import Optimiser
from .sheet import save_sheet
from .towers import Towers
from .trainer import Budget, load_weights, prepared, seeded, train
from .upsampler import FACTOR, build, enlarged
from .workshop import Workshop

PLAIN = ("time_in.0", "modulation")
SIZE = 256
#: Share of the scenes that pass through the decoder, and the noisiest timestep they do it from: above, it would draw
#: something else.
_THROUGH, _NOISIEST = 0.75, 600


def degrade(low: torch.Tensor, generator: torch.Generator, strength: float = 1.0) -> torch.Tensor:
    """Make small pictures as soft, uneven and noisy as a decoder's: blur, blotches and grain of random strength, at most
    ``strength`` of what the 256 stage learns to repair."""
    count = len(low)
    sigma = torch.rand(count, generator=generator) * 0.9 * strength + 0.05
    taps = torch.arange(-2, 3)
    kernel = torch.exp(-taps ** 2 / (2 * sigma[:, None] ** 2))
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(3, 0)
    flat = F.pad(low, (2, 2, 2, 2), mode="replicate").reshape(1, -1, low.shape[2] + 4, low.shape[3] + 4)
    flat = F.conv2d(flat, kernel[:, None, :, None], groups=3 * count)
    flat = F.conv2d(flat, kernel[:, None, None, :], groups=3 * count).view_as(low)
    return unevenness(flat, generator, 0.06 * strength, 0.08 * strength).clamp(-1, 1)


def unevenness(pictures: torch.Tensor, generator: torch.Generator, blotches: float, grains: float) -> torch.Tensor:
    """Add blotches of some four pixels and grain, each picture as much as chance says, up to these deviations."""
    count = len(pictures)
    strength = lambda most: (torch.rand(count, generator=generator) ** 2 * most).view(-1, 1, 1, 1)
    blotch = torch.randn(count, 3, pictures.shape[2] // 4, pictures.shape[3] // 4, generator=generator)
    blotch = F.interpolate(blotch, size=pictures.shape[2:], mode="bicubic", align_corners=False)
    grain = torch.randn(pictures.shape, generator=generator)
    return pictures + blotch * strength(blotches) + grain * strength(grains)


def batch_of(workshop: Workshop, count: int, generator: torch.Generator) -> torch.Tensor:
    """Targets [count,3,256,256]: half whole scenes of 3D drawings, half windows of vector scenes at 1024."""
    whole, crops = count - count // 2, count // 2
    _, pictures, _, _ = workshop.scenes(whole, generator, 0, SIZE)
    layout = workshop.composer.layouts(crops, generator, size=1024, plain=True)
    cells = torch.randint(0, 3, (crops, 2), generator=generator) * SIZE + SIZE // 2
    parts = [workshop.composer.render(layout.rows(slice(k, k + 1)), 1024, generator, (*cells[k].tolist(), SIZE))[0]
             for k in range(crops)]
    return torch.cat([pictures, *parts])


class Redrawn:
    """Pictures as the decoder draws them, from the checkpoint in ``runs``."""

    def __init__(self, workshop: Workshop, runs: Path):
        self.towers = Towers.open(workshop, runs)
        config = tomllib.loads((runs / "decoder" / "config.toml").read_text("utf-8"))
        network = decoder.build(config)
        load_weights(network, runs / "decoder")
        self.decoder = prepared(network, config).eval().requires_grad_(False)

    @torch.no_grad()
    def __call__(self, pictures: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        """[N,3,64,64] -> the same pictures, noised by chance and drawn again in one step."""
        count = len(pictures)
        every = torch.ones(count, dtype=torch.bool)
        text, states, mask = self.towers.captions([""] * count)
        white, text, mask = self.decoder.drop(self.towers.pictures(pictures), text, mask, ~every, every)
        timestep = torch.randint(50, _NOISIEST, (count,), generator=generator)
        noisy = schedule.noised(pictures, timestep, torch.randn(pictures.shape, generator=generator))
        return self.decoder(noisy, timestep, white, text, states, mask, torch.zeros_like(pictures),
                            torch.ones_like(pictures[:, :1])).clamp(-1, 1)


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report has the signal-to-noise ratio of one-step pictures against bicubic ones, and a sheet."""
    redrawn = Redrawn(workshop, folder.parent) if (folder.parent / "decoder" / "checkpoint.pt").exists() else None
    network = prepared(build(config), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    batch = config["batch"]

    def loss_of(generator, step):
        target = batch_of(workshop, batch, generator)
        small = F.avg_pool2d(target, FACTOR)
        if redrawn:
            some = round(_THROUGH * (batch - batch // 2))
            small = torch.cat([redrawn(small[:some], generator), degrade(small[some:], generator)])
        else:
            small = degrade(small, generator)
        low = enlarged(small)
        timestep = schedule.stratified_timesteps(batch, generator)
        # the first of few steps starts from pure noise, so half of the batch trains there
        first = torch.rand(batch, generator=generator) < 0.5
        timestep = torch.where(first, torch.randint(900, 1000, (batch,), generator=generator), timestep)
        noisy = schedule.noised(target, timestep, torch.randn(target.shape, generator=generator))
        repaint = random_masks(batch, SIZE, config["masked_share"], generator)
        predicted = network(noisy, timestep, low, target * (1 - repaint), repaint)
        return (predicted - target).abs().mean() + config["edge_weight"] * _edges(predicted - target)

    generator = seeded(4243)
    held = batch_of(workshop, config["validation"], generator)
    small = F.avg_pool2d(held, FACTOR)
    noise = torch.randn(held.shape, generator=generator)

    def report():
        drawn = sampling.larger(network, small, noise, steps=1)
        rough = degrade(small, seeded(7))
        repaired = sampling.larger(network, rough, noise, steps=2)
        save_sheet(torch.stack([enlarged(rough), repaired, held], 1).flatten(0, 1)[:12],
                   folder / f"sheet_{optimiser.steps:06d}.png", 6)
        return {"psnr": _psnr(drawn, held), "psnr_bicubic": _psnr(enlarged(small), held),
                "psnr_rough": _psnr(repaired, held), "psnr_rough_bicubic": _psnr(enlarged(rough), held)}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)


def _edges(error):
    across, along = error[..., 1:] - error[..., :-1], error[..., 1:, :] - error[..., :-1, :]
    return across.abs().mean() + along.abs().mean()


def _psnr(a, b):
    return (10 * torch.log10(4 / ((a.clamp(-1, 1) - b) ** 2).mean((1, 2, 3)))).mean().item()

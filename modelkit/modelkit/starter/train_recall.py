"""Trains the decoder's recall on embeddings of composed scenes and the scenes at its size."""

from pathlib import Path

import torch
import torch.nn.functional as F

from .examples import Fresh
from .optimiser import Optimiser
from .recall import build
from .sheet import save_sheet
from .towers import Towers
from .trainer import Budget, prepared, seeded, train
from .workshop import Workshop

PLAIN = ("out", "beside")


class _Bank:
    """Small pictures with their embeddings, of which some are made anew for every step: a network as quick as this one sees
    each several times before it is replaced, and never so often that it learns it by heart. Nobody reads their captions, so
    none are written. A picture takes four kilobytes at 32 pixels."""

    def __init__(self, workshop: Workshop, towers: Towers, size: int, side: int):
        self.composer, self.towers, self.side = workshop.composer, towers, side
        self.pixels = torch.empty(size, 3, side, side, dtype=torch.uint8)
        self.alpha = torch.empty(size, 1, side, side, dtype=torch.uint8)
        self.white = torch.empty(size, towers.geometry.mean.numel(), dtype=torch.bfloat16)
        self.next = 0

    @torch.no_grad()
    def renew(self, count: int, generator: torch.Generator) -> None:
        """Compose so many in the place of the oldest."""
        for some in torch.arange(self.next, self.next + count).split(512):
            rows, layout = some % len(self.white), self.composer.layouts(len(some), generator)
            picture, cover = self.composer.render(layout, 64, generator)
            self.white[rows] = self.towers.pictures(picture).bfloat16()
            self.pixels[rows] = ((_small(picture, self.side) + 1) * 127.5).round().clamp(0, 255).to(torch.uint8)
            self.alpha[rows] = (_small(cover, self.side) * 255).round().clamp(0, 255).to(torch.uint8)
        self.next = (self.next + count) % len(self.white)

    def __call__(self, count: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """So many by chance: pixels [N,3,side,side] in [-1, 1], alpha [N,1,side,side], white [N,E]."""
        rows = torch.randint(len(self.white), (count,), generator=generator)
        return self.pixels[rows].float() / 127.5 - 1, self.alpha[rows].float() / 255, self.white[rows].float()


def _small(values: torch.Tensor, side: int) -> torch.Tensor:
    return F.avg_pool2d(values, values.shape[-1] // side)


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report has the error on things in scenes it has not seen, beside that of their mean colour."""
    towers = Towers.open(workshop, folder.parent)
    network = prepared(build(config), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    batch, weight, side = config["batch"], config["object_weight"], network.shape.side
    learned = workshop.mixed(config.get("mixture", {}))
    size = config.get("bank", batch)
    bank = _Bank(learned, towers, size, side)
    bank.renew(size, seeded(config["seed"] * 7_000_003))

    def loss_of(generator, step):
        bank.renew(config.get("renewed", size), generator)
        pixels, alpha, white = bank(batch, generator)
        strength = torch.rand(batch, 1, generator=generator) * config["embedding_noise"]
        noisy = white + torch.randn(white.shape, generator=generator) * strength
        drawn = network(noisy.to(network.first.weight.dtype))[0].float()
        return ((drawn - pixels) ** 2 * (1 + weight * alpha)).mean()

    truth, cover, held, *_ = Fresh(learned, towers)(512, seeded(config["seed"] + 1), 0)
    truth, cover = _small(truth, side), _small(cover, side)

    def report():
        drawn = network(held.to(network.first.weight.dtype))[0].float()
        save_sheet(torch.stack([truth[:36], drawn[:36]], 1).flatten(0, 1), folder / f"sheet_{optimiser.steps:06d}.png", 12)
        flat = (truth * cover).sum((2, 3), keepdim=True) / cover.sum((2, 3), keepdim=True)
        thing = lambda values: (((values - truth) ** 2 * cover).sum() / cover.sum() / 3).item()
        return {"thing": thing(drawn), "thing_flat": thing(flat.expand_as(truth))}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)

"""Trains the decoder's recall on embeddings of composed scenes and the scenes at its size."""

from pathlib import Path

import torch
import torch.nn.functional as F

from .examples import Fresh, examples_for
from .optimiser import Optimiser
from .recall import build
from .sheet import save_sheet
from .towers import Towers
from .trainer import Budget, prepared, seeded, train
from .workshop import Workshop

PLAIN = ("out", "beside")


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report has the error on things in scenes it has not seen, beside that of their mean colour."""
    towers = Towers.open(workshop, folder.parent)
    network = prepared(build(config), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    batch, weight, side = config["batch"], config["object_weight"], network.shape.side
    learned = workshop.mixed(config.get("mixture", {}))
    examples = examples_for(learned, towers, config)
    small = lambda values: F.avg_pool2d(values, values.shape[-1] // side)

    def loss_of(generator, step):
        pixels, alpha, white, *_ = examples(batch, generator, step)
        strength = torch.rand(batch, 1, generator=generator) * config["embedding_noise"]
        noisy = white + torch.randn(white.shape, generator=generator) * strength
        drawn = network(noisy.to(network.first.weight.dtype))[0].float()
        return ((drawn - small(pixels)) ** 2 * (1 + weight * small(alpha))).mean()

    truth, cover, held, *_ = Fresh(learned, towers)(512, seeded(config["seed"] + 1), 0)
    truth, cover = small(truth), small(cover)

    def report():
        drawn = network(held.to(network.first.weight.dtype))[0].float()
        save_sheet(torch.stack([truth[:36], drawn[:36]], 1).flatten(0, 1), folder / f"sheet_{optimiser.steps:06d}.png", 12)
        flat = (truth * cover).sum((2, 3), keepdim=True) / cover.sum((2, 3), keepdim=True)
        thing = lambda values: (((values - truth) ** 2 * cover).sum() / cover.sum() / 3).item()
        return {"thing": thing(drawn), "thing_flat": thing(flat.expand_as(truth))}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)

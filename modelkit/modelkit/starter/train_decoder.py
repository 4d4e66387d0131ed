"""Trains the decoder on composed scenes with the embeddings of real pictures as condition."""

from pathlib import Path

import torch

from . import sampling, schedule
from .decoder import Decoder, build
from .examples import examples_for
from .masks import random_masks
from .optimiser import Optimiser
from .sheet import save_sheet
from .towers import Towers
from .trainer import Budget, load_weights, prepared, seeded, train, write_checkpoint
from .workshop import Workshop

PLAIN = ("null", "_in.0", "stem", "last", "positions", "modulation", "recalled_in", "extra")
_LEVELS = (300, 500, 700, 900, 990)


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report has the error on fixed scenes by noise level and draws a contact sheet."""
    towers = Towers.open(workshop, folder.parent, config.get("precision", "float32"))
    network = build(config)
    _bring_recall(network, folder)
    network = prepared(network, config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    batch, weight, share = config["batch"], config["object_weight"], config["masked_share"]

    learned = workshop.mixed(config.get("mixture", {}))
    examples = examples_for(learned, towers, config)

    def loss_of(generator, step):
        rand = lambda: torch.rand(batch, generator=generator)
        pixels, alpha, white, tokens, _, _ = examples(batch, generator, step)
        text, states, mask = towers.read(tokens)
        white = white + torch.randn(white.shape, generator=generator) * (rand() * config["embedding_noise"])[:, None]
        white, text, mask = network.drop(white, text, mask, rand() < 0.1, rand() < 0.5)
        repaint = random_masks(batch, pixels.shape[-1], share, generator)
        timestep = schedule.stratified_timesteps(batch, generator)
        noisy = schedule.noised(pixels, timestep, torch.randn(pixels.shape, generator=generator))
        predicted = network(noisy, timestep, white, text, states, mask, pixels * (1 - repaint), repaint)
        error = ((predicted - pixels) ** 2 * (1 + weight * alpha)).mean((1, 2, 3))
        return (error * schedule.loss_weight(timestep, config.get("loss_cap", 5.0))).mean()

    count = config["validation"]
    generator = seeded(4242)
    _, pixels, alpha, captions = learned.scenes(count, generator, 4242)
    noise = torch.randn(pixels.shape, generator=generator)
    white, (text, states, mask) = towers.pictures(pixels), towers.captions([caption.text for caption in captions])
    ones, zeros = torch.ones(count, 1, *pixels.shape[2:]), torch.zeros_like(pixels)

    def report():
        row = {}
        for level in _LEVELS:
            t = torch.full((count,), level)
            predicted = network(schedule.noised(pixels, t, noise), t, white, text, states, mask, zeros, ones)
            row[f"thing_{level}"] = (((predicted - pixels) ** 2 * alpha).sum() / alpha.sum() / 3).item()
        n = min(count, config["sheet"])
        drawn = sampling.pictures(network, white[:n], text[:n], states[:n], mask[:n], noise[:n], **config["sampling"])
        save_sheet(torch.stack([pixels[:n], drawn], 1).flatten(0, 1), folder / f"sheet_{optimiser.steps:06d}.png", 12)
        return row

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)


def _bring_recall(network: Decoder, folder: Path) -> None:
    """Take over the recall as its own stage has it. It stays as it is while the decoder learns, so a decoder that is gone
    on with has the same one, unless that stage went on meanwhile."""
    begun, recall = (folder / "checkpoint.pt").exists(), folder.parent / "recall"
    if begun and not (recall / "checkpoint.pt").exists():
        return
    load_weights(network.recall, recall)
    if begun:
        state = torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)
        state["network"] |= {f"recall.{name}": value for name, value in network.recall.state_dict().items()}
        write_checkpoint(folder, state)

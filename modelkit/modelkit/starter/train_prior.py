"""Trains the diffusion prior on the embeddings of composed scenes and fresh captions of them."""

from pathlib import Path

import torch
import torch.nn.functional as F

from . import sampling, schedule
from .examples import Bank, Fresh, by_length, shortened
from .expected import Expected
from .optimiser import Optimiser
from .prior import build
from .towers import Towers
from .trainer import Budget, prepared, seeded, train
from .workshop import Workshop

PLAIN = ("null", "positions", "final", "time_in.0")


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report says how close sampled embeddings come, and whether they are of the right things."""
    towers = Towers.open(workshop, folder.parent, config.get("precision", "float32"))
    workshop = workshop.mixed(config.get("mixture", {}))
    network = prepared(build(config), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    bank, batch, draws = Bank.kept(workshop, towers, config, folder.parent), config["batch"], config.get("draws", 1)
    end, expected = workshop.tokenizer.end, Expected(bank.all.facts, bank.all.white, len(workshop.concepts))

    def loss_of(generator, step):
        found = bank(batch, generator, step)
        dropped = torch.rand(batch, generator=generator) < 0.1
        timesteps = schedule.stratified_timesteps(batch * draws, generator).view(batch, draws)
        noise = torch.randn(batch, draws, found.white.shape[1], generator=generator)
        loss = 0
        for rows in by_length(found.tokens, end, config.get("parts", 1)):
            clean, timestep = found.white[rows, None].expand(-1, draws, -1), timesteps[rows]
            text, states, mask = towers.read(shortened(found.tokens[rows], end))
            text = torch.where(dropped[rows, None], network.null_text, text)
            noisy = schedule.noised(clean.flatten(0, 1), timestep.flatten(), noise[rows].flatten(0, 1)).view_as(clean)
            predicted, hint = network.hinting(noisy, timestep, text, states, mask & ~dropped[rows, None])
            loss = loss + (((predicted - clean) ** 2).mean(2) * schedule.loss_weight(timestep)).sum()
            loss = loss + config["hint"] * draws * ((hint - expected(found.facts[rows])) ** 2).mean(1).sum()
        return loss / (batch * draws)

    held, centres = Fresh(workshop, towers)(512, seeded(config["seed"] + 1), 99), concept_centres(workshop, bank)
    truth, thing, single = held.white, held.facts[:, 0], held.facts[:, 1] < 0
    pair = ~single & (held.facts[:, 2] < 0)

    def report():
        drawn = sampling.embeddings(network, *towers.read(held.tokens), steps=25, guidance=config["guidance"], generator=seeded(3))
        raw = towers.geometry.unwhiten(drawn)
        return {"cosine": F.cosine_similarity(raw, towers.geometry.unwhiten(truth)).mean().item(),
                "white_cosine": F.cosine_similarity(drawn, truth).mean().item(),
                "spread": drawn.std(0).mean().item(),
                "right_thing": (nearest(drawn, centres) == thing)[single].float().mean().item(),
                "right_thing_real": (nearest(truth, centres) == thing)[single].float().mean().item(),
                "right_pair": expected.names_both(drawn[pair], held.facts[pair]).float().mean().item(),
                "right_pair_real": expected.names_both(truth[pair], held.facts[pair]).float().mean().item()}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)


def concept_centres(workshop: Workshop, bank: Bank) -> torch.Tensor:
    """Mean whitened embedding [concepts,E] of each thing's single pictures."""
    single = bank.all.facts[:, 1] < 0
    thing, white = bank.all.facts[single, 0], bank.all.white[single].float()
    total = torch.zeros(len(workshop.concepts), white.shape[1]).index_add(0, thing, white)
    return total / torch.bincount(thing, minlength=len(total)).clamp(min=1)[:, None]


def nearest(embeddings: torch.Tensor, centres: torch.Tensor) -> torch.Tensor:
    """Index of the centre with the largest cosine, int64 [N]."""
    return (F.normalize(embeddings, dim=1) @ F.normalize(centres, dim=1).T).argmax(1)


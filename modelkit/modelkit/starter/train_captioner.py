"""Trains the captioner on the embeddings of composed scenes and fresh captions of them."""

from pathlib import Path

import torch
import torch.nn.functional as F

from . import sampling
from .captioner import build
from .examples import Bank, Fresh
from .optimiser import Optimiser
from .towers import Towers
from .trainer import Budget, prepared, seeded, train
from .workshop import Workshop

PLAIN = ("tokens", "positions", "head", "image_in.0")


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train on plain captions, which is what people are to read; the report says how many of unseen pictures name the right
    thing, and prints a few."""
    workshop = workshop.plain()
    towers = Towers.open(workshop, folder.parent)
    network = prepared(build(config, workshop.tokenizer), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    bank = Bank.kept(workshop, towers, config, folder.parent)
    batch, words = config["batch"], workshop.tokenizer

    def loss_of(generator, step):
        found = bank(batch, generator, step)
        tokens = found.tokens[:, :network.shape.length]
        # the decoder's pictures are not quite those of the composer
        strength = torch.rand(batch, 1, generator=generator) * config["embedding_noise"]
        image = found.white + torch.randn(found.white.shape, generator=generator) * strength
        logits, target = network(image, tokens[:, :-1]), tokens[:, 1:]
        ended = (tokens[:, :-1] == words.end)
        loss = F.cross_entropy(logits.transpose(1, 2), target, reduction="none")
        return loss[~ended].mean()

    held = Fresh(workshop, towers)(256, seeded(config["seed"] + 1), 99)

    def report():
        written = [words.text(row) for row in sampling.captions(network, held.white, words.start, words.end).tolist()]
        print(" | ".join(written[:6]), flush=True)
        names = [workshop.concepts[k].names for k in held.facts[:, 0].tolist()]
        return {"names_the_thing": sum(any(name in text for name in accepted)
                                       for text, accepted in zip(written, names)) / len(written)}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)

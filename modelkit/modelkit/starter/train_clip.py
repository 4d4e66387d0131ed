"""Trains the CLIP towers on composed scenes and their captions."""

from pathlib import Path

import torch

from .captions import also_fits
from .clip import build
from .examples import Fresh, examples_for
from .optimiser import Optimiser
from .trainer import Budget, prepared, seeded, train
from .workshop import Workshop

#: Names of parameters that AdamW updates rather than Muon.
PLAIN = ("tokens", "positions", "stem", "head")


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train, with retrieval on a fixed set of scenes as report."""
    network = prepared(build(config, workshop.tokenizer), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    batch = config["batch"]
    examples = examples_for(workshop, None, config)
    pairs = lambda found: (found.pixels, found.tokens, also_fits(found.stated, found.facts))
    held = pairs(Fresh(workshop, None)(config["validation"], seeded(77), 77))

    def loss_of(generator, step):
        return network.loss(*pairs(examples(batch, generator, step + 1000)))

    def report():
        pixels, tokens, fits = held
        image, (text, _) = network.image(pixels), network.text(tokens)
        scores = text @ image.T
        rows = torch.arange(len(scores))
        return {"validation": network.loss(*held).item(),
                "text_to_image": fits[rows, scores.argmax(1)].float().mean().item(),
                "image_to_text": fits.T[rows, scores.argmax(0)].float().mean().item(),
                "scale": network.log_scale.exp().item()}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)

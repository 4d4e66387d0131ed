"""Teaches the text tower further words, with the image tower, the decoder and all else as they are.

Its captions are drawn towards the pictures they are true of, as when both towers were trained; beside that it must go on
reading plain captions as it did (``anchors``), because the decoder and the autoregressive prior learned to read it so.
"""

import copy
import dataclasses
from pathlib import Path

import torch
import torch.nn.functional as F

from .captions import also_fits
from .examples import LENGTH, Bank, by_length, shortened
from .geometry import Geometry
from .optimiser import Optimiser
from .towers import Towers
from .trainer import Budget, load_weights, prepared, put_average, seeded, train
from .workshop import Workshop

PLAIN = ("tokens", "positions", "head")


def plain_captions(workshop: Workshop, count: int, seed: int) -> torch.Tensor:
    """Tokens [count,LENGTH] of captions in plain forms only."""
    layout = workshop.composer.layouts(count, seeded(seed))
    written = workshop.plain().captioner.write(layout, seed)
    return torch.tensor([workshop.tokenizer.encode(caption.text, LENGTH) for caption in written])


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report has retrieval among held-out pictures, and how far plain captions have moved. At the end the mean of
    the captions' embeddings is measured anew."""
    towers = Towers.open(workshop, folder.parent)
    before = copy.deepcopy(towers.clip.text)
    load_weights(towers.clip, folder.parent / "clip")
    teacher, scale = copy.deepcopy(towers.clip.text), config["scale"]
    network = prepared(before.train().requires_grad_(True), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    workshop = workshop.mixed(config.get("mixture", {}))
    bank, end, batch = Bank.kept(workshop, towers, config, folder.parent), workshop.tokenizer.end, config["batch"]
    anchors = plain_captions(workshop, config["anchors"], config["seed"])
    held, kept = config["validation"], Bank(type(bank.all)(*(values[:-config["validation"]] for values in bank.all)))
    raw = lambda white: F.normalize(towers.geometry.unwhiten(white.float()), dim=1)

    def read(tokens):
        """Embeddings of captions, read in parts of like length."""
        parts = by_length(tokens, end, 2)
        return torch.cat([network(shortened(tokens[rows], end))[0] for rows in parts])[torch.cat(parts).argsort()]

    def drift(tokens):
        tokens = shortened(tokens, end)
        there = (torch.arange(tokens.shape[1]) <= (tokens == end).long().argmax(1, keepdim=True))[:, :, None]
        (told, states), (wanted, before) = network(tokens), teacher(tokens)
        apart = ((states.float() - before) ** 2 * there).sum() / there.sum() / states.shape[2]
        return apart, (1 - (told * wanted).sum(1)).mean()

    def loss_of(generator, step):
        found = kept(batch, generator, step)
        fits = also_fits(found.stated, found.facts)
        logits = read(found.tokens) @ raw(found.white).T * scale
        logits = logits.masked_fill(fits & ~torch.eye(batch, dtype=torch.bool), -1e4)
        target = torch.arange(batch)
        drawn = (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2
        states, told = drift(anchors[torch.randint(0, len(anchors), (batch // 2,), generator=generator)])
        return drawn + config["anchor"] * (states + told)

    tokens, white = bank.all.tokens[-held:, 0].long(), bank.all.white[-held:]
    fits = also_fits(bank.all.stated[-held:, 0], bank.all.facts[-held:])

    def report():
        scores, rows = read(tokens) @ raw(white).T, torch.arange(held)
        states, told = drift(anchors[:512])
        return {"text_to_image": fits[rows, scores.argmax(1)].float().mean().item(),
                "image_to_text": fits.T[rows, scores.argmax(0)].float().mean().item(),
                "states_moved": states.item(), "embedding_moved": told.item()}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)
    put_average(network, optimiser.average)
    with torch.no_grad():
        means = [read(bank.all.tokens[k:k + 512, 0].long()) for k in range(0, min(len(bank), 12288), 512)]
    dataclasses.replace(towers.geometry, text_mean=torch.cat(means).mean(0)).save(folder / "geometry.safetensors")

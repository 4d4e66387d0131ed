"""What stages learn from: scenes with the embeddings of their pictures and captions, composed anew for every step, or
made once and kept on the training device.

A GPU learns from scenes faster than it composes them and far faster than Python writes captions, so there up to two
million are made beforehand (processes write the captions meanwhile) and drawn from at random.
"""

import dataclasses
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from .captions import Captioner
from .scenes import FACTS, Layout
from .tokenizer import Tokenizer
from .trainer import seeded
from .workshop import Workshop

if TYPE_CHECKING:
    from .towers import Towers

#: Tokens that a bank keeps of a caption. The longest of four thousand had 24.
LENGTH = 32
#: Banks from this size on have their captions written by processes.
_MANY = 100_000


class Examples(NamedTuple):
    """A batch, or all of a bank."""

    pixels: torch.Tensor  #: [N,3,64,64] in [-1, 1]
    alpha: torch.Tensor   #: [N,1,64,64] of the things
    white: torch.Tensor   #: [N,E] whitened embeddings of the pictures; E is 0 without towers
    tokens: torch.Tensor  #: int64 [N,L] captions
    facts: torch.Tensor   #: int64 [N,FACTS] what is true of the picture (``Layout.facts``)
    stated: torch.Tensor  #: int64 [N,FACTS] what the caption states (``Caption.stated``)


class Fresh:
    """Composes every batch anew. Without ``towers`` there are no embeddings (the towers' own training)."""

    def __init__(self, workshop: Workshop, towers: "Towers | None"):
        self.workshop, self.towers = workshop, towers

    def __call__(self, count: int, generator: torch.Generator, step: int) -> Examples:
        """That many examples; ``step`` is the seed of the captions."""
        layout, pixels, alpha, captions = self.workshop.scenes(count, generator, step)
        white = self.towers.pictures(pixels) if self.towers else pixels.new_empty(count, 0)
        return Examples(pixels, alpha, white, self.workshop.tokens([caption.text for caption in captions]), layout.facts(),
                        torch.tensor([caption.stated for caption in captions]))


class Bank:
    """Draws from examples that were made once: 17 kilobytes each. ``all`` holds them as bytes and half-length numbers."""

    def __init__(self, workshop: Workshop, towers: "Towers | None", count: int, seed: int, batch: int = 2048):
        batch = min(batch, count)
        count = -(-count // batch) * batch
        pixels, alpha = (torch.empty(count, planes, 64, 64, dtype=torch.uint8) for planes in (3, 1))
        white = torch.empty(count, towers.geometry.mean.numel() if towers else 0, dtype=torch.bfloat16)
        facts = torch.empty(count, FACTS, dtype=torch.int64)
        write = _Writers(workshop, count)
        for first in range(0, count, batch):
            rows, generator = slice(first, first + batch), seeded(seed * 7_000_003 + first)
            layout = workshop.composer.layouts(batch, generator)
            write(layout, first)
            picture, cover = workshop.composer.render(layout, 64, generator)
            if towers:
                white[rows] = towers.pictures(picture).bfloat16()
            pixels[rows] = ((picture + 1) * 127.5).round().clamp(0, 255).to(torch.uint8)
            alpha[rows] = (cover * 255).round().clamp(0, 255).to(torch.uint8)
            facts[rows] = layout.facts()
        tokens, stated = write.all()
        self.all = Examples(pixels, alpha, white, tokens.to(pixels.device), facts, stated.to(pixels.device))

    def __len__(self) -> int:
        return len(self.all.pixels)

    def __call__(self, count: int, generator: torch.Generator, step: int) -> Examples:
        """That many of them by chance."""
        rows = torch.randint(len(self), (count,), generator=generator)
        pixels, alpha, white, tokens, facts, stated = (values[rows] for values in self.all)
        return Examples(pixels.float() / 127.5 - 1, alpha.float() / 255, white.float(), tokens.long(), facts, stated)


def examples_for(workshop: Workshop, towers: "Towers | None", config: dict) -> Fresh | Bank:
    """As a stage's configuration says: from a bank of ``bank`` scenes, or fresh ones."""
    if config.get("bank"):
        return Bank(workshop, towers, config["bank"], config["seed"])
    return Fresh(workshop, towers)


class _Writers:
    """Writes the captions of layouts and encodes them, in processes where there are many."""

    def __init__(self, workshop: Workshop, count: int):
        words = (workshop.concepts, workshop.tokenizer.merges)
        self.pool, self.pending = None, []
        if count >= _MANY:
            workers = max(1, (os.cpu_count() or 1) - 1)
            self.pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin, words)
        else:
            _begin(*words)

    def __call__(self, layout: Layout, seed: int) -> None:
        # as arrays: tensors would travel as open files, of which there may be few
        columns = [getattr(layout, field.name).cpu().numpy() for field in dataclasses.fields(layout)]
        self.pending.append(self.pool.submit(_written, columns, seed) if self.pool else _written(columns, seed))

    def all(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Tokens, int16 [N,LENGTH], and what is stated, int64 [N,FACTS], in the order of the calls; on the CPU."""
        done = [part.result() if self.pool else part for part in self.pending]
        if self.pool:
            self.pool.shutdown()
        tokens, stated = (torch.from_numpy(np.concatenate(parts)) for parts in zip(*done))
        return tokens, stated


#: This process's own.
_writer: tuple[Captioner, Tokenizer] | None = None


def _begin(concepts, merges) -> None:
    global _writer
    _writer = Captioner(concepts), Tokenizer(merges)


def _written(columns: list, seed: int) -> tuple[np.ndarray, np.ndarray]:
    captioner, tokenizer = _writer
    with torch.device("cpu"):
        captions = captioner.write(Layout(*map(torch.from_numpy, columns)), seed)
    return (np.array([tokenizer.encode(caption.text, LENGTH) for caption in captions], np.int16),
            np.array([caption.stated for caption in captions], np.int64))

"""What stages learn from: scenes with the embeddings of their pictures and captions, composed anew for every step, or
made once and kept on the training device.

A GPU learns from scenes faster than it composes them and far faster than Python writes captions, so there up to two
million are made beforehand (processes write the captions meanwhile) and drawn from at random.
"""

import dataclasses
import hashlib
import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from .captions import Captioner
from .phrases import LOOKS
from .scenes import FACTS, GROUP, POSE, Layout
from .tokenizer import Tokenizer
from .towers import Towers
from .trainer import seeded
from .workshop import Workshop

#: Tokens that a bank keeps of a caption. The longest of four thousand had 24.
LENGTH = 32
#: Banks from this size on have their captions written by processes.
_BY_PROCESSES = 100_000
#: Between the seeds of a scene's captions; more than any bank's size.
_APART = 1_000_000_007


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

    def __init__(self, workshop: Workshop, towers: Towers | None):
        self.workshop, self.towers = workshop, towers

    def __call__(self, count: int, generator: torch.Generator, step: int) -> Examples:
        """That many examples; ``step`` is the seed of the captions."""
        layout, pixels, alpha, captions = self.workshop.scenes(count, generator, step)
        white = self.towers.pictures(pixels) if self.towers else pixels.new_empty(count, 0)
        return Examples(pixels, alpha, white, self.workshop.tokenizer.batch([caption.text for caption in captions]), layout.facts(),
                        torch.tensor([caption.stated for caption in captions]))


class Bank:
    """Draws from examples that were made once: 17 kilobytes each, one without pictures. ``all`` holds them as bytes and
    half-length numbers, of every scene several captions (``tokens`` [N,captions,L], ``stated`` [N,captions,FACTS]).

    What comes seldom is not learned, and what a caption does not say is averaged over, so some come in shares of a batch,
    single things by captions that say so:

    * ``posed``: in another pose than their first; as many are first poses of the same things, by any of theirs, so that a
      bare name goes on meaning the first;
    * ``looked``: in one of the ``looks`` (keys of ``phrases.LOOKS``), which never come by captions that do not say it, unless
      a thing has no drawings of another look;
    * ``paired``: several things, by any caption.

    Where there are none, as in the first list of concepts, all come by chance."""

    def __init__(self, all: Examples, posed: float = 0.0, looked: float = 0.0, looks: tuple[str, ...] = (), paired: float = 0.0):
        self.all = all
        single, said = all.facts[:, 1] < 0, all.stated == all.facts[:, None]
        other = single & torch.isin(all.facts[:, GROUP], torch.tensor([list(LOOKS).index(look) for look in looks], dtype=torch.int64))
        # what is drawn in no other look has this one by its bare name too
        other &= torch.isin(all.facts[:, 0], all.facts[single & ~other & (all.facts[:, GROUP] >= 0), 0])
        look_said = said[:, :, GROUP] | ~other[:, None]
        pose = all.facts[:, POSE]
        several = torch.isin(all.facts[:, 0], all.facts[single & (pose > 0), 0])
        #: Shares, each with what it is drawn from: scenes and their captions [M,2].
        self.kinds = [(posed, ((single & (pose > 0))[:, None] & said[:, :, POSE] & look_said).nonzero()),
                      (posed, ((single & several & (pose == 0))[:, None] & look_said).nonzero()),
                      (looked, (other[:, None] & said[:, :, GROUP]).nonzero()),
                      (paired, (~single[:, None]).expand(said.shape[:2]).nonzero())]
        if not _all_there(self.kinds[:2]):
            self.kinds = self.kinds[2:]
        self.kinds = [kind for kind in self.kinds if _all_there([kind])]
        self.rest = look_said.nonzero() if looks else None
        if sum(share for share, _ in self.kinds) > 1:
            raise ValueError("the shares of a batch that posed (twice), looked and paired take are more than all of it")

    @staticmethod
    def made(workshop: Workshop, towers: Towers | None, count: int, seed: int, batch: int = 2048, pictures: bool = True,
             captions: int = 1) -> "Bank":
        """A bank of at least ``count`` scenes, composed in batches; without ``pictures`` it keeps their embeddings only."""
        batch = min(batch, count)
        count = -(-count // batch) * batch
        side = 64 if pictures else 0
        pixels, alpha = (torch.empty(count, planes, side, side, dtype=torch.uint8) for planes in (3, 1))
        white = torch.empty(count, towers.geometry.mean.numel() if towers else 0, dtype=torch.bfloat16)
        facts = torch.empty(count, FACTS, dtype=torch.int64)
        write = _Writers(workshop, count, captions)
        for first in range(0, count, batch):
            rows, generator = slice(first, first + batch), seeded(seed * 7_000_003 + first)
            layout = workshop.composer.layouts(batch, generator)
            write(layout, first)
            picture, cover = workshop.composer.render(layout, 64, generator)
            if towers:
                white[rows] = towers.pictures(picture).bfloat16()
            if pictures:
                pixels[rows] = ((picture + 1) * 127.5).round().clamp(0, 255).to(torch.uint8)
                alpha[rows] = (cover * 255).round().clamp(0, 255).to(torch.uint8)
            facts[rows] = layout.facts()
        tokens, stated = write.all()
        return Bank(Examples(pixels, alpha, white, tokens.to(pixels.device), facts, stated.to(pixels.device)))

    @staticmethod
    def kept(workshop: Workshop, towers: Towers, config: dict, runs: Path) -> "Bank":
        """The bank without pictures that a configuration describes (``bank``, ``captions``, ``seed``, ``mixture``), which
        ``workshop`` must be mixed by, drawn from as it says (``posed``, ``looked``, ``looks``, ``paired``). It is kept in
        ``runs/banks``: the stages that learn from embeddings share it."""
        captions = config.get("captions", 1)
        wanted = [config["bank"], captions, config["seed"], config.get("mixture", {}), workshop.captioner.everyday,
                  workshop.tokenizer.added]
        key = hashlib.sha256(json.dumps(wanted).encode())
        for tensor in (towers.geometry.whitener, workshop.composer.atlas["concept"]):
            key.update(tensor.cpu().numpy().tobytes())
        path = runs / "banks" / f"{key.hexdigest()[:12]}.safetensors"
        if not path.exists():
            bank = Bank.made(workshop, towers, config["bank"], config["seed"], pictures=False, captions=captions)
            path.parent.mkdir(parents=True, exist_ok=True)
            whole = path.with_suffix(".part")
            save_file(bank.all._asdict(), str(whole))
            whole.replace(path)
        return Bank(Examples(**load_file(str(path), str(torch.get_default_device()))), config.get("posed", 0.0),
                    config.get("looked", 0.0), tuple(config.get("looks", ())), config.get("paired", 0.0))

    def __len__(self) -> int:
        return len(self.all.pixels)

    def __call__(self, count: int, generator: torch.Generator, step: int) -> Examples:
        """That many of them by chance, each with one of its captions."""
        by_chance = lambda among, some: among[torch.randint(len(among), (some,), generator=generator)]
        if self.rest is None:
            rows = torch.randint(len(self), (count,), generator=generator)
            written = torch.randint(self.all.tokens.shape[1], (count,), generator=generator)
        else:
            rows, written = by_chance(self.rest, count).T.clone()
        first = 0
        for share, among in self.kinds:
            some = int(count * share)
            rows[first:first + some], written[first:first + some] = by_chance(among, some).T
            first += some
        pixels, alpha, white, facts = (getattr(self.all, name)[rows] for name in ("pixels", "alpha", "white", "facts"))
        tokens, stated = self.all.tokens[rows, written], self.all.stated[rows, written]
        return Examples(pixels.float() / 127.5 - 1, alpha.float() / 255, white.float(), tokens.long(), facts, stated)


def _all_there(kinds: list[tuple[float, torch.Tensor]]) -> bool:
    """Whether these shares are wanted and there is something to draw each from."""
    return all(share > 0 and len(among) > 0 for share, among in kinds)


def examples_for(workshop: Workshop, towers: Towers | None, config: dict) -> Fresh | Bank:
    """As a stage's configuration says: from a bank of ``bank`` scenes, or fresh ones."""
    if config.get("bank"):
        return Bank.made(workshop, towers, config["bank"], config["seed"])
    return Fresh(workshop, towers)


def by_length(tokens: torch.Tensor, end: int, parts: int) -> list[torch.Tensor]:
    """The rows of tokens [N,L], shortest captions first, in so many parts: short ones need not be padded to the longest.
    That is worth it on a CPU, which has no use for large batches."""
    if parts == 1:
        return [torch.arange(len(tokens))]
    return list((tokens == end).long().argmax(1).argsort().chunk(parts))


def shortened(tokens: torch.Tensor, end: int) -> torch.Tensor:
    """Tokens [N,L] without what is padding in every row."""
    return tokens[:, :int((tokens == end).long().argmax(1).max()) + 1]


class _Writers:
    """Writes captions of layouts, so many each, and encodes them, in processes where there are many."""

    def __init__(self, workshop: Workshop, count: int, captions: int):
        words = (workshop.captioner, workshop.tokenizer, captions)
        self.pool, self.pending = None, []
        if count >= _BY_PROCESSES:
            workers = max(1, (os.cpu_count() or 1) - 1)
            self.pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin, words)
        else:
            _begin(*words)

    def __call__(self, layout: Layout, seed: int) -> None:
        # as arrays: tensors would travel as open files, of which there may be few
        columns = [getattr(layout, field.name).cpu().numpy() for field in dataclasses.fields(layout)]
        self.pending.append(self.pool.submit(_written, columns, seed) if self.pool else _written(columns, seed))

    def all(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Tokens, int16 [N,captions,LENGTH], and what is stated, int64 [N,captions,FACTS], in the order of the calls; on
        the CPU."""
        done = [part.result() if self.pool else part for part in self.pending]
        if self.pool:
            self.pool.shutdown()
        tokens, stated = (torch.from_numpy(np.concatenate(parts)) for parts in zip(*done))
        return tokens, stated


#: This process's own, and how many captions a scene has.
_writer: tuple[Captioner, Tokenizer, int] | None = None


def _begin(captioner, tokenizer, captions) -> None:
    global _writer
    _writer = captioner, tokenizer, captions


def _written(columns: list, seed: int) -> tuple[np.ndarray, np.ndarray]:
    captioner, tokenizer, captions = _writer
    with torch.device("cpu"):
        layout = Layout(*map(torch.from_numpy, columns))
        rounds = [captioner.write(layout, seed + _APART * k) for k in range(captions)]
    return (np.array([[tokenizer.encode(caption.text, LENGTH) for caption in scene] for scene in zip(*rounds)], np.int16),
            np.array([[caption.stated for caption in scene] for scene in zip(*rounds)], np.int64))

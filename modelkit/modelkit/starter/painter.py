"""Draws and edits with a pack's own weights, in batches: for measuring a pack from Python.

The studio has an engine of its own; this follows the same specification with the samplers that training reports with.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F

from . import networks, pack, sampling, schedule
from .decoder import Decoder
from .geometry import Geometry
from .prior import Prior
from .tokenizer import Tokenizer
from .towers import Towers
from .trainer import seeded
from .upsampler import Upsampler


@dataclass
class Painter:
    """A pack's networks with its default steps and guidance."""

    towers: Towers
    prior: Prior
    decoder: Decoder
    upsampler: Upsampler

    @staticmethod
    def open(folder: Path, configs: Path) -> "Painter":
        """The networks of a pack folder; ``configs`` say which shapes they have."""
        words = Tokenizer.load(folder / "tokenizer.json")
        made = networks.from_pack(folder, configs, words)
        towers = Towers(made["clip"], Geometry.load(folder / "geometry.safetensors"), words)
        return Painter(towers, made["prior"], made["decoder"], made["upsampler"])

    def imagine(self, prompts: list[str], seed: int) -> torch.Tensor:
        """Whitened embeddings [N,E] of pictures that the prompts describe."""
        chosen = _defaults("prior")
        return sampling.embeddings(self.prior, *self.towers.captions(prompts), chosen["steps"], chosen["guidance"], seeded(seed))

    def paint(self, white: torch.Tensor, prompts: list[str] | None, seed: int, known: torch.Tensor | None = None,
              repaint: torch.Tensor | None = None, noise: torch.Tensor | None = None) -> torch.Tensor:
        """Pictures [N,3,64,64]. Without prompts from the embeddings alone. Where ``repaint`` [N,1,64,64] is 0 the
        pixels of ``known`` stay. ``noise`` is what to start from."""
        chosen = _defaults("decoder")
        count = len(white)
        text, states, mask = self.towers.captions(prompts or [""] * count)
        if prompts is None:
            every = torch.ones(count, dtype=torch.bool)
            _, text, mask = self.decoder.drop(white, text, mask, ~every, every)
        if noise is None:
            noise = torch.randn(count, 3, 64, 64, generator=seeded(seed))
        drawn = sampling.pictures(self.decoder, white, text, states, mask, noise, chosen["steps"], chosen["guidance"],
                                  known, repaint)
        return (drawn if repaint is None else drawn * repaint + known * (1 - repaint)).clamp(-1, 1)

    def draw(self, prompts: list[str], seed: int) -> torch.Tensor:
        """Pictures [N,3,64,64] of prompts, from words to pixels."""
        return self.paint(self.imagine(prompts, seed), prompts, seed + 1)

    @torch.no_grad()
    def invert(self, white: torch.Tensor, pictures: torch.Tensor) -> torch.Tensor:
        """The noise that draws these pictures again from these embeddings alone: DDIM upwards, without guidance."""
        count = len(white)
        every = torch.ones(count, dtype=torch.bool)
        text, states, mask = self.towers.captions([""] * count)
        _, text, mask = self.decoder.drop(white, text, mask, ~every, every)
        ones, zeros = torch.ones_like(pictures[:, :1]), torch.zeros_like(pictures)
        predict = lambda x, t: self.decoder(x, torch.full((count,), t), white, text, states, mask, zeros, ones)
        return schedule.ddim_inversion(predict, pictures, schedule.trailing(_defaults("decoder")["steps"]))

    def enlarge(self, pictures: torch.Tensor, seed: int) -> torch.Tensor:
        """[N,3,256,256] from [N,3,64,64]."""
        noise = torch.randn(len(pictures), 3, 256, 256, generator=seeded(seed))
        return sampling.larger(self.upsampler, pictures, noise, _defaults("upsampler-256")["steps"]).clamp(-1, 1)

    @torch.no_grad()
    def text_diff(self, pictures: torch.Tensor, before: list[str], after: list[str], theta: float) -> torch.Tensor:
        """Raw embeddings [N,E] of pictures moved by slerp towards what sets the second captions apart from the first."""
        start = self.towers.clip.image(pictures)
        way = F.normalize(self.towers.captions(after)[0] - self.towers.captions(before)[0], dim=1)
        angle = (start * way).sum(1, keepdim=True).clamp(-1, 1).acos()
        return (((1 - theta) * angle).sin() * start + (theta * angle).sin() * way) / angle.sin()


def _defaults(stage: str) -> dict:
    return next(row["defaults"] for row in pack.stages() if row["name"] == stage)

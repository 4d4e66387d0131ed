"""The trained towers with their geometry, frozen: the conditions of the later stages."""

import copy
from pathlib import Path

import torch

from . import geometry, networks
from .clip import Clip
from .geometry import Geometry
from .tokenizer import Tokenizer
from .trainer import precision
from .workshop import Workshop


class Towers:
    """Embeds pictures (whitened) and captions, without gradients. Captions are read in ``reading``, a precision: the
    decoder rounds what it reads anyway, and bfloat16 halves the time. Pictures are always embedded in float32, since
    whitening enlarges the error of the small components a hundred times."""

    def __init__(self, towers: Clip, shape: Geometry, words: Tokenizer, reading: torch.dtype = torch.float32):
        self.clip, self.geometry, self.words = towers.eval().requires_grad_(False), shape, words
        self.reader = self.clip.text if reading == torch.float32 else copy.deepcopy(self.clip.text).to(reading)

    @staticmethod
    def open(workshop: Workshop, runs: Path, reading: str = "float32") -> "Towers":
        """The towers trained in ``runs``; measures their geometry the first time."""
        towers = networks.towers(runs, workshop.tokenizer).eval()
        path = runs / "clip" / "geometry.safetensors"
        if not path.exists():
            geometry.measure(workshop, towers).save(path)
        return Towers(towers, networks.geometry(runs), workshop.tokenizer, precision(reading))

    @torch.no_grad()
    def pictures(self, pixels: torch.Tensor) -> torch.Tensor:
        """Whitened embeddings [N,E]."""
        return self.geometry.whiten(self.clip.image(pixels))

    @torch.no_grad()
    def captions(self, captions: list[str]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Embeddings [N,E], states [N,L,W] and their mask, bool [N,L]."""
        return self.read(self.words.batch(captions))

    @torch.no_grad()
    def read(self, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """``captions`` of these tokens, int64 [N,L]."""
        embedding, states = self.reader(tokens)
        last = (tokens == self.words.end).long().argmax(1, keepdim=True)
        return embedding, states.float(), torch.arange(tokens.shape[1])[None] <= last

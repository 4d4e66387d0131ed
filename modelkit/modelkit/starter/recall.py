"""Recall: from an embedding straight to a small picture, by layers that see no noise and no pixels.

What shape a thing has must be learned by heart, and a network without convolutions does that some fifty times faster
than the denoiser would (docs/decisions/0007). The decoder gets its picture as one more input.
"""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass(frozen=True)
class RecallShape:
    """Sizes. The small picture has ``side`` pixels a side."""

    embedding: int = 256
    width: int = 1024
    layers: int = 4
    side: int = 32


class Recall(nn.Module):
    """Residual layers of one width; a linear map beside them carries colours and grounds."""

    def __init__(self, shape: RecallShape):
        super().__init__()
        self.shape, numbers = shape, 3 * shape.side ** 2
        self.first = nn.Linear(shape.embedding, shape.width)
        self.middle = nn.ModuleList(nn.Linear(shape.width, shape.width) for _ in range(shape.layers - 1))
        self.out, self.beside = nn.Linear(shape.width, numbers), nn.Linear(shape.embedding, numbers)

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """image (whitened) [B,E] -> small picture [B,3,side,side] in about [-1, 1], inner values [B,width]."""
        norm = lambda x: F.layer_norm(x, (self.shape.width,))
        h = F.silu(norm(self.first(image)))
        for layer in self.middle:
            h = h + F.silu(norm(layer(h)))
        h = norm(h)
        return (self.out(h) + self.beside(image)).view(-1, 3, self.shape.side, self.shape.side), h


def build(config: dict) -> Recall:
    """The untrained network of a configuration."""
    torch.manual_seed(config["seed"])
    return Recall(RecallShape(**config["shape"]))

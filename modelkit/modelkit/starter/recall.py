"""Recall: from an embedding straight to a small picture, by layers that see no noise and no pixels.

What shape a thing has must be learned by heart, and a network without convolutions does that some fifty times faster
than the denoiser would (docs/decisions/0007). The decoder gets its picture as one more input.

With ``sprites`` it draws a thing in a frame of its own and puts that where the embedding says it stands (Jaderberg and others,
2015, "Spatial Transformer Networks"): what it learns of a shape at one place and size it knows at all others
(docs/decisions/0036).
"""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from . import frames


@dataclass(frozen=True)
class RecallShape:
    """Sizes. The small picture has ``side`` pixels a side; each of the ``sprites``, of the first thing and of those after it, so many."""

    embedding: int = 256
    width: int = 1024
    layers: int = 4
    side: int = 32
    sprites: tuple[int, ...] = ()


class Recall(nn.Module):
    """Residual layers of one width; a linear map beside them carries colours and grounds."""

    def __init__(self, shape: RecallShape):
        super().__init__()
        self.shape, numbers = shape, 3 * shape.side ** 2
        self.first = nn.Linear(shape.embedding, shape.width)
        self.middle = nn.ModuleList(nn.Linear(shape.width, shape.width) for _ in range(shape.layers - 1))
        self.out, self.beside = nn.Linear(shape.width, numbers), nn.Linear(shape.embedding, numbers)
        self.sprites = nn.ModuleList(nn.Linear(shape.width, 4 * side ** 2) for side in shape.sprites)
        self.pose = nn.Linear(shape.width, 4 * len(shape.sprites)) if shape.sprites else None
        for layer in self.sprites:
            # a new sprite is hardly seen
            nn.init.normal_(layer.weight, std=0.1 * shape.width ** -0.5)
            nn.init.zeros_(layer.bias)
        if self.pose is not None:
            nn.init.zeros_(self.pose.weight)

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """image (whitened) [B,E] -> small picture [B,3,side,side] in about [-1, 1], inner values [B,width]."""
        picture, inner, _, _ = self.parts(image)
        return picture, inner

    def parts(self, image: torch.Tensor):
        """The same, then the sprites, a list of [B,4,S,S]: colours in [-1, 1] and cover in [0, 1]; and their poses [B,sprites,4] as
        ``frames.poses`` has them."""
        norm = lambda x: F.layer_norm(x, (self.shape.width,))
        h = F.silu(norm(self.first(image)))
        for layer in self.middle:
            h = h + F.silu(norm(layer(h)))
        h = norm(h)
        side = self.shape.side
        picture = (self.out(h) + self.beside(image)).view(-1, 3, side, side)
        if self.pose is None:
            return picture, h, [], None
        poses = self.pose(h).float().view(-1, len(self.sprites), 4)
        sprites = []
        for layer, size in zip(self.sprites, self.shape.sprites):
            drawn = layer(h).float().view(-1, 4, size, size)
            sprites.append(torch.cat([drawn[:, :3], torch.sigmoid(drawn[:, 3:] - 2)], 1))
        picture = picture.float()
        for k in reversed(range(len(sprites))):
            cover = sprites[k][:, 3:]
            placed = frames.placed(torch.cat([sprites[k][:, :3] * cover, cover], 1), poses[:, k], side)
            picture = picture * (1 - placed[:, 3:]) + placed[:, :3]
        return picture.to(h.dtype), h, sprites, poses


def build(config: dict) -> Recall:
    """The untrained network of a configuration."""
    torch.manual_seed(config["seed"])
    return Recall(RecallShape(**config["shape"]))

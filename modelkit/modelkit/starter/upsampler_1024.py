"""The last upsampler: 256 -> 1024 pixels, one step from noise, most of the time a picture takes.

Shaped for a processor: no normalisation (as in EDSR, enlarging needs none), rectified kernels and strided ones instead of
shuffles and transposes, so that ONNX Runtime keeps one blocked layout from the first kernel to the last. Against the 256
stage's body used at this size it takes half the time and sees twice as far.
"""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from .layers import CHANNELS_LAST, fourier, zero_
from .upsampler import FACTOR

@dataclass(frozen=True)
class Upsampler1024Shape:
    """Sizes: ``width`` and blocks before and after at the low resolution, ``deep`` and its blocks at half of it."""

    width: int = 32
    before: int = 2
    deep: int = 96
    body: int = 4
    after: int = 3
    condition: int = 64


class PlainBlock(nn.Module):
    """Residual block: 3x3, rectifier, 3x3."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = zero_(nn.Conv2d(channels, channels, 3, padding=1))

    def forward(self, x):
        return x + self.second(F.relu(self.first(x)))


class Upsampler1024(nn.Module):
    """See the module. Predicts the clean picture relative to the enlarged one."""

    def __init__(self, shape: Upsampler1024Shape):
        super().__init__()
        width, deep = shape.width, shape.deep
        self.time_in = nn.Sequential(nn.Linear(128, shape.condition), nn.SiLU(), nn.Linear(shape.condition, width))
        self.stem = nn.Conv2d(10, width, FACTOR, stride=FACTOR)
        self.before = nn.ModuleList(PlainBlock(width) for _ in range(shape.before))
        self.down = nn.Conv2d(width, deep, 2, stride=2)
        self.body = nn.ModuleList(PlainBlock(deep) for _ in range(shape.body))
        self.up = nn.Conv2d(deep, 4 * width, 1)
        self.after = nn.ModuleList(PlainBlock(width) for _ in range(shape.after))
        self.head = zero_(nn.Conv2d(width, 3 * FACTOR * FACTOR, 3, padding=1))

    def forward(self, sample, timestep, low, known, repaint):
        """sample, low (enlarged to full size), known [B,3,S,S], repaint [B,1,S,S] -> clean picture [B,3,S,S]; S is a
        multiple of 8."""
        dtype = self.stem.weight.dtype
        x = self.stem(torch.cat([sample, low, known, repaint], 1).to(dtype))
        x = x + self.time_in(fourier(timestep).to(dtype))[:, :, None, None]
        for block in self.before:
            x = block(x)
        y = self.down(x)
        for block in self.body:
            y = block(y)
        x = x + F.pixel_shuffle(self.up(y), 2)
        for block in self.after:
            x = block(x)
        return low + F.pixel_shuffle(self.head(F.relu(x)), FACTOR).float()


def build(config: dict) -> Upsampler1024:
    """The untrained network of a configuration."""
    torch.manual_seed(config["seed"])
    return Upsampler1024(Upsampler1024Shape(**config["shape"])).to(memory_format=CHANNELS_LAST)

"""The upsampler: four times larger pictures by few-step diffusion. Its body runs at the low resolution.

x0-prediction relative to the enlarged picture; every pixel of the body stands for a 4 x 4 block of the result.
It is convolutional, sees no positions and no text. The same network, trained apart, serves 64 -> 256 and 256 -> 1024.
"""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from .layers import CHANNELS_LAST, ConvBlock, channel_norm, fourier, zero_

FACTOR = 4


@dataclass(frozen=True)
class UpsamplerShape:
    """Sizes."""

    width: int = 48
    blocks: int = 8
    condition: int = 64


class Upsampler(nn.Module):
    """See the module."""

    def __init__(self, shape: UpsamplerShape):
        super().__init__()
        area = FACTOR * FACTOR
        self.time_in = nn.Sequential(nn.Linear(128, shape.condition), nn.SiLU(),
                                     nn.Linear(shape.condition, shape.condition))
        # noisy, enlarged and known picture and the mask, a block of all at a time
        self.stem = nn.Conv2d(3 + 3 + 3 + 1, shape.width, FACTOR, stride=FACTOR)
        self.blocks = nn.ModuleList(ConvBlock(shape.width, shape.condition) for _ in range(shape.blocks))
        self.head = zero_(nn.Conv2d(shape.width, 3 * area, 3, padding=1))

    def forward(self, sample, timestep, low, known, repaint):
        """sample, low (enlarged to full size), known [B,3,S,S], repaint [B,1,S,S] -> clean picture [B,3,S,S]."""
        dtype = self.stem.weight.dtype
        e = F.silu(self.time_in(fourier(timestep).to(dtype)))
        x = torch.cat([sample, low, known, repaint], 1).to(dtype)
        x = self.stem(x.contiguous(memory_format=CHANNELS_LAST))
        for block in self.blocks:
            x = block(x, e)
        return low + F.pixel_shuffle(self.head(F.silu(channel_norm(x))), FACTOR).float()


def build(config: dict) -> Upsampler:
    """The untrained upsampler of a configuration."""
    torch.manual_seed(config["seed"])
    return Upsampler(UpsamplerShape(**config["shape"])).to(memory_format=CHANNELS_LAST)


def enlarged(pictures: torch.Tensor) -> torch.Tensor:
    """What the network is given of small pictures: four times larger, by the bicubic filter that a pack's
    ``lowResolution.resample`` names (Pillow's; without ``antialias`` PyTorch takes a sharper one)."""
    return F.interpolate(pictures, scale_factor=FACTOR, mode="bicubic", align_corners=False, antialias=True)

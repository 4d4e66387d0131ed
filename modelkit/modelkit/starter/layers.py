"""Building blocks the networks share."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

CHANNELS_LAST = torch.channels_last


def channel_norm(x, scale=None, shift=None):
    """LayerNorm over the channels of [B,C,H,W], with a scale and shift per picture ([B,C]) where given."""
    y = F.layer_norm(x.permute(0, 2, 3, 1), (x.shape[1],))
    if scale is not None:
        y = y * (1 + scale[:, None, None, :]) + shift[:, None, None, :]
    return y.permute(0, 3, 1, 2)


def zero_(module: nn.Module) -> nn.Module:
    """Set all parameters of a module to zero, so that its branch starts as nothing."""
    for parameter in module.parameters():
        nn.init.zeros_(parameter)
    return module


def down(x):
    """Space to depth by 2, channels last."""
    return F.pixel_unshuffle(x, 2).contiguous(memory_format=CHANNELS_LAST)


def up(x):
    """Depth to space by 2, channels last."""
    return F.pixel_shuffle(x, 2).contiguous(memory_format=CHANNELS_LAST)


def fourier(timestep: torch.Tensor, dimension: int = 128, top: float = 200.0) -> torch.Tensor:
    """Sines and cosines [B,dimension] of timestep / 1000 at geometric frequencies up to ``top``."""
    rates = torch.exp(torch.linspace(0, math.log(top), dimension // 2, device=timestep.device))
    phase = timestep.float()[:, None] * (2 / 1000) * rates
    return torch.cat([phase.sin(), phase.cos()], 1)


class ConvBlock(nn.Module):
    """Residual block: norm, 3x3, SiLU, 3x3; with a conditioning vector it scales, shifts and gates."""

    def __init__(self, channels: int, condition: int | None = None):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = zero_(nn.Conv2d(channels, channels, 3, padding=1))
        self.modulation = zero_(nn.Linear(condition, 3 * channels)) if condition else None

    def forward(self, x, e=None):
        if self.modulation is None:
            return x + self.second(F.silu(self.first(channel_norm(x))))
        scale, shift, gate = self.modulation(e).chunk(3, 1)
        y = self.second(F.silu(self.first(channel_norm(x, scale, shift))))
        return x + y * (1 + gate[:, :, None, None])


class Attention(nn.Module):
    """Multi-head attention of ``width``; keys and values from ``context`` where given, else from the input."""

    def __init__(self, width: int, heads: int, context: int | None = None):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(context or width, 2 * width)
        self.out = zero_(nn.Linear(width, width))

    def forward(self, x, context=None, mask=None):
        """x [B,N,W], context [B,M,C], mask additive [B or 1,1,N or 1,M]."""
        return self.reading(x, self.key_value(x if context is None else context), mask)

    def reading(self, x, key_value, mask=None):
        """x [B,N,W] reads keys and values [B,M,2W] that are there already."""
        split = lambda y: y.view(y.shape[0], y.shape[1], self.heads, -1).transpose(1, 2)
        key, value = key_value.chunk(2, 2)
        query, key, value = split(self.query(x)), split(key), split(value)
        scores = query @ key.transpose(2, 3) * (query.shape[-1] ** -0.5)
        if mask is not None:
            scores = scores + mask
        y = (scores.softmax(-1) @ value).transpose(1, 2)
        return self.out(y.reshape(x.shape))


class TransformerBlock(nn.Module):
    """Pre-norm block: self-attention, then a GELU MLP of four times the width."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.grow, self.shrink = nn.Linear(width, 4 * width), zero_(nn.Linear(4 * width, width))

    def forward(self, x, mask=None, wanted: slice | None = None):
        """x [B,N,W]; of a last block only the positions ``wanted`` need be computed."""
        seen = self.norm1(x)
        if wanted is None:
            x = x + self.attention(seen, mask=mask)
        else:
            x = x[:, wanted] + self.attention(seen[:, wanted], seen, mask[:, :, wanted])
        return self._mixed(x)

    def remembering(self, x, memory, mask):
        """x [B,N,W] after what stands before it, whose keys and values [B,M,2W] are known; mask additive [.,1,N,M + N]."""
        seen = self.norm1(x)
        told = torch.cat([memory, self.attention.key_value(seen)], 1)
        return self._mixed(x + self.attention.reading(seen, told, mask))

    def _mixed(self, x):
        return x + self.shrink(F.gelu(self.grow(self.norm2(x)), approximate="tanh"))


#: Finite stand-in of minus infinity in additive masks.
BLOCKED = -1e4


def causal_mask(length: int) -> torch.Tensor:
    """Additive [1,1,length,length]: nothing after a position is seen from it."""
    return torch.full((length, length), BLOCKED).triu(1)[None, None]

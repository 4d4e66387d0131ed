"""The decoder: 64-pixel pictures from a whitened image embedding and the caption, by diffusion.

x0-prediction. The image embedding enters three times: as the small picture that ``recall`` makes of it, an input beside
the noisy one; added to the time embedding (scale, shift and gate of every block); and as four extra tokens beside the
text's, which one attention layer reads at 8 x 8. Known pixels and a mask are further inputs, for inpainting.
"""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from .layers import BLOCKED, CHANNELS_LAST, Attention, ConvBlock, channel_norm, down, fourier, up, zero_
from .recall import Recall, RecallShape


@dataclass(frozen=True)
class DecoderShape:
    """Sizes. ``widths`` and the two depths are by level: size / 4, then size / 8; ``recall`` is the width of that part,
    ``sprites`` are its own."""

    embedding: int = 256
    text_width: int = 256
    size: int = 64
    condition: int = 256
    recall: int = 1024
    recall_layers: int = 4
    sprites: tuple[int, ...] = ()
    widths: tuple[int, ...] = (128, 256)
    down_blocks: tuple[int, ...] = (1, 2)
    up_blocks: tuple[int, ...] = (2, 3)
    heads: int = 4
    extra_tokens: int = 4
    head_channels: int = 8


class Decoder(nn.Module):
    """See the module. Attributes ``null_image`` and ``null_text`` [E] stand in for a missing condition."""

    def __init__(self, shape: DecoderShape):
        super().__init__()
        self.shape = shape
        width = shape.condition
        sides = [shape.size // 4 >> k for k in range(len(shape.widths))]
        mlp = lambda inputs: nn.Sequential(nn.Linear(inputs, width), nn.SiLU(), nn.Linear(width, width))
        self.null_image = nn.Parameter(torch.randn(shape.embedding) * 0.1)
        self.null_text = nn.Parameter(torch.randn(shape.embedding) * shape.embedding ** -0.5)
        self.image_in, self.time_in, self.text_in = mlp(shape.embedding), mlp(128), mlp(shape.embedding)
        small = shape.size // 2
        self.recall = Recall(RecallShape(shape.embedding, shape.recall, shape.recall_layers, small, tuple(shape.sprites)))
        self.recalled_in = zero_(nn.Linear(shape.recall, width))
        self.stem = nn.Conv2d(7 * 16 + 3 * 4, shape.widths[0], 1)
        self.positions = nn.ParameterList(nn.Parameter(torch.randn(1, w, s, s) * 0.02)
                                          for w, s in zip(shape.widths, sides))
        blocks = lambda counts: nn.ModuleList(
            nn.ModuleList(ConvBlock(w, width) for _ in range(n)) for w, n in zip(shape.widths, counts))
        self.down_blocks, self.up_blocks = blocks(shape.down_blocks), blocks(shape.up_blocks)
        self.shrink = nn.ModuleList(nn.Conv2d(4 * a, b, 1) for a, b in zip(shape.widths, shape.widths[1:]))
        self.grow = nn.ModuleList(nn.Conv2d(b, 4 * a, 1) for a, b in zip(shape.widths, shape.widths[1:]))
        self.extra = nn.Linear(shape.embedding, shape.extra_tokens * shape.text_width)
        self.attention = Attention(shape.widths[-1], shape.heads, context=shape.text_width)
        self.head = nn.Conv2d(shape.widths[0], 16 * shape.head_channels, 3, padding=1)
        self.last = zero_(nn.Conv2d(shape.head_channels + 6, 3, 3, padding=1))

    def forward(self, sample, timestep, image, text, states, mask, known, repaint):
        """sample, known [B,3,S,S]; timestep int64 [B]; image (whitened), text [B,E]; states [B,L,W]; mask bool [B,L];
        repaint [B,1,S,S], 1 = to be drawn -> the clean picture [B,3,S,S]."""
        shape, dtype = self.shape, self.stem.weight.dtype
        sample, image, text, states, known, repaint = (
            x.to(dtype) for x in (sample, image, text, states, known, repaint))
        normed = lambda y: F.layer_norm(y, (shape.condition,))
        small, inner = self.recall(image)
        # without these norms the image embedding arrives at a few per cent of its strength
        told = normed(self.image_in(image)) + self.recalled_in(inner) + 0.5 * normed(self.text_in(text * 16))
        e = F.silu(told + normed(self.time_in(fourier(timestep).to(dtype)))) * 1.5
        x = torch.cat([F.pixel_unshuffle(torch.cat([sample, known, repaint], 1), 4), F.pixel_unshuffle(small, 2)], 1)
        x = self.stem(x.contiguous(memory_format=CHANNELS_LAST))
        skips = []
        for k in range(len(shape.widths)):
            if k:
                x = self.shrink[k - 1](down(x))
            x = x + self.positions[k]
            for block in self.down_blocks[k]:
                x = block(x, e)
            skips.append(x)
        x = x + self._attend(x, image, states, mask)
        for k in reversed(range(len(shape.widths))):
            if k < len(shape.widths) - 1:
                x = up(self.grow[k](x)) + skips[k]
            for block in self.up_blocks[k]:
                x = block(x, e)
        fine = F.pixel_shuffle(self.head(F.silu(channel_norm(x))), 4)
        large = F.interpolate(small, scale_factor=2, mode="nearest")
        return self.last(torch.cat([F.silu(fine), sample, large], 1).contiguous(memory_format=CHANNELS_LAST)).float()

    def _attend(self, x, image, states, mask):
        extra = self.extra(image).view(-1, self.shape.extra_tokens, self.shape.text_width)
        context = torch.cat([extra, states], 1)
        blocked = torch.cat([mask.new_zeros(mask.shape[0], self.shape.extra_tokens), ~mask], 1)
        additive = blocked[:, None, None].to(image.dtype) * BLOCKED
        queries = channel_norm(x).flatten(2).transpose(1, 2)
        y = self.attention(queries, context, additive)
        return y.transpose(1, 2).reshape(x.shape)

    def drop(self, white, text, mask, no_image, no_text):
        """The conditions with the learned nulls in the marked rows (bool [B]), and no text in those of ``no_text``."""
        white = torch.where(no_image[:, None], self.null_image, white)
        text = torch.where(no_text[:, None], self.null_text, text)
        return white, text, mask & ~no_text[:, None]


def build(config: dict) -> Decoder:
    """The untrained decoder of a configuration; its recall is trained before it and stays as it is: what gradients come
    from here are few and noisy."""
    torch.manual_seed(config["seed"])
    network = Decoder(DecoderShape(**config["shape"])).to(memory_format=CHANNELS_LAST)
    network.recall.requires_grad_(False)
    return network

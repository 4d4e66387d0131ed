"""The decoder: 64-pixel pictures from a whitened image embedding and the caption, by diffusion.

x0-prediction. The image embedding enters three times: added to the time embedding (scale, shift and gate of every
block), as feature maps at full strength, and as four extra tokens beside the text's, which one attention layer reads at
8 x 8. Known pixels and a mask are further inputs, for inpainting.
"""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from .layers import BLOCKED, CHANNELS_LAST, Attention, ConvBlock, channel_norm, down, fourier, up, zero_


@dataclass(frozen=True)
class DecoderShape:
    """Sizes. ``widths``, ``maps`` and the two depths are by level: size / 4, then size / 8."""

    embedding: int = 256
    text_width: int = 256
    size: int = 64
    condition: int = 256
    recall: int = 1024
    recall_layers: int = 3
    widths: tuple[int, ...] = (128, 256)
    maps: tuple[int, ...] = (32, 192)
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
        width, levels = shape.condition, range(len(shape.widths))
        sides = [shape.size // 4 >> k for k in levels]
        mlp = lambda inputs: nn.Sequential(nn.Linear(inputs, width), nn.SiLU(), nn.Linear(width, width))
        self.null_image = nn.Parameter(torch.randn(shape.embedding) * 0.1)
        self.null_text = nn.Parameter(torch.randn(shape.embedding) * shape.embedding ** -0.5)
        self.image_in, self.time_in, self.text_in = mlp(shape.embedding), mlp(128), mlp(shape.embedding)
        self.image_pose = nn.Linear(width, width)
        inputs = [2 * shape.embedding, *[shape.recall] * (shape.recall_layers - 1)]
        self.recall = nn.ModuleList(nn.Linear(size, shape.recall) for size in inputs)
        self.recall_out = zero_(nn.Linear(shape.recall, shape.embedding))
        self.stem = nn.Conv2d(7 * 16, shape.widths[0], 1)
        self.positions = nn.ParameterList(nn.Parameter(torch.randn(1, w, s, s) * 0.02)
                                          for w, s in zip(shape.widths, sides))
        self.pose_maps = nn.ModuleList(nn.Linear(width, m * s * s) for m, s in zip(shape.maps, sides))
        self.image_maps = nn.ModuleList(nn.Linear(shape.embedding, m * s * s, bias=False)
                                        for m, s in zip(shape.maps, sides))
        self.map_in = nn.ModuleList(nn.Conv2d(m, w, 1) for m, w in zip(shape.maps, shape.widths))
        blocks = lambda counts: nn.ModuleList(
            nn.ModuleList(ConvBlock(w, width) for _ in range(n)) for w, n in zip(shape.widths, counts))
        self.down_blocks, self.up_blocks = blocks(shape.down_blocks), blocks(shape.up_blocks)
        self.shrink = nn.ModuleList(nn.Conv2d(4 * a, b, 1) for a, b in zip(shape.widths, shape.widths[1:]))
        self.grow = nn.ModuleList(nn.Conv2d(b, 4 * a, 1) for a, b in zip(shape.widths, shape.widths[1:]))
        self.extra = nn.Linear(shape.embedding, shape.extra_tokens * shape.text_width)
        self.attention = Attention(shape.widths[-1], shape.heads, context=shape.text_width)
        self.head = nn.Conv2d(shape.widths[0], 16 * shape.head_channels, 3, padding=1)
        self.last = zero_(nn.Conv2d(shape.head_channels + 3, 3, 3, padding=1))

    def forward(self, sample, timestep, image, text, states, mask, known, repaint):
        """sample, known [B,3,S,S]; timestep int64 [B]; image (whitened), text [B,E]; states [B,L,W]; mask bool [B,L];
        repaint [B,1,S,S], 1 = to be drawn -> the clean picture [B,3,S,S]."""
        shape, dtype = self.shape, self.stem.weight.dtype
        sample, image, text, states, known, repaint = (
            x.to(dtype) for x in (sample, image, text, states, known, repaint))
        normed = lambda y: F.layer_norm(y, (shape.condition,))
        image = self._recalled(image, text)
        inner = self.image_in(image)
        # without these norms the image embedding arrives at a few per cent of its strength
        e = F.silu(normed(inner) + normed(self.time_in(fourier(timestep).to(dtype))) + 0.5 * normed(self.text_in(text * 16))) * 1.5
        pose = normed(F.silu(self.image_pose(F.silu(normed(inner)))))
        x = torch.cat([sample, known, repaint], 1)
        x = self.stem(F.pixel_unshuffle(x, 4).contiguous(memory_format=CHANNELS_LAST))
        skips = []
        for k, width in enumerate(shape.widths):
            if k:
                x = self.shrink[k - 1](down(x))
            side = x.shape[-1]
            maps = (self.pose_maps[k](pose) + self.image_maps[k](image)).view(-1, side, side, shape.maps[k])
            x = x + self.positions[k] + 3 * self.map_in[k](maps.permute(0, 3, 1, 2))
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
        return self.last(torch.cat([F.silu(fine), sample], 1).contiguous(memory_format=CHANNELS_LAST)).float()

    def _recalled(self, image, text):
        """The image embedding with what it and the text bring to mind, from which shapes follow by linear maps: out of
        either alone a linear map finds half of a drawing's variance, out of both through these layers three quarters."""
        h = torch.cat([image, text * 16], 1)
        for k, layer in enumerate(self.recall):
            y = layer(h)
            y = F.silu(F.layer_norm(y, (y.shape[1],)))
            h = h + y if k else y
        return image + self.recall_out(h)

    def _attend(self, x, image, states, mask):
        extra = self.extra(image).view(-1, self.shape.extra_tokens, self.shape.text_width)
        context = torch.cat([extra, states], 1)
        blocked = torch.cat([mask.new_zeros(mask.shape[0], self.shape.extra_tokens), ~mask], 1)
        additive = blocked[:, None, None].to(image.dtype) * BLOCKED
        queries = channel_norm(x).flatten(2).transpose(1, 2)
        y = self.attention(queries, context, additive)
        return y.transpose(1, 2).reshape(x.shape)

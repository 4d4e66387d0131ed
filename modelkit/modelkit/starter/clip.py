"""The two towers of a small CLIP: 64-pixel illustrations and captions, embedded on one unit sphere."""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from .layers import CHANNELS_LAST, ConvBlock, TransformerBlock, causal_mask, channel_norm, down
from .tokenizer import Tokenizer


@dataclass(frozen=True)
class ClipShape:
    """Sizes of the towers. ``widths`` are the image tower's at 16, 8 and 4 pixels, ``blocks`` its depths."""

    embedding: int = 256
    vocabulary: int = 1027
    text_width: int = 256
    text_layers: int = 4
    text_heads: int = 4
    widths: tuple[int, ...] = (64, 128, 256)
    blocks: tuple[int, ...] = (1, 2, 2)
    image_size: int = 64
    context: int = 77


class TextTower(nn.Module):
    """Causal transformer; the embedding is read at the first end token."""

    def __init__(self, shape: ClipShape, end_token: int):
        super().__init__()
        self.end_token = end_token
        self.tokens = nn.Embedding(shape.vocabulary, shape.text_width)
        self.positions = nn.Parameter(torch.randn(shape.context, shape.text_width) * 0.02)
        nn.init.normal_(self.tokens.weight, std=0.3)
        self.blocks = nn.ModuleList(TransformerBlock(shape.text_width, shape.text_heads)
                                    for _ in range(shape.text_layers))
        self.norm = nn.LayerNorm(shape.text_width)
        self.head = nn.Linear(shape.text_width, shape.embedding, bias=False)
        self.register_buffer("causal", causal_mask(shape.context), persistent=False)

    def forward(self, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """tokens int64 [B,L] -> embedding [B,E] of unit length, states [B,L,W]."""
        length = tokens.shape[1]
        x = self.tokens(tokens) + self.positions[:length]
        for block in self.blocks:
            x = block(x, self.causal[:, :, :length, :length])
        states = self.norm(x)
        last = (tokens == self.end_token).long().argmax(1)
        pooled = states.gather(1, last[:, None, None].expand(-1, 1, states.shape[2]))[:, 0]
        return F.normalize(self.head(pooled).float(), dim=1), states


class ImageTower(nn.Module):
    """Pixel-unshuffle by 4, residual convolutions at three scales, and a head that keeps where things are."""

    def __init__(self, shape: ClipShape):
        super().__init__()
        self.stem = nn.Conv2d(48, shape.widths[0], 1)
        self.positions = nn.Parameter(
            torch.randn(1, shape.widths[0], shape.image_size // 4, shape.image_size // 4) * 0.02)
        self.stages = nn.ModuleList(nn.ModuleList(ConvBlock(width) for _ in range(count))
                                    for width, count in zip(shape.widths, shape.blocks))
        self.shrink = nn.ModuleList(nn.Conv2d(4 * a, b, 1) for a, b in zip(shape.widths, shape.widths[1:]))
        side = shape.image_size // 4 >> (len(shape.widths) - 1)
        self.head = nn.Linear(shape.widths[-1] * side * side, shape.embedding, bias=False)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """pixels [B,3,S,S] in [-1, 1] -> embedding [B,E] of unit length."""
        x = F.pixel_unshuffle(pixels.to(self.stem.weight.dtype), 4).contiguous(memory_format=CHANNELS_LAST)
        x = self.stem(x) + self.positions
        for k, blocks in enumerate(self.stages):
            if k:
                x = self.shrink[k - 1](down(x))
            for block in blocks:
                x = block(x)
        return F.normalize(self.head(F.silu(channel_norm(x)).flatten(1)).float(), dim=1)


class Clip(nn.Module):
    """Both towers and the learned temperature."""

    def __init__(self, shape: ClipShape, end_token: int):
        super().__init__()
        self.text, self.image = TextTower(shape, end_token), ImageTower(shape)
        self.log_scale = nn.Parameter(torch.tensor(2.7))

    def scale(self) -> torch.Tensor:
        """What cosines are multiplied by before a softmax: the temperature, as far as it may go."""
        return self.log_scale.float().clamp(max=4.6).exp()

    def loss(self, pixels: torch.Tensor, tokens: torch.Tensor, fits: torch.Tensor) -> torch.Tensor:
        """Symmetric contrastive loss; pairs off the diagonal that fit as well (bool [B,B]: text, image) don't count."""
        image, (text, _) = self.image(pixels), self.text(tokens)
        logits = text @ image.T * self.scale()
        others = fits & ~torch.eye(len(fits), dtype=torch.bool, device=fits.device)
        logits = logits.masked_fill(others, -1e4)
        target = torch.arange(len(logits), device=logits.device)
        return (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2


def build(config: dict, words: Tokenizer) -> Clip:
    """The untrained towers of a configuration, for captions in these words."""
    torch.manual_seed(config["seed"])
    shape = ClipShape(**{**config["shape"], "vocabulary": len(words)})
    return Clip(shape, words.end).to(memory_format=CHANNELS_LAST)

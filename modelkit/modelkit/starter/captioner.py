"""The captioner: a caption of a picture from its image embedding, by a small causal transformer."""

from dataclasses import dataclass

import torch
import torch.nn as nn

from .layers import TransformerBlock, causal_mask
from .tokenizer import Tokenizer


@dataclass(frozen=True)
class CaptionerShape:
    """Sizes. The embedding becomes ``prefix`` tokens; captions are at most ``length`` tokens, specials included."""

    embedding: int = 256
    vocabulary: int = 1027
    width: int = 192
    layers: int = 4
    heads: int = 4
    prefix: int = 4
    length: int = 40


class PictureCaptioner(nn.Module):
    """See the module."""

    def __init__(self, shape: CaptionerShape):
        super().__init__()
        self.shape, width = shape, shape.width
        self.image_in = nn.Sequential(nn.Linear(shape.embedding, 2 * width), nn.SiLU(),
                                      nn.Linear(2 * width, shape.prefix * width))
        self.tokens = nn.Embedding(shape.vocabulary, width)
        nn.init.normal_(self.tokens.weight, std=0.3)
        self.positions = nn.Parameter(torch.randn(shape.length, width) * 0.02)
        self.blocks = nn.ModuleList(TransformerBlock(width, shape.heads) for _ in range(shape.layers))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, shape.vocabulary)
        self.register_buffer("causal", causal_mask(shape.prefix + shape.length), persistent=False)

    def forward(self, image, tokens):
        """image [B,E] whitened, tokens int64 [B,N] from the start token on, N <= length -> logits [B,N,vocabulary].

        Row i is the distribution of the token after token i."""
        dtype, count = self.head.weight.dtype, tokens.shape[1]
        prefix = self.image_in(image.to(dtype)).view(-1, self.shape.prefix, self.shape.width)
        x = torch.cat([prefix, self.tokens(tokens) + self.positions[:count]], 1)
        total = self.shape.prefix + count
        for block in self.blocks:
            x = block(x, self.causal[:, :, :total, :total].to(dtype))
        return self.head(self.norm(x[:, self.shape.prefix:])).float()


def build(config: dict, words: Tokenizer) -> PictureCaptioner:
    """The untrained captioner of a configuration, for captions in these words; it never writes added ones."""
    torch.manual_seed(config["seed"])
    return PictureCaptioner(CaptionerShape(**{**config["shape"], "vocabulary": words.learned}))

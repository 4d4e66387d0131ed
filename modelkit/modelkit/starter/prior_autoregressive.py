"""The autoregressive prior: a caption's image embedding drawn component by component, as in the unCLIP paper (2.2).

The embedding's first principal components, quantised into buckets of equal frequency, largest variance first; before
them stands the quantised dot product of the image and the text embedding. Prefix: text states and text embedding.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from .layers import BLOCKED, TransformerBlock, causal_mask

#: Of the words' sum, so that it is about as large as one word.
_SHARE = 1 / 16


@dataclass(frozen=True)
class AutoregressiveShape:
    """Sizes. ``components`` principal components follow the dot product; each has ``buckets`` values. ``both_ways``: the words
    see each other and their sum is told, as to the diffusion prior (docs/decisions/0009); packs up to 0.5 read forwards."""

    embedding: int = 256
    text_width: int = 256
    width: int = 256
    layers: int = 5
    heads: int = 4
    components: int = 32
    buckets: int = 256
    context: int = 77
    both_ways: bool = False


class AutoregressivePrior(nn.Module):
    """See the module. ``null_text`` [E] stands in for a missing text embedding."""

    def __init__(self, shape: AutoregressiveShape):
        super().__init__()
        self.shape, width = shape, shape.width
        self.null_text = nn.Parameter(torch.randn(shape.embedding) * shape.embedding ** -0.5)
        self.states_in, self.text_in = nn.Linear(shape.text_width, width), nn.Linear(shape.embedding, width)
        self.positions = nn.Parameter(torch.randn(shape.context, width) * 0.02)
        self.places = nn.Parameter(torch.randn(shape.components + 1, width) * 0.3)
        self.bucket = nn.Embedding(shape.buckets, width)
        nn.init.normal_(self.bucket.weight, std=0.3)
        self.blocks = nn.ModuleList(TransformerBlock(width, shape.heads) for _ in range(shape.layers))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, shape.buckets)
        self.register_buffer("causal", causal_mask(shape.context + 1 + shape.components), persistent=False)
        #: Blocks that read the text before its words are summed.
        self.reading = 2 * shape.layers // 3

    def forward(self, tokens, text, states, mask):
        """tokens int64 [B,N], N <= components + 1; text [B,E]; states [B,L,W]; mask bool [B,L] -> logits [B,N,buckets].

        Row i is the distribution of token i and depends on the tokens before it only (the last one is never read)."""
        return self.hinting(tokens, text, states, mask)[0]

    def hinting(self, tokens, text, states, mask):
        """``forward``, and the sum [B,E] of what the tokens of text say by themselves after two thirds of the blocks, to be
        trained towards what such a scene's embedding is expected to be, as the diffusion prior's; every place reads it
        from there on. Its table is ``text_in``'s turned round, so that it needs no weights that no graph would hold.
        Meaningless unless ``both_ways``."""
        dtype, length, count = self.head.weight.dtype, states.shape[1], tokens.shape[1]
        text, states = text.to(dtype), states.to(dtype)
        # what stands at place i: the token before it; at place 0 the text embedding
        before = torch.cat([self.text_in(text * 16)[:, None], self.bucket(tokens[:, :-1])], 1)
        x = torch.cat([self.states_in(states) + self.positions[:length], before + self.places[:count]], 1)
        blocked = torch.cat([~mask, torch.zeros_like(tokens, dtype=torch.bool)], 1)
        total = length + count
        drawn = (torch.arange(total, device=x.device) >= length).to(dtype)
        unseen = self.causal[:, :, :total, :total].to(dtype)
        if self.shape.both_ways:
            unseen = unseen * drawn
        additive = unseen + blocked[:, None, None].to(dtype) * BLOCKED
        for block in self.blocks[:self.reading]:
            x = block(x, additive)
        pooled = (x[:, :length] * mask[:, :, None]).sum(1) * _SHARE
        if self.shape.both_ways:
            x = x + drawn[:, None] * pooled[:, None]
        for block in self.blocks[self.reading:]:
            x = block(x, additive)
        return self.head(self.norm(x[:, length:])).float(), (pooled @ self.text_in.weight).float()


@dataclass
class Buckets:
    """How components and dot product are quantised: ``edges`` [K,B-1], ``centres`` [K,B], ``dot_edges`` [B-1]."""

    edges: torch.Tensor
    centres: torch.Tensor
    dot_edges: torch.Tensor

    @staticmethod
    def fit(values: torch.Tensor, dots: torch.Tensor, count: int) -> "Buckets":
        """Buckets of equal frequency of ``values`` [N,K] and ``dots`` [N]; a bucket stands for its mean."""
        levels = torch.arange(1, count) / count
        edges = torch.quantile(values, levels, dim=0).T.contiguous()
        index = torch.searchsorted(edges, values.T.contiguous())
        total = torch.zeros(values.shape[1], count).scatter_add_(1, index, values.T.contiguous())
        number = torch.zeros_like(total).scatter_add_(1, index, torch.ones_like(values.T))
        # a bucket nothing fell into stands for its border
        border = F.pad(edges, (0, 1), mode="replicate")
        centres = torch.where(number > 0, total / number.clamp(min=1), border)
        return Buckets(edges, centres, torch.quantile(dots, levels))

    def tokens(self, values: torch.Tensor, dots: torch.Tensor) -> torch.Tensor:
        """int64 [N,K+1]: the dot product's bucket, then the components'."""
        first = torch.searchsorted(self.dot_edges, dots.contiguous())[:, None]
        return torch.cat([first, torch.searchsorted(self.edges, values.T.contiguous()).T], 1)

    def values(self, tokens: torch.Tensor) -> torch.Tensor:
        """Components [N,K] that tokens [N,K+1] stand for."""
        return self.centres.T.gather(0, tokens[:, 1:])

    def tensors(self) -> dict[str, torch.Tensor]:
        """Named as in a pack's geometry file."""
        return {"ar_edges": self.edges, "ar_centres": self.centres, "ar_dot_edges": self.dot_edges}

    @staticmethod
    def load(path: Path) -> "Buckets":
        """From a run's ``buckets.safetensors`` or a pack's geometry file."""
        data = load_file(str(path), str(torch.get_default_device()))
        return Buckets(data["ar_edges"], data["ar_centres"], data["ar_dot_edges"])


def build(config: dict) -> AutoregressivePrior:
    """The untrained prior of a configuration."""
    torch.manual_seed(config["seed"])
    return AutoregressivePrior(AutoregressiveShape(**config["shape"]))

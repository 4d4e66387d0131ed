"""The diffusion prior: a caption's likely image embeddings, by a causal transformer as in the unCLIP paper.

Sequence: text states, text embedding, timestep, noised image embedding, a learned last token whose output is the clean
embedding. Everything happens in whitened space.
"""

from dataclasses import dataclass

import torch
import torch.nn as nn

from .layers import BLOCKED, TransformerBlock, causal_mask, fourier


@dataclass(frozen=True)
class PriorShape:
    """Sizes."""

    embedding: int = 256
    text_width: int = 256
    width: int = 256
    layers: int = 6
    heads: int = 4
    context: int = 77


class Prior(nn.Module):
    """See the module. ``null_text`` [E] stands in for a missing text embedding."""

    def __init__(self, shape: PriorShape):
        super().__init__()
        width = shape.width
        self.null_text = nn.Parameter(torch.randn(shape.embedding) * shape.embedding ** -0.5)
        self.states_in = nn.Linear(shape.text_width, width)
        self.text_in, self.sample_in = nn.Linear(shape.embedding, width), nn.Linear(shape.embedding, width)
        self.time_in = nn.Sequential(nn.Linear(128, width), nn.SiLU(), nn.Linear(width, width))
        self.final = nn.Parameter(torch.randn(width) * 0.5)
        self.positions = nn.Parameter(torch.randn(shape.context, width) * 0.02)
        self.special_positions = nn.Parameter(torch.randn(4, width) * 0.02)
        self.blocks = nn.ModuleList(TransformerBlock(width, shape.heads) for _ in range(shape.layers))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, shape.embedding)
        self.register_buffer("causal", causal_mask(shape.context + 4), persistent=False)

    def forward(self, sample, timestep, text, states, mask):
        """sample [B,E] whitened, timestep int64 [B], text [B,E], states [B,L,W], mask bool [B,L] -> clean [B,E]."""
        dtype, length = self.head.weight.dtype, states.shape[1]
        sample, text, states = (x.to(dtype) for x in (sample, text, states))
        special = torch.stack([self.text_in(text * 16), self.time_in(fourier(timestep).to(dtype)), self.sample_in(sample),
                               self.final.expand(sample.shape[0], -1)], 1)
        x = torch.cat([self.states_in(states) + self.positions[:length], special + self.special_positions], 1)
        blocked = torch.cat([~mask, torch.zeros_like(mask[:, :1]).expand(-1, 4)], 1)
        total = length + 4
        additive = self.causal[:, :, :total, :total] + blocked[:, None, None].to(dtype) * BLOCKED
        for block in self.blocks:
            x = block(x, additive)
        return self.head(self.norm(x[:, -1])).float()

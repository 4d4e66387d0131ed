"""The diffusion prior: a caption's likely image embeddings, by a transformer as in the unCLIP paper, but for the text, whose
tokens see each other here (docs/decisions/0009).

Sequence: text states, text embedding, timestep, noised image embedding, a learned last token whose output is the clean
embedding. Everything happens in whitened space.
"""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

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
        self.shape, width = shape, shape.width
        self.null_text = nn.Parameter(torch.randn(shape.embedding) * shape.embedding ** -0.5)
        self.states_in = nn.Linear(shape.text_width, width)
        self.text_in, self.sample_in = nn.Linear(shape.embedding, width), nn.Linear(shape.embedding, width)
        self.time_in = nn.Sequential(nn.Linear(128, width), nn.SiLU(), nn.Linear(width, width))
        self.final = nn.Parameter(torch.randn(width) * 0.5)
        self.positions = nn.Parameter(torch.randn(shape.context, width) * 0.02)
        self.special_positions = nn.Parameter(torch.randn(4, width) * 0.02)
        self.blocks = nn.ModuleList(TransformerBlock(width, shape.heads) for _ in range(shape.layers))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, shape.embedding)
        #: Blocks that read the text before its words are summed.
        self.reading = 2 * shape.layers // 3

    def forward(self, sample, timestep, text, states, mask):
        """sample [B,E] whitened, timestep int64 [B], text [B,E], states [B,L,W], mask bool [B,L] -> clean [B,E]."""
        return self.hinting(sample[:, None], timestep[:, None], text, states, mask)[0][:, 0]

    def hinting(self, samples, timesteps, text, states, mask):
        """``forward`` of K noised embeddings of each text, samples [B,K,E] and timesteps [B,K] -> clean [B,K,E]; and the
        sum [B,E] of what the tokens of text would say by themselves after two thirds of the blocks.

        What stands before the timestep sees nothing of it, so the texts are read once for all K. That makes an example of
        training with several draws of noise cost little more than with one.

        Trained towards the embedding, that sum makes every word stand for its own share of it where the last blocks read:
        without it, pairs came out as mixtures of both things (docs/decisions/0009).
        """
        dtype, length, (count, draws) = self.head.weight.dtype, states.shape[1], timesteps.shape
        samples, text, states = (x.to(dtype) for x in (samples, text, states))
        times = self.time_in(fourier(timesteps.flatten()).to(dtype)).view(count, draws, -1)
        drawn = torch.stack([times, self.sample_in(samples), self.final.expand_as(times)], 2)
        special = torch.cat([self.text_in(text * 16)[:, None], drawn.flatten(1, 2)], 1)
        # whole where there is one draw: a graph must hold this parameter as it is, to be read back from
        places = self.special_positions
        places = places if draws == 1 else torch.cat([places[:1], places[1:].repeat(draws, 1)])
        x = torch.cat([self.states_in(states) + self.positions[:length], special + places], 1)
        blocked = torch.cat([~mask, torch.zeros_like(mask[:, :1]).expand(-1, 1 + 3 * draws)], 1)
        additive = _seen(length + 1, draws).to(dtype) + blocked[:, None, None].to(dtype) * BLOCKED
        for block in self.blocks[:self.reading]:
            x = block(x, additive)
        pooled = (x[:, :length] * mask[:, :, None]).sum(1)
        hint = F.linear(pooled, self.head.weight, self.head.bias)
        place = torch.arange(x.shape[1]) - (length + 1)
        x = x + ((place >= 0) & (place % 3 == 2))[:, None] * pooled[:, None]
        for block in self.blocks[self.reading:-1]:
            x = block(x, additive)
        x = self.blocks[-1](x, additive, slice(length + 3, None, 3))
        return self.head(self.norm(x)).float(), hint.float()


class PriorReader(nn.Module):
    """The prior's first graph: reads a caption once. What stands before the timestep sees nothing of it, so every step needs
    only the keys and values that the blocks make of the text, and the words' sum."""

    def __init__(self, prior: Prior):
        super().__init__()
        self.prior = prior

    def forward(self, text, states, mask):
        """text [B,E], states [B,L,W], mask bool [B,L] -> keys and values of the states [B,blocks,L,2W] and of the text
        embedding [B,blocks,2W] in every block, and the sum of the words [B,W]."""
        prior, length = self.prior, states.shape[1]
        special = F.pad(prior.text_in(text * 16)[:, None], (0, 0, 0, 3)) + prior.special_positions
        x = torch.cat([prior.states_in(states) + prior.positions[:length], special[:, :1]], 1)
        blocked = torch.cat([~mask, torch.zeros_like(mask[:, :1])], 1)
        additive = blocked[:, None, None].to(x.dtype) * BLOCKED
        memory, last = [], len(prior.blocks) - 1
        for k, block in enumerate(prior.blocks):
            if k == prior.reading:
                pooled = (x[:, :length] * mask[:, :, None]).sum(1)
            memory.append(block.attention.key_value(block.norm1(x)))
            if k < last:
                x = block(x, additive)
        memory = torch.stack(memory, 1)
        return memory[:, :, :length], memory[:, :, length], pooled


class PriorStep(nn.Module):
    """The prior's second graph: one step of denoising, with what ``PriorReader`` made of the caption."""

    def __init__(self, prior: Prior):
        super().__init__()
        self.prior = prior

    def forward(self, sample, timestep, memory, memory_embedding, words, mask):
        """sample [B,E] whitened, timestep int64 [B], the reader's outputs and its mask -> clean [B,E]."""
        prior = self.prior
        time = prior.time_in(fourier(timestep).to(sample.dtype))
        drawn = torch.stack([time, prior.sample_in(sample), prior.final.expand_as(time)], 1)
        x = (F.pad(drawn, (0, 0, 1, 0)) + prior.special_positions)[:, 1:]
        told = torch.cat([memory, memory_embedding[:, :, None]], 2)
        blocked = torch.cat([~mask, torch.zeros_like(mask[:, :1])], 1)[:, None, None].to(x.dtype) * BLOCKED
        additive = torch.cat([blocked.expand(-1, -1, 3, -1), causal_mask(3).to(x.dtype).expand(mask.shape[0], -1, -1, -1)], 3)
        for k, block in enumerate(prior.blocks):
            if k == prior.reading:
                x = x + torch.stack([torch.zeros_like(words), torch.zeros_like(words), words], 1)
            x = block.remembering(x, told[:, k], additive)
        return prior.head(prior.norm(x[:, 2])).float()


def _seen(told: int, draws: int) -> torch.Tensor:
    """Additive mask [1,1,N,N] of ``told`` tokens of text, which see each other, and groups of three after them, each of
    which sees the text and, causally, itself."""
    group = torch.cat([torch.full((told,), -1), torch.arange(3 * draws) // 3])
    others = (group >= 0) & (group[:, None] != group)
    return causal_mask(len(group)).masked_fill((group < 0), 0).masked_fill(others, BLOCKED)


def build(config: dict) -> Prior:
    """The untrained prior of a configuration."""
    torch.manual_seed(config["seed"])
    return Prior(PriorShape(**config["shape"]))

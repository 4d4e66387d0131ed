"""Drawing with trained networks: embeddings from captions, pictures from embeddings, larger pictures, captions of pictures."""

import torch
import torch.nn.functional as F

from . import schedule
from .captioner import PictureCaptioner
from .decoder import Decoder
from .prior import Prior
from .prior_autoregressive import AutoregressivePrior, Buckets
from .upsampler import Upsampler, enlarged


@torch.no_grad()
def embeddings(network: Prior, text, states, mask, steps: int, guidance: float, generator: torch.Generator,
               clip: float = 5.0) -> torch.Tensor:
    """Whitened embeddings [N,E] by ancestral sampling, as diffusers' UnCLIP scheduler does it."""
    count = len(text)
    null, nothing = network.null_text.expand_as(text), torch.zeros_like(mask)

    def predict(x, t):
        out = network(torch.cat([x, x]), torch.full((2 * count,), t), torch.cat([text, null]),
                      torch.cat([states, states]), torch.cat([mask, nothing]))
        return _guided(out, guidance)

    steps_down = torch.linspace(0, schedule.STEPS - 1, steps).round().long().tolist()[::-1]
    noise = torch.randn(text.shape, generator=generator)
    return schedule.ddim(predict, noise, steps_down, clip, eta=1.0, generator=generator)


@torch.no_grad()
def components(network: AutoregressivePrior, buckets: Buckets, text, states, mask, guidance: float,
               generator: torch.Generator, upper: float = 0.5) -> torch.Tensor:
    """Principal components [N,K] of embeddings, one after the other. The dot product is drawn from the part above the
    ``upper`` quantile of its distribution."""
    count = len(text)
    null, nothing = network.null_text.expand_as(text), torch.zeros_like(mask)
    both = torch.cat([text, null]), torch.cat([states, states]), torch.cat([mask, nothing])
    tokens = torch.zeros(count, 0, dtype=torch.int64)
    for _ in range(network.shape.components + 1):
        padded = F.pad(tokens, (0, 1)).repeat(2, 1)
        chances = _guided(network(padded, *both)[:, -1], guidance).softmax(1)
        if tokens.shape[1] == 0:
            chances = chances * (chances.cumsum(1) > upper)
        tokens = torch.cat([tokens, torch.multinomial(chances, 1, generator=generator)], 1)
    return buckets.values(tokens)


@torch.no_grad()
def pictures(network: Decoder, white, text, states, mask, noise, steps: int, guidance: float, known=None, repaint=None
             ) -> torch.Tensor:
    """Pictures [N,3,S,S] by DDIM with guidance; where ``repaint`` is 0, after the pixels of ``known``."""
    count = len(white)
    every = torch.ones(count, dtype=torch.bool)
    _, null_text, no_mask = network.drop(white, text, mask, every, every)
    null_white = network.null_image.expand_as(white)
    if repaint is None:
        known, repaint = torch.zeros_like(noise), noise.new_ones(count, 1, *noise.shape[2:])
    known = known * (1 - repaint)

    def predict(x, t):
        two = lambda a, b: torch.cat([a, b])
        out = network(two(x, x), torch.full((2 * count,), t), two(white, null_white), two(text, null_text),
                      two(states, states), two(mask, no_mask), two(known, known), two(repaint, repaint))
        return _guided(out, guidance)

    return schedule.ddim(predict, noise, schedule.trailing(steps), 1.0)


@torch.no_grad()
def larger(network: Upsampler, small: torch.Tensor, noise: torch.Tensor, steps: int) -> torch.Tensor:
    """Small pictures four times larger, by DDIM."""
    low = enlarged(small)
    known, repaint = torch.zeros_like(low), torch.ones_like(low[:, :1])
    predict = lambda x, t: network(x, torch.full((len(x),), t), low, known, repaint)
    return schedule.ddim(predict, noise, schedule.trailing(steps), 1.0)


@torch.no_grad()
def captions(network: PictureCaptioner, image: torch.Tensor, start: int, end: int) -> torch.Tensor:
    """Most likely token by token, int64 [B,N], from the start token to the end token or the longest length."""
    tokens = torch.full((len(image), 1), start)
    while tokens.shape[1] < network.shape.length and not (tokens == end).any(1).all():
        tokens = torch.cat([tokens, network(image, tokens)[:, -1].argmax(1, keepdim=True)], 1)
    return tokens


def _guided(both: torch.Tensor, guidance: float) -> torch.Tensor:
    """What classifier-free guidance makes of outputs with the condition (first half) and without."""
    given, free = both.chunk(2)
    return free + guidance * (given - free)

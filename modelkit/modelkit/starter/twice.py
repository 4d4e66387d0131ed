"""What the last upsampler draws when it is run twice: crisper than once, and what it then learns to draw at once.

It learned from drawings that the picture before it is softer than they are, and where that is unsure of an edge, the edge it
draws is half as soft as what it was given. Its own picture, shrunk, is surer, so that a second run halves the edge once more.
That costs a second call of the dearest network; learned from pictures of the pack's own, it costs nothing.
"""

from pathlib import Path

import torch
import torch.nn.functional as F

from . import networks, sampling
from .painter import Painter
from .towers import Towers
from .trainer import seeded
from .upsampler import FACTOR, Upsampler
from .workshop import Workshop

#: Pictures drawn at a time.
_BATCH = 8
#: Colours are the given picture's in squares of so many of its pixels.
_COLOURS = 4


def painter_of(workshop: Workshop, runs: Path) -> Painter:
    """Draws with what stands in ``runs``."""
    made = networks.from_runs(runs, runs, workshop.tokenizer)
    return Painter(Towers.open(workshop, runs), made["prior"], made["decoder"], made["upsampler"])


@torch.no_grad()
def drawn(painter: Painter, workshop: Workshop, count: int, seed: int):
    """Yields pictures [N,3,256,256] of captions, as the stages before the last one draw them."""
    generator = seeded(seed)
    for start in range(0, count, _BATCH):
        some = min(_BATCH, count - start)
        captions = workshop.scenes(some, generator, seed + start)[3]
        prompts = [caption.text for caption in captions]
        yield painter.enlarge(painter.draw(prompts, seed + start), seed + start)


@torch.no_grad()
def twice(network: Upsampler, pictures: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """[N,3,4S,4S] of [N,3,S,S]: drawn, shrunk and drawn again, in the colours of ``pictures``."""
    side = FACTOR * pictures.shape[2]
    noise = lambda: torch.randn(len(pictures), 3, side, side, generator=generator)
    once = sampling.larger(network, pictures, noise(), 1).clamp(-1, 1)
    again = sampling.larger(network, F.avg_pool2d(once, FACTOR), noise(), 1).clamp(-1, 1)
    lacks = F.avg_pool2d(pictures, _COLOURS) - F.avg_pool2d(again, FACTOR * _COLOURS)
    return (again + F.interpolate(lacks, size=(side, side), mode="bicubic", align_corners=False)).clamp(-1, 1)

"""Combinations that training never shows, so that judging can ask for them: thing x background x style, and pairs.

Which ones is a fixed function of the ids; nothing is stored.
"""

import torch

from . import grounds, styles

#: One of so many combinations is held out.
_COMBINATIONS, _PAIRS = 50, 25
#: Styles that leave every background visible; only with these are combinations held out.
OPEN = (styles.PLAIN, styles.PIXEL, styles.WATERCOLOUR, styles.STICKER, styles.COMIC)


def combination(thing, ground, style):
    """Whether a thing on this background in this style is held out; numbers or tensors."""
    chosen = (thing * 7919 + ground * 104729 + style * 15485863 + 13) % 1009 % _COMBINATIONS == 0
    if isinstance(style, torch.Tensor):
        return chosen & torch.isin(style, torch.tensor(OPEN, device=style.device))
    return chosen and style in OPEN


def pair(one, two):
    """Whether two things are never shown together, in either order; numbers or tensors."""
    return ((one + two) * 7919 + one * two * 31 + 7) % 1009 % _PAIRS == 0


def combinations(things: int) -> list[tuple[int, int, int]]:
    """Every held-out (thing, background, style)."""
    return [(thing, ground, style) for thing in range(things) for ground in range(grounds.COUNT) for style in OPEN
            if combination(thing, ground, style)]


def replaced(thing: torch.Tensor, ground: torch.Tensor, style: torch.Tensor) -> torch.Tensor:
    """The backgrounds, with those of held-out combinations replaced by the next that may be shown."""
    for _ in range(3):
        ground = torch.where(combination(thing, ground, style), grounds.next_like(ground), ground)
    return ground

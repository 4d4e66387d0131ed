"""Random repaint masks: boxes, brush strokes and borders, as people mark them."""

import torch

#: Shares of boxes and strokes among the masks; the rest are borders.
_BOXES, _STROKES = 0.4, 0.3
_LINES = 3


def random_masks(count: int, size: int, share: float, generator: torch.Generator) -> torch.Tensor:
    """[count,1,size,size] of 0 (known) and 1 (to be drawn); all 1 except for about ``share`` of them."""
    rand = lambda *shape: torch.rand(count, *shape, generator=generator, device=generator.device)
    side = torch.arange(size, device=generator.device)
    y, x = side.view(1, size, 1), side.view(1, 1, size)
    kind = rand()[:, None, None]
    some = torch.where(kind < _BOXES, _box(x, y, size, rand(4)),
                       torch.where(kind < _BOXES + _STROKES, _strokes(x, y, size, rand(_LINES, 5)),
                                   _border(x, y, size, rand(4), rand(), rand(4))))
    return (some | (rand() >= share)[:, None, None])[:, None].float()


def _box(x, y, size, draw):
    width, height = ((0.25 + 0.6 * draw[:, k, None, None]) * size for k in (0, 1))
    left, top = draw[:, 2, None, None] * (size - width), draw[:, 3, None, None] * (size - height)
    return (x >= left) & (x < left + width) & (y >= top) & (y < top + height)


def _strokes(x, y, size, draws):
    """Thick line segments."""
    covered = torch.zeros(len(draws), size, size, dtype=torch.bool, device=draws.device)
    for line in draws.unbind(1):
        ax, ay, bx, by = ((size * line[:, k])[:, None, None] for k in range(4))
        dx, dy = bx - ax, by - ay
        along = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy).clamp(min=1e-6)).clamp(0, 1)
        distance = ((x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2).sqrt()
        covered |= distance < (0.05 + 0.12 * line[:, 4, None, None]) * size
    return covered


def _border(x, y, size, draw, sides, order):
    """Everything outside a kept rectangle that touches no side, some or all but one, as in outpainting."""
    # one to four borders, which ones by chance
    wide = 0.45 * size * draw * (order.argsort(1).argsort(1) <= (sides * 4).long()[:, None])
    left, top, right, bottom = wide[:, :, None, None].unbind(1)
    return ~((x >= left) & (x < size - right) & (y >= top) & (y < size - bottom))

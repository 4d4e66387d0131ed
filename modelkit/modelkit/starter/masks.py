"""Random repaint masks: boxes, brush strokes and borders, as people mark them."""

import torch


def random_masks(count: int, size: int, share: float, generator: torch.Generator) -> torch.Tensor:
    """[count,1,size,size] of 0 (known) and 1 (to be drawn); all 1 except for about ``share`` of them."""
    masks = torch.ones(count, 1, size, size)
    y, x = torch.meshgrid(torch.arange(size), torch.arange(size), indexing="ij")
    rand = lambda *shape: torch.rand(*shape, generator=generator)
    for i in (rand(count) < share).nonzero()[:, 0].tolist():
        kind, draw = float(rand(1)), rand(6)
        if kind < 0.4:
            masks[i, 0] = _box(x, y, size, draw).float()
        elif kind < 0.7:
            masks[i, 0] = _strokes(x, y, size, rand(3, 5)).float()
        else:
            masks[i, 0] = _border(x, y, size, draw).float()
    return masks


def _box(x, y, size, draw):
    width, height = (0.25 + 0.6 * draw[:2]) * size
    left, top = draw[2] * (size - width), draw[3] * (size - height)
    return (x >= left) & (x < left + width) & (y >= top) & (y < top + height)


def _strokes(x, y, size, draws):
    """Thick line segments."""
    covered = torch.zeros(size, size, dtype=torch.bool)
    for ax, ay, bx, by, thick in (draws * torch.tensor([size, size, size, size, 1.0])).tolist():
        dx, dy = bx - ax, by - ay
        along = (((x - ax) * dx + (y - ay) * dy) / max(dx * dx + dy * dy, 1e-6)).clamp(0, 1)
        distance = ((x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2).sqrt()
        covered |= distance < (0.05 + 0.12 * thick) * size
    return covered


def _border(x, y, size, draw):
    """Everything outside a kept rectangle that touches one or more sides, as in outpainting."""
    keep = (draw[:4] * 0.45 * (draw[4] + 0.5 > torch.tensor([0.5, 0.75, 1.0, 1.25])) * size)
    left, top, right, bottom = keep[torch.randperm(4, generator=torch.Generator().manual_seed(int(draw[5] * 1e6)))]
    return ~((x >= left) & (x < size - right) & (y >= top) & (y < size - bottom))

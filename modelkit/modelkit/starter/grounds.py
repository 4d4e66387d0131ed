"""Backgrounds: plain colours, gradients and simple scenes, drawn procedurally at any size."""

import torch
import torch.nn.functional as F

#: Plain colours by the words captions use for them, RGB in [0, 1].
COLOURS = {
    ("white",): (0.97, 0.97, 0.97), ("black",): (0.08, 0.08, 0.1), ("grey", "gray"): (0.5, 0.5, 0.52),
    ("red",): (0.85, 0.15, 0.15), ("green",): (0.15, 0.6, 0.2), ("blue",): (0.15, 0.35, 0.85),
    ("yellow",): (0.95, 0.85, 0.2), ("orange",): (0.95, 0.55, 0.1), ("purple", "violet"): (0.55, 0.25, 0.7),
    ("pink",): (0.95, 0.6, 0.75), ("brown",): (0.45, 0.28, 0.15), ("turquoise", "teal"): (0.2, 0.75, 0.75),
    ("cream", "beige"): (0.92, 0.88, 0.75), ("navy", "dark blue"): (0.1, 0.15, 0.4),
}
#: Gradients from top to bottom, as indices into COLOURS.
GRADIENTS = ((0, 5), (9, 8), (6, 7), (11, 5), (4, 6), (8, 13), (9, 0), (2, 1), (7, 3), (12, 11))
#: Scenes: sky at the top, sky at the horizon, ground near the horizon, ground at the bottom, height of the horizon
#: as a fraction of the picture (1 and more: sky only).
SCENES = {
    "sky": (0.3, 0.6, 0.95, 0.75, 0.9, 1, 0.75, 0.9, 1, 0.75, 0.9, 1, 1.2),
    "grass": (0.45, 0.75, 1, 0.8, 0.92, 1, 0.35, 0.7, 0.25, 0.2, 0.5, 0.15, 0.6),
    "beach": (0.35, 0.7, 1, 0.75, 0.92, 1, 0.95, 0.85, 0.6, 0.9, 0.75, 0.45, 0.62),
    "night": (0.03, 0.04, 0.15, 0.1, 0.12, 0.35, 0.1, 0.12, 0.35, 0.1, 0.12, 0.35, 1.2),
    "snow": (0.7, 0.82, 0.95, 0.88, 0.93, 1, 0.97, 0.98, 1, 0.88, 0.92, 0.98, 0.58),
    "sea": (0.5, 0.8, 1, 0.85, 0.95, 1, 0.1, 0.45, 0.75, 0.03, 0.25, 0.55, 0.55),
    "sunset": (0.35, 0.15, 0.45, 1, 0.5, 0.25, 1, 0.75, 0.35, 1, 0.75, 0.35, 1.0),
    "desert": (0.4, 0.7, 0.95, 0.95, 0.9, 0.75, 0.92, 0.72, 0.4, 0.75, 0.5, 0.25, 0.58),
}
PLAIN, GRADED, SCENIC = len(COLOURS), len(GRADIENTS), len(SCENES)
COUNT = PLAIN + GRADED + SCENIC
_SKY, _NIGHT = (PLAIN + GRADED + list(SCENES).index(name) for name in ("sky", "night"))


def sample_ids(count: int, generator: torch.Generator) -> torch.Tensor:
    """Background ids: 40 % plain, 25 % gradients, 35 % scenes."""
    kind = torch.rand(count, generator=generator)
    draw = torch.rand(count, generator=generator)
    plain, graded = (draw * PLAIN).long(), PLAIN + (draw * GRADED).long()
    return torch.where(kind < 0.4, plain, torch.where(kind < 0.65, graded, PLAIN + GRADED + (draw * SCENIC).long()))


def draw(ids: torch.Tensor, size: int, generator: torch.Generator) -> torch.Tensor:
    """Pictures [N,3,size,size] in [0, 1]. Details lie on a grid that does not depend on ``size``."""
    count = len(ids)
    colours = torch.tensor(list(COLOURS.values()))
    gradients, scenes = torch.tensor(GRADIENTS), torch.tensor(list(SCENES.values()))
    jitter = (torch.rand(count, 3, generator=generator) - 0.5) * 0.06
    y = torch.linspace(0, 1, size).view(1, 1, size, 1)
    top, bottom = torch.zeros(count, 3), torch.zeros(count, 3)
    plain, scenic = ids < PLAIN, ids >= PLAIN + GRADED
    graded = ~plain & ~scenic
    top[plain] = bottom[plain] = colours[ids[plain]]
    pair = gradients[ids[graded] - PLAIN]
    top[graded], bottom[graded] = colours[pair[:, 0]], colours[pair[:, 1]]
    image = (top[:, :, None, None] * (1 - y) + bottom[:, :, None, None] * y).expand(count, 3, size, size).clone()
    if scenic.any():
        image[scenic] = _scene(scenes[ids[scenic] - PLAIN - GRADED], ids[scenic], y, size, generator)
    return (image + jitter[:, :, None, None]).clamp(0, 1)


def _scene(rows, ids, y, size, generator):
    count = len(rows)
    horizon = (rows[:, 12] + (torch.rand(count, generator=generator) - 0.5) * 0.1).view(count, 1, 1, 1)
    band = [rows[:, k:k + 3].view(count, 3, 1, 1) for k in (0, 3, 6, 9)]
    above = (y / horizon).clamp(0, 1)
    below = ((y - horizon) / (1 - horizon).abs().clamp(min=0.05)).clamp(0, 1)
    ground = ((y - horizon) * 64 / 1.5 + 0.5).clamp(0, 1)
    sky = band[0] * (1 - above) + band[1] * above
    image = (sky * (1 - ground) + (band[2] * (1 - below) + band[3] * below) * ground).repeat(1, 1, 1, size)
    texture = torch.randn(count, 1, 8, 8, generator=generator)
    image = image + F.interpolate(texture, size=(size, size), mode="bilinear") * 0.03 * ground
    clouds, stars = ids == _SKY, ids == _NIGHT
    if clouds.any():
        noise = torch.randn(int(clouds.sum()), 1, 5, 4, generator=generator)
        image[clouds] += (F.interpolate(noise, size=(size, size), mode="bicubic") - 0.4).clamp(0, 0.8) * 0.45
    if stars.any():
        shape = (int(stars.sum()), 1, 64, 64)
        light = (torch.rand(shape, generator=generator) > 0.994) * torch.rand(shape, generator=generator) * 0.9
        image[stars] += light if size == 64 else F.interpolate(light, size=(size, size), mode="bilinear")
    return image

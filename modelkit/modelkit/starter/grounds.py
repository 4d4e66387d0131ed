"""Backgrounds: plain colours, gradients and simple scenes, drawn procedurally at any size on any device."""

import torch
import torch.nn.functional as F

from . import styles

#: Plain colours by the words captions use for them, RGB in [0, 1].
COLOURS = {
    ("white",): (0.97, 0.97, 0.97), ("black",): (0.08, 0.08, 0.1), ("grey", "gray"): (0.5, 0.5, 0.52),
    ("red",): (0.85, 0.15, 0.15), ("green",): (0.15, 0.6, 0.2), ("blue",): (0.15, 0.35, 0.85),
    ("yellow",): (0.95, 0.85, 0.2), ("orange",): (0.95, 0.55, 0.1), ("purple", "violet"): (0.55, 0.25, 0.7),
    ("pink",): (0.95, 0.6, 0.75), ("brown",): (0.45, 0.28, 0.15), ("turquoise", "teal"): (0.2, 0.75, 0.75),
    ("cream", "beige"): (0.92, 0.88, 0.75), ("navy", "dark blue"): (0.1, 0.15, 0.4),
}
_WHITE, _BLACK, _GREY, _BLUE = 0, 1, 2, 5
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
    "underwater": (0.25, 0.75, 0.85, 0.05, 0.45, 0.65, 0.75, 0.72, 0.5, 0.35, 0.45, 0.45, 0.86),
    "room": (0.93, 0.87, 0.74, 0.88, 0.8, 0.66, 0.66, 0.42, 0.24, 0.5, 0.3, 0.16, 0.7),
    "table": (0.55, 0.68, 0.7, 0.65, 0.76, 0.76, 0.78, 0.53, 0.3, 0.6, 0.37, 0.18, 0.62),
    "road": (0.5, 0.76, 0.98, 0.82, 0.92, 1, 0.4, 0.41, 0.44, 0.27, 0.28, 0.31, 0.64),
}
PLAIN, GRADED, SCENIC = len(COLOURS), len(GRADIENTS), len(SCENES)
COUNT = PLAIN + GRADED + SCENIC


def scene(name: str) -> int:
    """The id of a scene."""
    return PLAIN + GRADED + list(SCENES).index(name)


_OUTDOORS = tuple(scene(name) for name in ("sky", "grass", "beach", "snow", "sea", "desert", "road"))
OUTDOORS = len(_OUTDOORS)
_SKY, _NIGHT, _ROAD, _SEABED = scene("sky"), scene("night"), scene("road"), scene("underwater")
#: Plain colours that a black silhouette or a picture without colours can do with.
_LIGHT, _COLOURLESS = (0, 6, 7, 9, 11, 12), (_WHITE, _GREY, _BLACK)
_DARK = (1, 3, 4, 5, 8, 10, 13)
_CYCLES = (tuple(range(PLAIN)), tuple(range(PLAIN, PLAIN + GRADED)), _OUTDOORS, (scene("night"), scene("sunset")),
           (scene("underwater"), scene("room"), scene("table")))
_NEXT = [next(cycle[(cycle.index(k) + 1) % len(cycle)] for cycle in _CYCLES if k in cycle) for k in range(COUNT)]


def sample_ids(count: int, rand) -> torch.Tensor:
    """Background ids: 35 % plain, 20 % gradients, 45 % scenes; ``rand(n)`` draws from [0, 1)."""
    kind, draw = rand(count), rand(count)
    plain, graded = (draw * PLAIN).long(), PLAIN + (draw * GRADED).long()
    return torch.where(kind < 0.35, plain, torch.where(kind < 0.55, graded, PLAIN + GRADED + (draw * SCENIC).long()))


def own_light(ids: torch.Tensor) -> torch.Tensor:
    """Scenes that are at night or at sunset by themselves, or where neither can be told."""
    return (ids == _NIGHT) | (ids == scene("sunset")) | (ids == scene("underwater"))


def outdoors(ids: torch.Tensor) -> torch.Tensor:
    """Scenes in which it can rain."""
    return torch.isin(ids, torch.tensor(_OUTDOORS, device=ids.device))


def outdoor_ids(numbers: torch.Tensor, device) -> torch.Tensor:
    """The ids of outdoor scenes by number."""
    return torch.tensor(_OUTDOORS, device=device)[numbers]


def next_like(ids: torch.Tensor) -> torch.Tensor:
    """Another background of the same kind."""
    return torch.tensor(_NEXT, device=ids.device)[ids]


def suited(ids: torch.Tensor, style: torch.Tensor, chance: torch.Tensor) -> torch.Tensor:
    """The backgrounds where they can be seen in the style, else one that can."""
    among = lambda table: torch.tensor(table, device=ids.device)[(chance * len(table)).long()]
    scenic = ids >= PLAIN + GRADED
    ids = torch.where((style == styles.SILHOUETTE) & ((ids < PLAIN + GRADED) & torch.isin(ids, torch.tensor(_DARK, device=ids.device))
                                                      | (ids == _NIGHT) | (ids == PLAIN + 7) | (ids == PLAIN + 5)),
                      among(_LIGHT), ids)
    ids = torch.where((style == styles.PENCIL) & ~scenic, _WHITE, ids)
    grey = (style == styles.GREY) | (style == styles.SEPIA)
    ids = torch.where(grey & ~scenic, among(_COLOURLESS[:2]), ids)
    ids = torch.where((style == styles.PENCIL) & (own_light(ids)), _WHITE, ids)
    ids = torch.where(style == styles.NEON, _BLACK, ids)
    return torch.where(style == styles.BLUEPRINT, _BLUE, ids)


def draw(ids: torch.Tensor, size: int, generator: torch.Generator) -> torch.Tensor:
    """Pictures [N,3,size,size] in [0, 1]. Details lie on a grid that does not depend on ``size``."""
    count, device = len(ids), ids.device
    colours = torch.tensor(list(COLOURS.values()), device=device)
    gradients, scenes = torch.tensor(GRADIENTS, device=device), torch.tensor(list(SCENES.values()), device=device)
    jitter = (torch.rand(count, 3, generator=generator, device=device) - 0.5) * 0.06
    y = torch.linspace(0, 1, size, device=device).view(1, 1, size, 1)
    top, bottom = torch.zeros(count, 3, device=device), torch.zeros(count, 3, device=device)
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
    count, device = len(rows), rows.device
    horizon = (rows[:, 12] + (torch.rand(count, generator=generator, device=device) - 0.5) * 0.1).view(count, 1, 1, 1)
    band = [rows[:, k:k + 3].view(count, 3, 1, 1) for k in (0, 3, 6, 9)]
    above = (y / horizon).clamp(0, 1)
    below = ((y - horizon) / (1 - horizon).abs().clamp(min=0.05)).clamp(0, 1)
    ground = ((y - horizon) * 64 / 1.5 + 0.5).clamp(0, 1)
    sky = band[0] * (1 - above) + band[1] * above
    image = (sky * (1 - ground) + (band[2] * (1 - below) + band[3] * below) * ground).repeat(1, 1, 1, size)
    texture = torch.randn(count, 1, 8, 8, generator=generator, device=device)
    image = image + F.interpolate(texture, size=(size, size), mode="bilinear") * 0.03 * ground
    for scene_id, detail in ((_SKY, _clouds), (_NIGHT, _stars), (_ROAD, _lane), (_SEABED, _bubbles)):
        some = ids == scene_id
        if some.any():
            image[some] = detail(image[some], size, generator)
    return image


def _clouds(image, size, generator):
    noise = torch.randn(len(image), 1, 5, 4, generator=generator, device=image.device)
    return image + (F.interpolate(noise, size=(size, size), mode="bicubic") - 0.4).clamp(0, 0.8) * 0.45


def _dots(image, side, share, generator):
    """Random brightness in that share of a grid's cells."""
    shape = (len(image), 1, side, side)
    rand = lambda: torch.rand(shape, generator=generator, device=image.device)
    light = (rand() > 1 - share) * rand()
    return light if side == image.shape[-1] else F.interpolate(light, size=image.shape[2:], mode="bilinear")


def _stars(image, size, generator):
    return image + _dots(image, 64, 0.006, generator) * 0.9


def _bubbles(image, size, generator):
    return image + _dots(image, 24, 0.03, generator) * 0.45


def _lane(image, size, generator):
    """White dashes along a road that runs into the distance."""
    x = (torch.linspace(-1, 1, size, device=image.device)).view(1, 1, 1, size)
    y = torch.linspace(0, 1, size, device=image.device).view(1, 1, size, 1)
    near = ((y - 0.68) / 0.32).clamp(0, 1)
    shift = torch.rand(len(image), 1, 1, 1, generator=generator, device=image.device)
    dash = (x.abs() < 0.015 + 0.05 * near) & (y > 0.7) & (((near.sqrt() * 3 + shift) % 1) < 0.6)
    return torch.where(dash, 0.92, image)

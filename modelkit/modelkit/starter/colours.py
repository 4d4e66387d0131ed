"""Names of colours: what a drawing mostly is, and what it becomes when its hues are turned."""

import math

import torch

#: Colour words that a thing can have, in the order of their ids.
NAMES = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "white", "grey", "black")
NONE = -1
_RED, _ORANGE, _YELLOW, _GREEN, _BLUE, _PURPLE, _PINK, _BROWN, _WHITE, _GREY, _BLACK = range(len(NAMES))
#: Upper ends of the hues of red, orange, yellow, green, blue, purple, pink and red again, in degrees.
_ENDS = ((14, _RED), (42, _ORANGE), (68, _YELLOW), (165, _GREEN), (255, _BLUE), (295, _PURPLE), (338, _PINK), (361, _RED))


def hsv(rgb: torch.Tensor) -> torch.Tensor:
    """[…,3] in [0, 1] to hue in degrees, saturation and value."""
    high, low = rgb.amax(-1), rgb.amin(-1)
    span = (high - low).clamp(min=1e-6)
    red, green, blue = rgb.unbind(-1)
    hue = torch.where(high == red, ((green - blue) / span) % 6,
                      torch.where(high == green, (blue - red) / span + 2, (red - green) / span + 4)) * 60
    return torch.stack([hue, (high - low) / high.clamp(min=1e-6), high], -1)


def name_ids(rgb: torch.Tensor) -> torch.Tensor:
    """The colour word of each colour [N,3], int64 [N]."""
    hue, saturation, value = hsv(rgb).unbind(-1)
    names = torch.full(hue.shape, _RED, dtype=torch.int64, device=rgb.device)
    for end, name in reversed(_ENDS):
        names = torch.where(hue < end, name, names)
    warm = (hue < 45) | (hue > 340)
    pale = ((hue > 300) | (hue < 14)) & (saturation < 0.6) & (value > 0.8)
    names = torch.where(pale, _PINK, names)
    names = torch.where(warm & (hue < 45) & (value < 0.66) & (saturation > 0.25) & (hue > 8), _BROWN, names)
    dull = (saturation < 0.16) | (value < 0.2)
    grey = torch.where(value > 0.86, _WHITE, torch.where(value > 0.33, _GREY, _BLACK))
    return torch.where(dull, grey, names)


def dominant(cell: torch.Tensor) -> tuple[torch.Tensor, float]:
    """The mean of a drawing's most common colour word, and its share of the drawing; uint8 RGBA [4,S,S]."""
    pixels = cell.flatten(1).T.float() / 255
    pixels = pixels[pixels[:, 3] > 0.5]
    rgb = (pixels[:, :3] / pixels[:, 3:]).clamp(0, 1)
    ids = name_ids(rgb)
    counts = torch.bincount(ids, minlength=len(NAMES))
    most = int(counts.argmax())
    return rgb[ids == most].mean(0), counts[most].item() / len(ids)


def turn(angle: torch.Tensor) -> torch.Tensor:
    """Matrices [N,3,3] that turn the hue by these angles (radians) around the grey axis."""
    cos, sin = torch.cos(angle)[:, None, None], torch.sin(angle)[:, None, None]
    eye = torch.eye(3, device=angle.device)
    cross = torch.tensor([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]], device=angle.device) / math.sqrt(3)
    return cos * eye + sin * cross + (1 - cos) / 3

"""Styles computed on finished pictures: tensor operations on any device, with lengths relative to the picture's side."""

import math

import torch
import torch.nn.functional as F

#: Computed styles in the order of their ids; 0 leaves the picture as it is.
NAMES = ("", "pencil sketch", "pixel art", "silhouette", "watercolour", "neon", "blueprint", "black and white", "sepia", "sticker",
         "comic")
PLAIN, PENCIL, PIXEL, SILHOUETTE, WATERCOLOUR, NEON, BLUEPRINT, GREY, SEPIA, STICKER, COMIC = range(len(NAMES))


def apply(image: torch.Tensor, alpha: torch.Tensor, ground: torch.Tensor, ids: torch.Tensor,
          generator: torch.Generator) -> torch.Tensor:
    """Pictures [N,3,S,S] in [0, 1] in their styles; ``alpha`` [N,1,S,S] is that of the things, ``ground`` is behind."""
    for style, draw in _DRAW.items():
        rows = (ids == style).nonzero()[:, 0]
        if len(rows):
            image[rows] = draw(image[rows], alpha[rows], ground[rows], generator).clamp(0, 1)
    return image


def _unit(image) -> int:
    """One 64th of the picture."""
    return max(1, image.shape[-1] // 64)


def _grey(image):
    return (image * image.new_tensor([0.3, 0.59, 0.11]).view(1, 3, 1, 1)).sum(1, keepdim=True)


def _blur(image, radius):
    reach = int(radius * _unit(image))
    padded = F.pad(image, (reach,) * 4, mode="replicate")
    return F.avg_pool2d(padded, 2 * reach + 1, stride=1)


def _edges(image):
    """Strength [N,1,S,S] of changes from one unit to the next, by the channel that changes most."""
    step = _unit(image)
    padded = F.pad(image, (0, step, 0, step), mode="replicate")
    right = padded[..., :-step, step:] - padded[..., :-step, :-step]
    down = padded[..., step:, :-step] - padded[..., :-step, :-step]
    return (right ** 2 + down ** 2).amax(1, keepdim=True).sqrt()


def _coordinates(image):
    line = torch.linspace(0, 1, image.shape[-1], device=image.device)
    return line.view(1, 1, 1, -1), line.view(1, 1, -1, 1)


def _noise(image, side, generator, mode="bicubic"):
    field = torch.randn(len(image), 1, side, side, generator=generator, device=image.device)
    return F.interpolate(field, size=image.shape[2:], mode=mode, align_corners=False)


def _pencil(image, alpha, ground, generator):
    grey = _grey(image)
    lines = (grey / (_blur(grey, 2) + 0.03)).clamp(0, 1) ** 2
    outline = (1 - 2.2 * _edges(image)).clamp(0.15, 1)
    x, y = _coordinates(image)
    hatch = (torch.sin((x + y) * 2 * math.pi * 15) * 0.5 + 0.5) * (1 - grey) * (0.25 + 0.35 * alpha)
    paper = 0.97 + _noise(image, 32, generator, "bilinear") * 0.012
    return (paper * torch.minimum(lines, outline) - hatch).clamp(0.12, 1).expand(-1, 3, -1, -1)


def _pixel(image, alpha, ground, generator):
    side = image.shape[-1]
    small = F.avg_pool2d(image, side // 32)
    small = ((small * 6).round() / 6 - 0.5) * 1.12 + 0.5
    return F.interpolate(small, size=(side, side), mode="nearest")


def _silhouette(image, alpha, ground, generator):
    return ground * (1 - alpha) + 0.03 * alpha


def _watercolour(image, alpha, ground, generator):
    count, side = len(image), image.shape[-1]
    shift = torch.randn(count, 2, 9, 9, generator=generator, device=image.device) * 0.035
    shift = F.interpolate(shift, size=(side, side), mode="bicubic", align_corners=False).permute(0, 2, 3, 1)
    still = F.affine_grid(torch.eye(2, 3, device=image.device).expand(count, 2, 3), image.shape, align_corners=False)
    wet = F.grid_sample(torch.cat([image, alpha], 1), still + shift, padding_mode="border", align_corners=False)
    wash, shape = _blur(wet[:, :3], 1), wet[:, 3:]
    rim = (_blur(shape, 2) * (1 - _blur(shape, 2)) * 4).clamp(0, 1)
    blotch = 1 + _noise(image, 7, generator) * 0.07
    paint = (0.2 + 0.8 * wash) * blotch - 0.16 * rim * shape
    x, y = _coordinates(image)
    edge = torch.minimum(torch.minimum(x, 1 - x), torch.minimum(y, 1 - y)) * 7 + _noise(image, 9, generator) * 0.35
    cover = (edge.clamp(0, 1) * (0.62 + 0.38 * shape)).clamp(0, 1)
    paper = 0.975 + _noise(image, 48, generator, "bilinear") * 0.012
    return paint * cover + paper * (1 - cover)


def _neon(image, alpha, ground, generator):
    thing = image * alpha
    line = (_edges(thing) * 1.5 + _edges(alpha) * 0.8).clamp(0, 1)
    high, low = thing.amax(1, keepdim=True), thing.amin(1, keepdim=True)
    colour = _blur((thing - low * 0.85) / (high - low * 0.85 + 0.05), 1)
    colour = colour / (colour.amax(1, keepdim=True) + 1e-3)
    dull = (1 - 2 * (high - low)).clamp(0, 1)
    colour = colour * (1 - dull) + image.new_tensor([0.25, 0.9, 1.0]).view(1, 3, 1, 1) * dull
    glow = line * colour
    return image.new_tensor([0.03, 0.02, 0.07]).view(1, 3, 1, 1) + glow * 1.2 + _blur(glow, 3) * 0.9 + line ** 3 * 0.25


def _blueprint(image, alpha, ground, generator):
    thing = image * alpha
    line = (_edges(thing) * 1.8 + _edges(alpha) * 0.7).clamp(0, 1)
    x, y = _coordinates(image)
    width = 0.9 / 64
    grid = (((x * 8) % 1 < width * 8) | ((y * 8) % 1 < width * 8)).float() * 0.13
    paper = image.new_tensor([0.07, 0.24, 0.56]).view(1, 3, 1, 1)
    white = torch.maximum(line * 0.95, grid.expand_as(line))
    return paper * (1 - white) + white * image.new_tensor([0.9, 0.96, 1.0]).view(1, 3, 1, 1)


def _black_and_white(image, alpha, ground, generator):
    return ((_grey(image) - 0.5) * 1.15 + 0.5).expand(-1, 3, -1, -1)


def _sepia(image, alpha, ground, generator):
    x, y = _coordinates(image)
    corner = 1 - 0.55 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)
    grey = ((_grey(image) - 0.5) * 1.3 + 0.58).clamp(0.06, 1) * corner
    return grey * image.new_tensor([1.07, 0.86, 0.62]).view(1, 3, 1, 1)


def _sticker(image, alpha, ground, generator):
    unit = _unit(image)
    border = _blur(F.max_pool2d(alpha, 4 * unit + 1, stride=1, padding=2 * unit), 0.5 if unit > 1 else 0)
    shadow = _blur(F.pad(border, (unit, -unit, 2 * unit, -2 * unit)), 1) * 0.35
    base = ground * (1 - shadow)
    base = base * (1 - border) + border * 0.99
    return base * (1 - alpha) + (image - ground * (1 - alpha))


def _comic(image, alpha, ground, generator):
    unit = _unit(image)
    bold = (((image * 4).round() / 4 - 0.5) * 1.2 + 0.5).clamp(0, 1)
    x, y = _coordinates(image)
    dots = (torch.sin(x * 2 * math.pi * 16) * torch.sin(y * 2 * math.pi * 16) > 0.25).float()
    shade = (1 - _grey(image)) * 0.35
    behind = bold * (1 - dots * shade * (1 - alpha))
    rim = F.max_pool2d(alpha, 2 * unit + 1, stride=1, padding=unit) - (-F.max_pool2d(-alpha, 2 * unit + 1, 1, unit))
    ink = torch.maximum(rim, (_edges(image * alpha) * 1.6 - 0.25).clamp(0, 1))
    return behind * (1 - ink.clamp(0, 1) * 0.95)


_DRAW = {PENCIL: _pencil, PIXEL: _pixel, SILHOUETTE: _silhouette, WATERCOLOUR: _watercolour, NEON: _neon,
         BLUEPRINT: _blueprint, GREY: _black_and_white, SEPIA: _sepia, STICKER: _sticker, COMIC: _comic}

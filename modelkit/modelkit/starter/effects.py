"""Light and weather computed on finished pictures: tensor operations on any device."""

import torch
import torch.nn.functional as F

from .scenes import FOG, NIGHT, RAIN, SNOW, SUNSET


def light(image: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
    """Pictures [N,3,S,S] in [0, 1] as they look at night or at sunset."""
    night, sunset = ids == NIGHT, ids == SUNSET
    if night.any():
        tint = image.new_tensor([0.32, 0.38, 0.62]).view(1, 3, 1, 1)
        image[night] = image[night] * tint + image.new_tensor([0.0, 0.01, 0.05]).view(1, 3, 1, 1)
    if sunset.any():
        y = torch.linspace(0, 1, image.shape[2], device=image.device).view(1, 1, -1, 1)
        tint = image.new_tensor([1.0, 0.72, 0.52]).view(1, 3, 1, 1)
        glow = image.new_tensor([0.22, 0.08, 0.0]).view(1, 3, 1, 1)
        image[sunset] = (image[sunset] * tint + glow * (0.4 + 0.6 * y)).clamp(0, 1)
    return image


def weather(image: torch.Tensor, ids: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Falling snow, rain or fog over pictures [N,3,S,S] in [0, 1]. Flakes lie on a grid that does not depend on S."""
    for kind, draw in ((SNOW, _snow), (RAIN, _rain), (FOG, _fog)):
        rows = (ids == kind).nonzero()[:, 0]
        if len(rows):
            image[rows] = draw(image[rows], generator)
    return image


def _noise(image, height, width, generator, normal=False):
    draw = torch.randn if normal else torch.rand
    return draw(len(image), 1, height, width, generator=generator, device=image.device)


def _spread(field, image):
    return F.interpolate(field, size=image.shape[2:], mode="bilinear", align_corners=False)


def _snow(image, generator):
    near = (_noise(image, 22, 22, generator) > 0.93).float()
    far = (_noise(image, 44, 44, generator) > 0.95).float() * 0.85
    flakes = (1.5 * torch.maximum(_spread(near, image), _spread(far, image))).clamp(0, 0.95)
    return (image * 0.9 + 0.06) * (1 - flakes) + flakes


def _rain(image, generator):
    streaks = (_noise(image, 9, 64, generator) > 0.93).float()
    grey = image.mean(1, keepdim=True)
    wet = (image * 0.6 + grey * 0.4) * 0.72
    drops = _spread(streaks, image) * 0.55
    return wet * (1 - drops) + drops * image.new_tensor([0.78, 0.86, 0.95]).view(1, 3, 1, 1)


def _fog(image, generator):
    y = torch.linspace(0, 1, image.shape[2], device=image.device).view(1, 1, -1, 1)
    billows = _spread(_noise(image, 4, 4, generator, normal=True), image) * 0.1
    thick = (0.5 + 0.22 * y + billows).clamp(0.25, 0.8)
    return image * (1 - thick) + 0.84 * thick

"""Things in frames of their own: the square of a thing's cell, upright and filled, wherever in a picture it stands."""

import torch
import torch.nn.functional as F

from .scenes import Layout


def poses(layout: Layout, count: int) -> torch.Tensor:
    """Where the first things of each scene stand: [N,count,4], centre (x, y) in half picture widths, natural logarithm of the
    size, radians. What stands there for a thing that is not there means nothing."""
    some = slice(0, count)
    return torch.cat([layout.centre[:, some], layout.size[:, some, None].log(), layout.angle[:, some, None]], 2)


def placed(sprites: torch.Tensor, poses: torch.Tensor, side: int) -> torch.Tensor:
    """Sprites [N,C,S,S] at their poses [N,4] in pictures [N,C,side,side]; zero where there is nothing of them."""
    x, y, size, angle = poses[:, :, None].unbind(1)
    line = _line(side, poses.device)
    cos, sin = torch.cos(angle) / size.exp(), torch.sin(angle) / size.exp()
    at = _turned(line - x, line - y, cos, sin)
    return F.grid_sample(sprites, at, align_corners=False)


def taken(pictures: torch.Tensor, poses: torch.Tensor, side: int) -> torch.Tensor:
    """What pictures [N,C,S,S] show in the frames at these poses [N,4]: [N,C,side,side]; beyond a picture its edge."""
    x, y, size, angle = poses[:, :, None].unbind(1)
    line = _line(side, poses.device).expand(len(poses), side)
    cos, sin = torch.cos(angle) * size.exp(), torch.sin(angle) * size.exp()
    at = _turned(line, line, cos, -sin) + torch.cat([x, y], 1)[:, None, None]
    return F.grid_sample(pictures, at, align_corners=False, padding_mode="border")


def _turned(x: torch.Tensor, y: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """The places of all pairs of these x and y [N,side], turned: [N,side,side,2], rows from the top."""
    across = (cos * x)[:, None] + (sin * y)[:, :, None]
    down = (-sin * x)[:, None] + (cos * y)[:, :, None]
    return torch.stack([across, down], 3)


def _line(side: int, device: torch.device) -> torch.Tensor:
    """Centres of a row's pixels, in half widths. A row only: what a graph holds of a whole grid would be stored in bytes."""
    return (torch.arange(side, device=device) * 2 + 1) / side - 1

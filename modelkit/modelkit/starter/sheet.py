"""Pictures and contact sheets as files."""

from pathlib import Path

import torch
import torch.nn.functional as F
from PIL import Image


def image(picture: torch.Tensor) -> Image.Image:
    """A picture [3,H,W] in [-1, 1]."""
    return Image.fromarray(_bytes(picture).permute(1, 2, 0).cpu().numpy())


def _bytes(pictures):
    return ((pictures.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)


def save_sheet(pictures: torch.Tensor, path: Path, columns: int) -> None:
    """Write pictures [N,3,S,S] in [-1, 1] as one PNG, row by row."""
    pixels = F.pad(_bytes(pictures), (1, 1, 1, 1), value=255)
    missing = -len(pixels) % columns
    pixels = torch.cat([pixels, pixels.new_full((missing, *pixels.shape[1:]), 255)])
    rows = [torch.cat(list(pixels[k:k + columns]), 2) for k in range(0, len(pixels), columns)]
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(torch.cat(rows, 1).permute(1, 2, 0).cpu().numpy()).save(path)

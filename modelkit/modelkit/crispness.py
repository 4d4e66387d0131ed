"""How crisp pictures are: how many pixels their edges take from 10 % to 90 % of their step, and how many edges overshoot.

    python -m modelkit.crispness PICTURE…
    python -m modelkit.crispness --pack ../assets/packs/starter --list ../docs/judging.md --rows 40

A line a picture and one for all edges together: quartiles and worst tenth of the widths in pixels, the share of edges that
overshoot, and how many edges were measured. Compare pictures of the same size only. The second form draws the first rows of
a list with a pack and also says how far each picture, shrunk, is from what the decoder drew (root mean square of 0 … 1): an
upsampler may make edges crisp, but no other picture.

An edge is a ridge of the gradient of the grey picture (blurred by 1 px), followed along its normal for as long as the
picture (not blurred) goes on rising; its step is at least 0.12 of the range. At most 4,000 a picture are measured, drawn
evenly. An edge overshoots where, beyond its end, the picture comes back by more than 5 % of the step; where it comes back by
more than half of it, that is the other side of a line.
"""

import argparse
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from . import judge

#: How far an edge is followed to each side, pixels; profiles have a value every half pixel.
_REACH = 48
_MIDDLE = 2 * _REACH
#: Least step, and least slope of a ridge, both of the range 0 … 1.
_STEP, _SLOPE = 0.12, 0.0015
#: A ridge is steeper than what lies this far along the normal, pixels.
_BESIDE = (-6, -4, -2, -1, 1, 2, 4, 6)
#: What a rise may fall back by, to the next value and the one after it, and still be one rise.
_NEXT, _AFTER = 0.004, 0.002
_MOST = 4000
#: An overshoot comes back by more than the first and less than the second share of the step, within twice the edge's width.
_OVERSHOOT, _LINE = 0.05, 0.5


class Edges(NamedTuple):
    """The edges of a picture: widths in pixels and overshoots as shares of the step, [N] each."""

    widths: torch.Tensor
    overshoots: torch.Tensor


def edges(rgb: torch.Tensor) -> Edges:
    """The edges of a picture [3,H,W] in 0 … 1, H and W at least 64."""
    grey = (rgb.double() * rgb.new_tensor([0.299, 0.587, 0.114], dtype=torch.float64)[:, None, None]).sum(0)
    slope, across, along = _gradient(grey)
    rows, columns = _ridges(slope, across, along)
    offsets = torch.arange(-_MIDDLE, _MIDDLE + 1) / 2
    normal = lambda field: field[rows, columns][:, None] * offsets
    return _measured(_values(grey, rows[:, None] + normal(along), columns[:, None] + normal(across)))


def _gradient(grey):
    """Size and direction (x, y) of the gradient of a picture [H,W], slightly blurred, by Sobel's kernels."""
    taps = torch.exp(-torch.arange(-4.0, 5.0) ** 2 / 2).double()
    taps = taps / taps.sum()
    smooth = F.pad(grey[None, None], (4, 4, 4, 4), mode="replicate")
    smooth = F.conv2d(F.conv2d(smooth, taps[None, None, None]), taps[None, None, :, None])
    smooth = F.pad(smooth, (1, 1, 1, 1), mode="replicate")
    rise, mean = grey.new_tensor([-1, 0, 1]), grey.new_tensor([1, 2, 1])
    x = F.conv2d(smooth, torch.outer(mean, rise)[None, None])[0, 0] / 8
    y = F.conv2d(smooth, torch.outer(rise, mean)[None, None])[0, 0] / 8
    size = torch.hypot(x, y)
    return size, x / (size + 1e-9), y / (size + 1e-9)


def _ridges(slope, across, along):
    """Rows and columns of the steepest places, at most four times as many as are measured, in random order."""
    rows, columns = (slope > _SLOPE).nonzero(as_tuple=True)
    margin = _REACH // 2
    inside = ((rows >= margin) & (rows < slope.shape[0] - margin) & (columns >= margin) & (columns < slope.shape[1] - margin))
    rows, columns = rows[inside], columns[inside]
    for distance in _BESIDE:
        beside = _values(slope, rows + distance * along[rows, columns], columns + distance * across[rows, columns])
        steepest = slope[rows, columns] >= beside - 1e-7
        rows, columns = rows[steepest], columns[steepest]
    some = torch.randperm(len(rows), generator=torch.Generator().manual_seed(0))[:4 * _MOST]
    return rows[some], columns[some]


def _values(field, rows, columns):
    """Values of a picture [H,W] between its pixels, bilinear; outside it the nearest."""
    height, width = field.shape
    rows, columns = rows.clamp(0, height - 1), columns.clamp(0, width - 1)
    top, left = rows.long().clamp(max=height - 2), columns.long().clamp(max=width - 2)
    down, right = rows - top, columns - left
    return ((field[top, left] * (1 - right) + field[top, left + 1] * right) * (1 - down)
            + (field[top + 1, left] * (1 - right) + field[top + 1, left + 1] * right) * down)


def _measured(profiles):
    """The edges in profiles [N,4 * REACH + 1] that rise in their middles."""
    high = _MIDDLE + _follows(profiles[:, _MIDDLE:])
    # seen from the other side and upside down, the lower half rises too
    low = _MIDDLE - _follows(-profiles[:, :_MIDDLE + 1].flip(1))
    least, most = (profiles.gather(1, end[:, None]) for end in (low, high))
    steep = ((most - least)[:, 0] >= _STEP).nonzero()[:_MOST, 0]
    profiles, low, high, least, most = (values[steep] for values in (profiles, low, high, least, most))
    place = torch.arange(profiles.shape[1])
    # what lies outside of the rise is level, so that it never falls
    rise = torch.where(place < low[:, None], least, torch.where(place > high[:, None], most, profiles)).cummax(1).values
    width = _crossing(rise, least + 0.9 * (most - least)) - _crossing(rise, least + 0.1 * (most - least))
    beyond = 2 * torch.ceil(2 * width).long().clamp(min=2)
    above = (most[:, 0] - _lowest(profiles, high, beyond)).clamp(min=0)
    below = (-least[:, 0] - _lowest(-profiles.flip(1), profiles.shape[1] - 1 - low, beyond)).clamp(min=0)
    step = (most - least)[:, 0]
    above, below = (torch.where(back > _LINE * step, 0, back) for back in (above, below))
    return Edges(width, torch.maximum(above, below) / (step - above - below))


def _follows(profiles):
    """For how many values each profile rises from its start, small falls aside."""
    last = profiles.shape[1] - 1
    after = torch.cat([profiles[:, 2:], profiles[:, -1:]], 1)
    rising = (profiles[:, 1:] >= profiles[:, :last] - _NEXT) & (after >= profiles[:, :last] - _AFTER)
    return rising.long().cumprod(1).sum(1)


def _crossing(rise, level):
    """Where rising profiles reach a level [N,1], pixels."""
    after = (rise < level).sum(1, keepdim=True).clamp(1, rise.shape[1] - 1)
    low, high = rise.gather(1, after - 1), rise.gather(1, after)
    return ((after - 1 + (level - low) / (high - low).clamp(min=1e-9)) / 2)[:, 0]


def _lowest(profiles, start, count):
    """The lowest value from ``start`` on, as far as ``count`` values."""
    place = torch.arange(profiles.shape[1])
    near = (place >= start[:, None]) & (place <= (start + count)[:, None])
    return torch.where(near, profiles, torch.inf).amin(1)


def summary(found: Edges) -> str:
    """One line of the table."""
    if not len(found.widths):
        return f"{'no edges':>49}"
    quartiles = np.percentile(found.widths.numpy(), [25, 50, 75, 90])
    overshooting = (found.overshoots > _OVERSHOOT).double().mean().item()
    return "".join(f"{value:8.1f}" for value in quartiles) + f"{overshooting:10.1%}{len(found.widths):7d}"


def changed(large: torch.Tensor, small: torch.Tensor) -> float:
    """Root mean square difference of a picture [3,S,S] in 0 … 1, shrunk by mean values, from a smaller one [3,s,s]."""
    return (F.avg_pool2d(large[None], large.shape[-1] // small.shape[-1])[0] - small).square().mean().sqrt().item()


@torch.no_grad()
def _drawn(pack: Path, configs: Path, rows: list):
    """Of each row of a list its prompt, its picture and the decoder's, [3,.,.] in 0 … 1."""
    from .reference.cascade import Cascade

    cascade = Cascade(pack, configs)
    for row in rows:
        first, *_, last = (((picture[0] + 1) / 2).clamp(0, 1) for picture in cascade.drawn(row.prompt, row.seed, "diffusion"))
        yield row.prompt, last, first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", type=Path, nargs="*")
    parser.add_argument("--pack", type=Path, help="a pack folder to draw with")
    parser.add_argument("--configs", type=Path, default=Path("configs/starter"), help="which shapes its networks have")
    parser.add_argument("--list", type=Path, default=Path("../docs/judging.md"), help="prompts and seeds (modelkit.judge)")
    parser.add_argument("--rows", type=int, default=40)
    arguments = parser.parse_args()
    if bool(arguments.pictures) == bool(arguments.pack):
        parser.error("either pictures or --pack")
    print(f"{'':40}    25 %  median    75 %    90 % overshoot  edges{'  shrunk' if arguments.pack else ''}")
    every, differences = [], []
    if arguments.pack:
        rows = judge.read_list(arguments.list)[:arguments.rows]
        for prompt, large, small in _drawn(arguments.pack, arguments.configs, rows):
            every.append(edges(large))
            differences.append(changed(large, small))
            print(f"{prompt[:39]:40}{summary(every[-1])}{differences[-1]:8.3f}", flush=True)
    for path in arguments.pictures:
        pixels = np.asarray(Image.open(path).convert("RGB"), np.float64) / 255
        every.append(edges(torch.from_numpy(pixels).permute(2, 0, 1)))
        print(f"{path.name[:39]:40}{summary(every[-1])}", flush=True)
    whole = f"{np.sqrt(np.mean(np.square(differences))):8.3f}" if differences else ""
    print(f"{'all':40}{summary(Edges(*map(torch.cat, zip(*every))))}{whole}")


if __name__ == "__main__":
    main()

"""Composes training pictures: one or two sprites on a background, with everything a caption may say about them.

A picture is drawn from a ``Layout`` (plain tensors), so the same scene can be rendered at 64, 256 or 1024 pixels.
Nothing is mirrored: lopsided things must keep their direction.
"""

from dataclasses import dataclass, fields

import torch
import torch.nn.functional as F

from . import grounds

NOTHING = -1
#: Places of a single thing as captions name them.
MIDDLE, LEFT, RIGHT, TOP, BOTTOM = range(5)
_OFFSETS = torch.tensor([(0.0, 0.0), (-0.42, 0.0), (0.42, 0.0), (0.0, -0.42), (0.0, 0.42)])


@dataclass
class Layout:
    """N scenes. Lengths are in half picture widths, the centre is (0, 0), x right, y down."""

    things: torch.Tensor    #: int64 [N,2] concept ids; the second is NOTHING for a single thing, else left and right
    ground: torch.Tensor    #: int64 [N] background ids
    place: torch.Tensor     #: int64 [N] MIDDLE … BOTTOM, of a single thing
    size: torch.Tensor      #: float [N,2] side of the sprite's cell over the picture's side
    centre: torch.Tensor    #: float [N,2,2] (x, y)
    angle: torch.Tensor     #: float [N,2] radians

    def __len__(self) -> int:
        return len(self.ground)

    def rows(self, index) -> "Layout":
        """The scenes at these indices."""
        return Layout(*(getattr(self, field.name)[index] for field in fields(self)))

    @staticmethod
    def join(parts: "list[Layout]") -> "Layout":
        """All scenes of several layouts."""
        return Layout(*(torch.cat([getattr(part, field.name) for part in parts]) for field in fields(Layout)))


class Composer:
    """Draws scenes from an atlas (``sprites.load``) on the CPU.

    ``pairs`` is the share of pictures with two things side by side, ``aside`` that of single things off the middle.
    """

    def __init__(self, atlas: dict[str, torch.Tensor], pairs: float = 0.12, aside: float = 0.22):
        self.atlas = atlas
        self.count = len(atlas["cell128"])
        self.pairs, self.aside = pairs, aside
        self._small = atlas["cell128"].float() / 255

    def layouts(self, count: int, generator: torch.Generator, things: torch.Tensor | None = None) -> Layout:
        """Random scenes; ``things`` fixes the (left) thing of each."""
        rand = lambda *shape: torch.rand(*shape, generator=generator)
        if things is None:
            # every concept equally often: whole shuffled rounds of the list
            rounds = -(-count // self.count)
            things = torch.cat([torch.randperm(self.count, generator=generator) for _ in range(rounds)])[:count]
        other = (things + 1 + (rand(count) * (self.count - 1)).long()) % self.count
        pair = rand(count) < self.pairs
        aside = (rand(count) < self.aside) & ~pair
        place = torch.where(aside, 1 + (rand(count) * 4).long(), 0)
        size = torch.where(aside, 0.45 + 0.15 * rand(count), 0.55 + 0.4 * rand(count))
        jitter = rand(count, 2) * 2 - 1
        centre = torch.where(aside[:, None], _OFFSETS[place] + jitter * 0.05, jitter * (1 - size)[:, None] * 0.45)
        both = 0.42 + 0.1 * rand(count, 2)
        sides = torch.tensor([(-0.46, 0.0), (0.46, 0.0)]) + (rand(count, 2, 2) - 0.5) * 0.1
        chosen = pair[:, None]
        return Layout(
            things=torch.stack([things, torch.where(pair, other, NOTHING)], 1),
            ground=grounds.sample_ids(count, generator),
            place=place,
            size=torch.where(chosen, both, size[:, None].expand(-1, 2)),
            centre=torch.where(chosen[:, :, None], sides, centre[:, None].expand(-1, 2, -1)),
            angle=(rand(count, 2) * 2 - 1) * 0.15,
        )

    def render(self, layout: Layout, size: int, generator: torch.Generator,
               window: tuple[int, int, int] | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """Pictures [N,3,size,size] in [-1, 1] and the things' alpha [N,1,size,size].

        ``window`` (left, top, side) renders only that part of them.
        """
        left, top, side = window or (0, 0, size)
        image = grounds.draw(layout.ground, size, generator)[..., top:top + side, left:left + side].contiguous()
        alpha = torch.zeros(len(layout), 1, side, side)
        for k in (0, 1):
            rows = (layout.things[:, k] != NOTHING).nonzero()[:, 0]
            if len(rows) == 0:
                continue
            sprite = self._sprite(layout.things[rows, k], layout.size[rows, k], layout.centre[rows, k],
                                  layout.angle[rows, k], size, (left, top, side))
            image[rows] = sprite[:, :3] + image[rows] * (1 - sprite[:, 3:])
            alpha[rows] = sprite[:, 3:] + alpha[rows] * (1 - sprite[:, 3:])
        return image * 2 - 1, alpha

    def _sprite(self, things, size, centre, angle, pixels, window):
        left, top, side = window
        if pixels <= 64:
            cells, over = self._small[things], 2
        else:
            name = "cell256" if pixels <= 256 else "vector1024"
            cells, over = self.atlas[name][things].float() / 255, 1
        cos, sin = torch.cos(angle) / size, torch.sin(angle) / size
        matrix = torch.stack([
            torch.stack([cos, sin, -(cos * centre[:, 0] + sin * centre[:, 1])], 1),
            torch.stack([-sin, cos, sin * centre[:, 0] - cos * centre[:, 1]], 1),
        ], 1)
        offset = torch.tensor([(2 * left + side) / pixels - 1, (2 * top + side) / pixels - 1])
        matrix[:, :, 2] += matrix[:, :, :2] @ offset
        matrix[:, :, :2] *= side / pixels
        grid = F.affine_grid(matrix, (len(things), 4, side * over, side * over), align_corners=False)
        drawn = F.grid_sample(cells, grid, align_corners=False)
        return F.avg_pool2d(drawn, over) if over > 1 else drawn

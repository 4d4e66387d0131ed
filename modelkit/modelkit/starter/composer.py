"""Composes training pictures: one to three sprites on a background, with everything a caption may say about them.

A picture is drawn from a ``Layout`` (plain tensors), so the same scene can be rendered at 64, 256 or 1024 pixels.
Nothing is mirrored: lopsided things must keep their direction. Everything runs on PyTorch's default device.
"""

import copy
import dataclasses
import math

import torch
import torch.nn.functional as F

from . import colours, effects, grounds, held_out, styles
from .scenes import ABOVE, ALONE, BESIDE, DAY, FOG, NOTHING, ON, ROW, SNOW, UNCLEAR, Layout

_OFFSETS = ((0.0, 0.0), (-0.42, 0.0), (0.42, 0.0), (0.0, -0.42), (0.0, 0.42))
#: How often a drawing in another pose than the first is taken where only those are wanted, in case a concept has no other.
_SELDOM = 1e-6
#: Least share of a drawing that its most common colour must cover to be named, and to be turned into another.
_NAMED, _TURNED = 0.45, 0.5


@dataclasses.dataclass(frozen=True)
class Mixture:
    """Shares of the pictures that have this or that; ``turned`` is of those whose colour can be turned, ``posed`` of single
    things that have several poses: so many have another than the first. Such things come
    ``repeated`` times as often as others: there is more to learn of them."""

    pairs: float = 0.15
    rows: float = 0.02
    aside: float = 0.2
    styled: float = 0.25
    lit: float = 0.12
    weather: float = 0.12
    turned: float = 0.2
    posed: float = 0.25
    repeated: int = 1


class Pool:
    """The drawings that have a cell of one size, by concept. ``weight`` [drawings] is how often each is taken; only first poses
    stand for their set (``by_set``)."""

    def __init__(self, concept: torch.Tensor, kind: torch.Tensor, pose: torch.Tensor, which: torch.Tensor, weight: torch.Tensor):
        count = int(concept.max()) + 1
        owners = concept[which]
        self.order = which[owners.argsort(stable=True)]
        ordered, weight = concept[self.order], weight.double()[self.order]
        total = torch.zeros(count, dtype=weight.dtype, device=weight.device).index_add(0, ordered, weight)
        self.concepts = total.nonzero()[:, 0]
        # drawing k of a concept takes the stretch of [concept, concept + 1) that ends here
        self.ends = ordered + ((weight.cumsum(0) - (total.cumsum(0) - total)[ordered]) / total[ordered]).clamp(max=1)
        self.lasts = torch.bincount(ordered, minlength=count).cumsum(0) - 1
        self.by_set = torch.full((count, int(kind.max()) + 1), NOTHING, device=concept.device)
        usual = which[pose[which] == 0].flip(0)
        self.by_set[concept[usual], kind[usual]] = usual
        self.cell_of = torch.full((len(concept),), NOTHING, device=concept.device)
        self.cell_of[which] = torch.arange(len(which), device=concept.device)

    def draw(self, concepts: torch.Tensor, chance: torch.Tensor) -> torch.Tensor:
        """A drawing of each concept; ``chance`` is in [0, 1)."""
        found = torch.searchsorted(self.ends, concepts + chance.double(), right=True)
        return self.order[torch.minimum(found, self.lasts[concepts])]


class Composer:
    """Draws scenes from an atlas (``sprites.load``). ``groups`` gives the style of each set's drawings, ``shares`` how
    often they are taken where a thing has several (without: all alike)."""

    def __init__(self, atlas: dict[str, torch.Tensor], mixture: Mixture = Mixture(),
                 groups: list[int] | None = None, shares: tuple[float, ...] | None = None):
        self.device = torch.get_default_device()
        self.atlas = atlas = {name: tensor.to(self.device) for name, tensor in atlas.items()}
        self.mixture = mixture
        concept = atlas["concept"]
        self.count = int(concept.max()) + 1
        self._shares = self._shares_of_plain = shares or (1.0,) * (int(atlas["set"].max()) + 1)
        self.pools, self.plain, self.first_poses = self._pools()
        self._group = torch.tensor(groups, device=self.device)[atlas["set"]] if groups else torch.full_like(concept, UNCLEAR)
        self._hue = colours.hsv(atlas["tone"])[:, 0] / 180 * math.pi
        self._several = concept[atlas["pose"] > 0].unique()
        self._offsets = torch.tensor(_OFFSETS, device=self.device)
        self._reach = torch.cat([_reach(cells) for cells in atlas["cell128"].split(256)])

    def mixed(self, sets: list[float] | None = None, plain: list[float] | None = None, **shares: float) -> "Composer":
        """A composer of the same atlas with other shares: fields of ``Mixture``, ``sets`` for those of the sets, and
        ``plain`` for theirs where a thing is alone and in no computed style, so that captions can speak of the look of its
        drawing (without: ``sets``)."""
        other = copy.copy(self)
        other.mixture, other._shares = dataclasses.replace(self.mixture, **shares), sets or self._shares
        other._shares_of_plain = plain or sets or self._shares_of_plain
        other.pools, other.plain, other.first_poses = other._pools()
        return other

    def _pools(self) -> tuple[dict[str, Pool], dict[str, Pool], dict[str, Pool]]:
        """The drawings that have cells of each kind: in the shares of the sets and poses; in those of plain single things;
        and, as far as there are any of a concept, those in its first pose."""
        concept, kind, pose = self.atlas["concept"], self.atlas["set"], self.atlas["pose"]

        def shared(shares):
            return torch.tensor(shares, dtype=torch.float32, device=self.device)[kind]

        def posed(share):
            # of each concept the weight of first poses and of others, so that the others get their share of it
            weight = torch.zeros(2, self.count, device=self.device).index_put_(((pose > 0).long(), concept), share, accumulate=True)
            others = torch.where(weight.amin(0) > 0, weight[0] / weight[1] * self.mixture.posed / (1 - self.mixture.posed), 1.0)
            return share * torch.where(pose > 0, others[concept], 1.0)

        share = shared(self._shares)
        weights = posed(share), posed(shared(self._shares_of_plain)), share * torch.where(pose > 0, _SELDOM, 1.0)
        every = torch.arange(len(concept), device=self.device)
        kinds = {"cell128": every, "cell256": self.atlas["which256"], "vector1024": self.atlas["which1024"]}
        return tuple({cells: Pool(concept, kind, pose, which, weight) for cells, which in kinds.items()} for weight in weights)

    def layouts(self, count: int, generator: torch.Generator, things: torch.Tensor | None = None, size: int = 64,
                plain: bool = False) -> Layout:
        """Random scenes of drawings that are sharp at ``size``; ``things`` fixes the first of each, ``plain`` leaves
        styles, light and weather out."""
        rand = lambda *shape: torch.rand(*shape, generator=generator, device=self.device)
        pick = lambda count, among: (rand(count) * among).long().clamp(max=among - 1)
        pool, mix = self.pools[_cells(size)], self.mixture
        plains, firsts = self.plain[_cells(size)], self.first_poses[_cells(size)]
        known = len(pool.concepts)
        if known == 0:
            raise ValueError(f"this atlas has no drawings for pictures of {size} pixels; a shrunk one does for 64 only")
        if things is None:
            # every concept equally often: whole shuffled rounds of the list
            listed = torch.cat([pool.concepts, *[pool.concepts[torch.isin(pool.concepts, self._several)]] * (mix.repeated - 1)])
            rounds = -(-count // len(listed))
            places = torch.cat([torch.randperm(len(listed), generator=generator, device=self.device) for _ in range(rounds)])
            things = listed[places[:count]]
        first = torch.searchsorted(pool.concepts, things)
        # up to half way round the list in either direction, so that three are never two, and any two stand either way round
        half = max(1, (known - 1) // 2)
        step = pick(count, 2 * half) - half
        step = torch.where(step < 0, step, step + 1)
        things = torch.stack([things, pool.concepts[(first + step) % known], pool.concepts[(first + 2 * step) % known]], 1)
        share = rand(count)
        relation = torch.where(share < mix.pairs, BESIDE, torch.where(share < mix.pairs + mix.rows, ROW, ALONE))
        how = rand(count)
        relation = torch.where((relation == BESIDE) & (how < 0.5), torch.where(how < 0.25, ABOVE, ON), relation)
        if known < 3:
            relation = torch.full_like(relation, ALONE)
        relation = torch.where(held_out.pair(things[:, 0], things[:, 1]), ALONE, relation)
        things[:, 1] = torch.where(relation == ALONE, NOTHING, things[:, 1])
        things[:, 2] = torch.where(relation == ROW, things[:, 2], NOTHING)
        chance, alike, alone = rand(count, 3), rand(count) < 0.6, relation == ALONE
        # captions name the pose of single things only, so several have the one that their names mean
        drawings = torch.where(alone[:, None], self._choose(pool, things, chance, alike), self._choose(firsts, things, chance, alike))
        place = torch.where((rand(count) < mix.aside) & alone, 1 + pick(count, 4), 0)
        sizes, centre = self._arrange(relation, place, drawings, rand)
        turning, towards = rand(count), rand(count)
        style, light, sky, ground = self._surroundings(count, rand, pick, plain)
        seen = (alone & (style == styles.PLAIN))[:, None]
        drawings = torch.where(seen, self._choose(plains, things, chance, alike), drawings)
        group = self._group[drawings.clamp(min=0)]
        same = ((group == group[:, :1]) | (things == NOTHING)).all(1)
        tone, share = self.atlas["tone"][drawings[:, 0]], self.atlas["share"][drawings[:, 0]]
        turned = torch.where((turning < mix.turned) & (share > _TURNED), self._turn(drawings[:, 0], towards), 0.0)
        turned = torch.where(colours.hsv(tone)[:, 1] < 0.35, 0.0, turned)
        turned = torch.where(_colourless(style, light), 0.0, turned)
        colour = colours.name_ids(_turned(tone[:, :, None, None], turned)[:, :, 0, 0].clamp(0, 1))
        ground = held_out.replaced(things[:, 0], ground, style)
        return Layout(things=things, drawings=drawings, ground=ground, place=place, relation=relation, style=style,
                      light=light, weather=sky, group=torch.where(same, group[:, 0], UNCLEAR),
                      colour=torch.where((share > _NAMED) & ~_colourless(style, light), colour, UNCLEAR), turned=turned,
                      pose=torch.where(alone, self.atlas["pose"][drawings[:, 0]], UNCLEAR), size=sizes, centre=centre, angle=(rand(count, 3) * 2 - 1) * 0.15 * torch.where(alone, 1.0, 0.6)[:, None])

    def _choose(self, pool, things, chance, alike):
        """Drawings of the things, from one set where ``alike`` and possible."""
        drawings = torch.full_like(things, NOTHING)
        for k in range(things.shape[1]):
            there = things[:, k] != NOTHING
            known = things[:, k].clamp(min=0)
            known = torch.where(there, known, things[:, 0])
            drawing = pool.draw(known, chance[:, k])
            if k:
                twin = pool.by_set[known, self.atlas["set"][drawings[:, 0]]]
                drawing = torch.where(alike & (twin != NOTHING), twin, drawing)
            drawings[:, k] = torch.where(there, drawing, NOTHING)
        return drawings

    def _arrange(self, relation, place, drawings, rand):
        """Sizes [N,3] and centres [N,3,2]."""
        count = len(relation)
        jitter = rand(count, 3, 2) * 2 - 1
        aside = place != 0
        size = torch.where(aside, 0.45 + 0.15 * rand(count), 0.55 + 0.4 * rand(count))
        centre = torch.where(aside[:, None], self._offsets[place] + jitter[:, 0] * 0.05,
                             jitter[:, 0] * (1 - size)[:, None] * 0.45)
        sizes, centres = size[:, None].repeat(1, 3), centre[:, None].repeat(1, 3, 1)
        both, reach = 0.42 + 0.08 * rand(count, 3), self._reach[drawings.clamp(min=0)]
        for kind, offsets in ((BESIDE, ((-0.47, 0.0), (0.47, 0.0), (0.0, 0.0))), (ABOVE, ((0.0, -0.5), (0.0, 0.5), (0.0, 0.0))),
                              (ROW, ((-0.64, 0.0), (0.0, 0.0), (0.64, 0.0)))):
            rows = relation == kind
            centres[rows] = sizes.new_tensor(offsets) + jitter[rows] * sizes.new_tensor([0.05, 0.05 if kind == ABOVE else 0.12])
            sizes[rows] = both[rows] * (0.68 if kind == ROW else 1.0)
        rows = relation == ON
        low, high = both[rows, 1] + 0.05, both[rows, 0] - 0.02
        tall, base = reach[rows, 0, 1] * high, reach[rows, 1, 1] * low
        # the upper thing stands a little in the lower one; both together are in the middle
        span = tall + base - 0.04
        sizes[rows, 0], sizes[rows, 1] = high, low
        centres[rows, 0, 1], centres[rows, 1, 1] = tall - span, span - base
        centres[rows, :, 0] = jitter[rows, :, 0] * 0.06
        return sizes, centres

    def _turn(self, drawings, chance):
        """Angles that turn each drawing's hue to another of six."""
        target = (chance * 6).floor() / 6 * 2 * math.pi
        return target - self._hue[drawings]

    def _surroundings(self, count, rand, pick, plain):
        style = torch.where(rand(count) < self.mixture.styled, 1 + pick(count, len(styles.NAMES) - 1), styles.PLAIN)
        light = torch.where(rand(count) < self.mixture.lit, 1 + pick(count, 2), DAY)
        sky = torch.where(rand(count) < self.mixture.weather, 1 + pick(count, 3), 0)
        ground = grounds.sample_ids(count, rand)
        if plain:
            return style * 0, light * 0, sky * 0, ground
        styled = style != styles.PLAIN
        ground = grounds.suited(ground, style, rand(count))
        light = torch.where(styled | grounds.own_light(ground), DAY, light)
        sky = torch.where(styled | (light != DAY) & (sky == FOG), 0, sky)
        # weather is out of doors, and snow cannot be seen on white
        outside = grounds.outdoors(ground)
        other = grounds.outdoor_ids(pick(count, grounds.OUTDOORS), self.device)
        ground = torch.where((sky != 0) & ~outside, other, ground)
        sky = torch.where((sky == SNOW) & (ground == grounds.scene("desert")), 0, sky)
        light = torch.where(grounds.own_light(ground), DAY, light)
        return style, light, sky, ground

    def render(self, layout: Layout, size: int, generator: torch.Generator,
               window: tuple[int, int, int] | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """Pictures [N,3,size,size] in [-1, 1] and the things' alpha [N,1,size,size].

        ``window`` (left, top, side) renders only that part of them, without style, light and weather.
        """
        left, top, side = window or (0, 0, size)
        ground = grounds.draw(layout.ground, size, generator)[..., top:top + side, left:left + side].contiguous()
        image, alpha = ground.clone(), torch.zeros(len(layout), 1, side, side, device=self.device)
        for k in (2, 1, 0):
            rows = (layout.drawings[:, k] != NOTHING).nonzero()[:, 0]
            if len(rows) == 0:
                continue
            sprite = self._sprite(layout.drawings[rows, k], layout.size[rows, k], layout.centre[rows, k],
                                  layout.angle[rows, k], size, (left, top, side))
            colour, cover = sprite[:, :3], sprite[:, 3:]
            if k == 0:
                colour = _recoloured(colour, cover, layout.turned[rows])
            image[rows] = colour + image[rows] * (1 - cover)
            alpha[rows] = cover + alpha[rows] * (1 - cover)
        if window is None:
            image = effects.light(image, layout.light)
            image = effects.weather(image, layout.weather, generator)
            image = styles.apply(image, alpha, ground, layout.style, generator)
        return image * 2 - 1, alpha

    def upright(self, layout: Layout, k: int, side: int) -> torch.Tensor:
        """The things' number ``k`` as they are before they are put anywhere, without style and light: colours times cover,
        and cover, [N,4,side,side] in [0, 1]; nothing where there is none."""
        rows = (layout.drawings[:, k] != NOTHING).nonzero()[:, 0]
        cells = self.atlas["cell128"][self.pools["cell128"].cell_of[layout.drawings[rows, k]]]
        drawn = F.adaptive_avg_pool2d(cells.float() / 255, side)
        if k == 0:
            drawn = torch.cat([_recoloured(drawn[:, :3], drawn[:, 3:], layout.turned[rows]), drawn[:, 3:]], 1)
        return torch.zeros(len(layout), 4, side, side, device=self.device).index_copy_(0, rows, drawn)

    def _sprite(self, drawings, size, centre, angle, pixels, window):
        left, top, side = window
        name = _cells(pixels)
        over = 2 if name == "cell128" else 1
        cells = self.atlas[name][self.pools[name].cell_of[drawings]]
        cos, sin = torch.cos(angle) / size, torch.sin(angle) / size
        matrix = torch.stack([
            torch.stack([cos, sin, -(cos * centre[:, 0] + sin * centre[:, 1])], 1),
            torch.stack([-sin, cos, sin * centre[:, 0] - cos * centre[:, 1]], 1),
        ], 1)
        offset = torch.tensor([(2 * left + side) / pixels - 1, (2 * top + side) / pixels - 1], device=self.device)
        matrix[:, :, 2] += matrix[:, :, :2] @ offset
        matrix[:, :, :2] *= side / pixels
        grid = F.affine_grid(matrix, (len(drawings), 4, side * over, side * over), align_corners=False)
        drawn = F.grid_sample(cells.float() / 255, grid, align_corners=False)
        return F.avg_pool2d(drawn, over) if over > 1 else drawn


def _cells(size: int) -> str:
    """Which cells of the atlas are sharp enough for pictures of this size."""
    return "cell128" if size <= 64 else "cell256" if size <= 256 else "vector1024"


def _recoloured(colour, cover, turned):
    """Colours times cover, those of things that are turned in another hue."""
    some = turned != 0
    colour = colour.clone()
    colour[some] = torch.minimum(_turned(colour[some], turned[some]).clamp(min=0), cover[some])
    return colour


def _turned(colour, angle):
    return torch.einsum("nij,njyx->niyx", colours.turn(angle), colour)


def _colourless(style, light):
    """Where a thing's colour cannot be told."""
    kept = (style == styles.PLAIN) | (style == styles.PIXEL) | (style == styles.WATERCOLOUR) | (style == styles.STICKER)
    return ~kept | (light != DAY)


def _reach(cells):
    """Half width and half height [D,2] of what is drawn in each cell, over the cell's half side."""
    seen = cells[:, 3] > 64
    side = cells.shape[-1]
    across, along = seen.any(1).float().sum(1), seen.any(2).float().sum(1)
    return torch.stack([across, along], 1) / side

"""Trains the decoder's recall on embeddings of composed scenes and the scenes at its size."""

from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F

from . import frames, styles
from .examples import Fresh
from .optimiser import Optimiser
from .recall import Recall, build
from .scenes import ALONE, DAY, NOTHING
from .sheet import save_sheet
from .towers import Towers
from .trainer import Budget, prepared, seeded, train
from .workshop import Workshop

PLAIN = ("out", "beside", "pose")
#: What an error of a pose weighs: of its centre, of its size's logarithm, of its angle.
_POSE = (4.0, 4.0, 2.0, 4.0)
#: What an error of a sprite's cover weighs against one of its colours.
_COVER = 2.0


class Seen(NamedTuple):
    """Scenes as the recall is to see them."""

    pixels: torch.Tensor        #: [N,3,side,side] in [-1, 1]
    alpha: torch.Tensor         #: [N,1,side,side] of the things
    white: torch.Tensor         #: [N,E] whitened embeddings of the pictures
    poses: torch.Tensor         #: [N,sprites,4] of the first things
    there: torch.Tensor         #: bool [N,sprites] whether there are such
    told: torch.Tensor          #: bool [N,sprites] whether it is known how they look, or that there are none
    sprites: tuple[torch.Tensor, ...]  #: of each [N,4,S,S]: colours in [-1, 1] and cover in its own frame


class _Bank:
    """Small pictures with their embeddings, of which some are made anew for every step: a network as quick as this one sees
    each several times before it is replaced, and never so often that it learns it by heart. Nobody reads their captions, so
    none are written. A picture takes eight kilobytes at 32 pixels. A run that is gone on with begins with a bank as the run
    before it did."""

    def __init__(self, workshop: Workshop, towers: Towers, size: int, side: int, sprites: tuple[int, ...]):
        self.composer, self.towers, self.side = workshop.composer, towers, side
        byte = lambda *shape: torch.empty(size, *shape, dtype=torch.uint8)
        flags = lambda: torch.empty(size, len(sprites), dtype=torch.bool)
        self.all = Seen(byte(3, side, side), byte(1, side, side), torch.empty(size, towers.geometry.mean.numel(), dtype=torch.bfloat16),
                        torch.empty(size, len(sprites), 4), flags(), flags(), tuple(byte(4, own, own) for own in sprites))
        self.next = 0

    @torch.no_grad()
    def renew(self, count: int, generator: torch.Generator) -> None:
        """Compose so many in the place of the oldest."""
        for some in torch.arange(self.next, self.next + count).split(512):
            self._compose(some % len(self.all.white), generator)
        self.next = (self.next + count) % len(self.all.white)

    def _compose(self, rows, generator):
        layout = self.composer.layouts(len(rows), generator)
        picture, cover = self.composer.render(layout, 64, generator)
        whole, bank = torch.cat([(picture + 1) / 2, cover], 1), self.all
        small = _byte(_small(whole, self.side))
        bank.pixels[rows], bank.alpha[rows], bank.white[rows] = small[:, :3], small[:, 3:], self.towers.pictures(picture).bfloat16()
        count = len(bank.sprites)
        alone, poses = layout.relation == ALONE, frames.poses(layout, count)
        # of a thing by itself the picture says how it looks, by its style and light too; of several their drawings do
        shown = (layout.style == styles.PLAIN) & (layout.light == DAY)
        bank.poses[rows], bank.there[rows] = poses, layout.things[:, :count] != NOTHING
        bank.told[rows] = (alone | shown)[:, None]
        for k, own in enumerate(bank.sprites):
            side = own.shape[-1]
            drawn = self.composer.upright(layout, k, side)
            drawn = torch.cat([drawn[:, :3] / drawn[:, 3:].clamp(min=0.02), drawn[:, 3:]], 1)
            if k == 0:
                seen = _small(frames.taken(whole, poses[:, 0], 2 * side), side)
                drawn = torch.where(alone[:, None, None, None], seen, drawn)
            own[rows] = _byte(drawn)

    def __call__(self, count: int, generator: torch.Generator) -> Seen:
        """So many by chance."""
        return self.rows(torch.randint(len(self.all.white), (count,), generator=generator))

    def rows(self, rows: torch.Tensor) -> Seen:
        """These."""
        pixels, alpha, white, poses, there, told = (column[rows] for column in self.all[:6])
        sprites = (own[rows].float() / 255 for own in self.all.sprites)
        return Seen(pixels.float() / 127.5 - 1, alpha.float() / 255, white.float(), poses, there, told,
                    tuple(torch.cat([own[:, :3] * 2 - 1, own[:, 3:]], 1) for own in sprites))


def _small(values: torch.Tensor, side: int) -> torch.Tensor:
    return F.avg_pool2d(values, values.shape[-1] // side)


def _byte(values: torch.Tensor) -> torch.Tensor:
    return (values * 255).round().clamp(0, 255).to(torch.uint8)


def _of_frames(seen: Seen, sprites: list[torch.Tensor], poses: torch.Tensor) -> torch.Tensor:
    """How far things are from theirs in their own frames, and from where they stand."""
    error = ((poses - seen.poses) ** 2 * poses.new_tensor(_POSE) * seen.there[:, :, None]).mean()
    for k, (drawn, wanted) in enumerate(zip(sprites, seen.sprites)):
        cover = wanted[:, 3:]
        apart = (drawn[:, :3] - wanted[:, :3]) ** 2 * cover + (drawn[:, 3:] - cover) ** 2 * _COVER
        error = error + (apart * seen.told[:, k, None, None, None]).mean()
    return error


def loss(network: Recall, seen: Seen, white: torch.Tensor, weight: float) -> torch.Tensor:
    """Squared error of the pictures drawn from ``white``, ``weight`` more on things; with sprites, that of their frames too."""
    drawn, _, sprites, poses = network.parts(white.to(network.first.weight.dtype))
    error = ((drawn.float() - seen.pixels) ** 2 * (1 + weight * seen.alpha)).mean()
    return error + _of_frames(seen, sprites, poses) if sprites else error


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report has the error on things in scenes it has not seen, also by whether they are alone, beside that of their mean
    colour."""
    towers = Towers.open(workshop, folder.parent)
    network = prepared(build(config), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    batch, side = config["batch"], network.shape.side
    learned = workshop.mixed(config.get("mixture", {}))
    size = config.get("bank", batch)
    bank = _Bank(learned, towers, size, side, tuple(network.shape.sprites))
    bank.renew(size, seeded(config["seed"] * 7_000_003))

    def loss_of(generator, step):
        bank.renew(config.get("renewed", size), generator)
        seen = bank(batch, generator)
        strength = torch.rand(batch, 1, generator=generator) * config["embedding_noise"]
        noisy = seen.white + torch.randn(seen.white.shape, generator=generator) * strength
        return loss(network, seen, noisy, config["object_weight"])

    truth, cover, held, _, facts, _ = Fresh(learned, towers)(1024, seeded(config["seed"] + 1), 0)
    truth, cover, alone = _small(truth, side), _small(cover, side), facts[:, 1] < 0

    def report():
        drawn = network(held.to(network.first.weight.dtype))[0].float()
        save_sheet(torch.stack([truth[:36], drawn[:36]], 1).flatten(0, 1), folder / f"sheet_{optimiser.steps:06d}.png", 12)
        flat = (truth * cover).sum((2, 3), keepdim=True) / cover.sum((2, 3), keepdim=True)
        thing = lambda values, some: (((values - truth) ** 2 * cover)[some].sum() / cover[some].sum() / 3).item()
        return {"thing": thing(drawn, ...), "thing_alone": thing(drawn, alone), "thing_among_others": thing(drawn, ~alone),
                "thing_flat": thing(flat.expand_as(truth), ...)}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)

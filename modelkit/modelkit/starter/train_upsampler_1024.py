"""Trains the last upsampler, from where the 256 stage stands, on windows of vector scenes at 1024 pixels, made once and kept.

What makes its pictures crisp are honest inputs: half of them are the scene as the 256 stage really draws it from 64 pixels,
half the shrunk scene softened by up to three pixels, since an edge that the decoder leaves unsure comes out that wide.
A configuration with ``own`` adds the pack's own pictures, to be drawn at once as two runs of the network drew them (``twice``).
"""

import tomllib
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from . import sampling, schedule, twice, upsampler
from .masks import random_masks
from .optimiser import Optimiser
from .sheet import save_sheet
from .train_upsampler import degrade, unevenness
from .trainer import Budget, load_weights, prepared, seeded, train
from .upsampler import FACTOR, build, enlarged
from .workshop import Workshop

PLAIN = ("time_in.0", "modulation")
WINDOW, SIZE = 256, 1024
#: Windows kept of a scene: those with the most edges.
_KEPT = 4
#: Shares: inputs drawn by the 256 stage; steps from nearly pure noise, where the pack's one step is.
_DRAWN, _FIRST = 0.5, 0.8
#: Share of the pack's own pictures where there are some; of the rest fewer are drawn by the 256 stage, since for the same
#: soft edge they ask for one that lies where nobody can know.
_OWN, _DRAWN_BESIDE = 0.5, 0.3


@torch.no_grad()
def bank(workshop: Workshop, stage256, scenes: int, seed: int, report=lambda done: None) -> dict[str, torch.Tensor]:
    """Bytes ``target`` [N,3,256,256], ``small`` [N,3,64,64] (it shrunk) and ``drawn`` [N,3,64,64] (as ``stage256``, a
    network, draws that part when it enlarges the scene shrunk to 64 pixels)."""
    generator, parts, byte = seeded(seed), {"target": [], "small": [], "drawn": []}, _bytes
    for k in range(scenes):
        layout = workshop.composer.layouts(1, generator, size=SIZE, plain=k % 2 == 0)
        picture = workshop.composer.render(layout, SIZE, generator)[0].clamp(-1, 1)
        tiny = degrade(F.avg_pool2d(picture, SIZE // 64), generator, 0.5)
        middle = sampling.larger(stage256, tiny, torch.randn(1, 3, 256, 256, generator=generator), 2).clamp(-1, 1)
        windows = _cut(picture, WINDOW)
        busy = _busy(windows, generator)
        parts["target"].append(byte(windows[busy]))
        parts["small"].append(byte(_cut(F.avg_pool2d(picture, FACTOR), WINDOW // FACTOR)[busy]))
        parts["drawn"].append(byte(_cut(middle, WINDOW // FACTOR)[busy]))
        report(k + 1)
    return {name: torch.cat(values) for name, values in parts.items()}


@torch.no_grad()
def own_bank(workshop: Workshop, painter, network, pictures: int, seed: int, report=lambda done: None) -> dict[str, torch.Tensor]:
    """Bytes ``own`` [N,3,64,64], windows of pictures that the pack draws, and ``own_target`` [N,3,256,256], drawn twice by
    ``network``."""
    generator, parts, done = seeded(seed), {"own": [], "own_target": []}, 0
    for middles in twice.drawn(painter, workshop, pictures, seed):
        for middle in middles.split(1):
            windows = _cut(twice.twice(network, middle, generator), WINDOW)
            busy = _busy(windows, generator)
            parts["own_target"].append(_bytes(windows[busy]))
            parts["own"].append(_bytes(_cut(middle, WINDOW // FACTOR)[busy]))
            done += 1
        report(done)
    return {name: torch.cat(values) for name, values in parts.items()}


def _bytes(values: torch.Tensor) -> torch.Tensor:
    return ((values + 1) * 127.5).round().clamp(0, 255).byte()


def _cut(values: torch.Tensor, side: int) -> torch.Tensor:
    """[1,3,S,S] -> its squares of this side, [N,3,side,side]."""
    return values.unfold(2, side, side).unfold(3, side, side)[0].permute(1, 2, 0, 3, 4).flatten(0, 1)


def _busy(windows: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Which of a picture's windows to keep: those with the most edges, and one of the others, since plain windows teach
    that nothing is to be added."""
    edges = windows.diff(dim=-1).abs().mean((1, 2, 3)) + windows.diff(dim=-2).abs().mean((1, 2, 3))
    order = edges.argsort(descending=True)
    return torch.cat([order[:_KEPT - 1], order[torch.randint(_KEPT - 1, len(order), (1,), generator=generator)]])


def soften(small: torch.Tensor, generator: torch.Generator, most: float = 3.0) -> torch.Tensor:
    """As soft and uneven as what the stage before may draw: blur of .3 to ``most`` pixels, faint blotches and grain."""
    count, reach = len(small), 8
    sigma = torch.rand(count, generator=generator) * (most - 0.3) + 0.3
    taps = torch.arange(-reach, reach + 1)
    kernel = torch.exp(-taps ** 2 / (2 * sigma[:, None] ** 2))
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(3, 0)
    flat = F.pad(small, (reach,) * 4, mode="replicate").reshape(1, 3 * count, small.shape[2] + 2 * reach, -1)
    flat = F.conv2d(flat, kernel[:, None, :, None], groups=3 * count)
    flat = F.conv2d(flat, kernel[:, None, None, :], groups=3 * count).view_as(small)
    return unevenness(flat, generator, 0.03, 0.03).clamp(-1, 1)


def _bank_for(workshop: Workshop, config: dict, folder: Path) -> dict[str, torch.Tensor]:
    """The run's bank: made on the first start with what stands in ``runs``, then read."""
    def stage256():
        own = tomllib.loads((folder.parent / "upsampler" / "config.toml").read_text("utf-8"))
        network = upsampler.build(own)
        load_weights(network, folder.parent / "upsampler")
        return prepared(network, own).eval().requires_grad_(False)

    def itself():
        network = build(config)
        load_weights(network, folder)
        return network.eval().requires_grad_(False)

    tell = lambda of: lambda done: done % 80 == 0 and print(f"bank: {done} of {of}", flush=True)
    kept = _kept(folder / "bank.safetensors",
                 lambda: bank(workshop, stage256(), config["scenes"], 21, tell(config["scenes"])))
    own = config.get("own", 0)
    if own:
        kept |= _kept(folder / "own.safetensors", lambda: own_bank(
            workshop, twice.painter_of(workshop, folder.parent), itself(), own, 22, tell(own)))
    return kept


def _kept(path: Path, make) -> dict[str, torch.Tensor]:
    if not path.exists():
        partial = path.with_suffix(".partial")
        save_file(make(), str(partial))
        partial.replace(path)
    return load_file(str(path))


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report has the loss on held-out windows by kind of input, and a sheet."""
    network = build(config)
    if not (folder / "checkpoint.pt").exists():
        load_weights(network, folder.parent / "upsampler")
    windows = _bank_for(workshop, config, folder)
    network = prepared(network, config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    batch, held = config["batch"], config["validation"]
    learned = len(windows["target"]) - held
    own = round(_OWN * batch) if "own" in windows else 0
    values = lambda name, rows: windows[name][rows].float() / 127.5 - 1

    def loss_of(generator, step):
        rows = torch.randint(0, learned, (batch - own,), generator=generator)
        target, drawn = values("target", rows), round((_DRAWN_BESIDE if own else _DRAWN) * len(rows))
        low = torch.cat([values("drawn", rows[:drawn]), soften(values("small", rows[drawn:]), generator)])
        if own:
            rows = torch.randint(0, len(windows["own"]) - held, (own,), generator=generator)
            target, low = torch.cat([values("own_target", rows), target]), torch.cat([values("own", rows), low])
        low = enlarged(low)
        timestep = schedule.stratified_timesteps(batch, generator)
        first = torch.rand(batch, generator=generator) < _FIRST
        timestep = torch.where(first, torch.full_like(timestep, schedule.STEPS - 1), timestep)
        noisy = schedule.noised(target, timestep, torch.randn(target.shape, generator=generator))
        repaint = random_masks(batch, WINDOW, config["masked_share"], generator)
        predicted = network(noisy, timestep, low, target * (1 - repaint), repaint)
        return _error(predicted - target, config["edge_weight"])

    rows = torch.arange(learned, learned + held)
    truth, noise = values("target", rows), torch.randn(held, 3, WINDOW, WINDOW, generator=seeded(4243))
    inputs = {"drawn": values("drawn", rows), "soft": soften(values("small", rows), seeded(7))}
    truths = dict.fromkeys(inputs, truth)
    if own:
        last = torch.arange(len(windows["own"]) - held, len(windows["own"]))
        inputs["own"], truths["own"] = values("own", last), values("own_target", last)

    def report():
        made = {name: sampling.larger(network, low, noise, 1) for name, low in inputs.items()}
        shown = [enlarged(inputs["drawn"]), made["drawn"], made["soft"], truth]
        if own:
            shown = [enlarged(inputs["own"]), made["own"], truths["own"], *shown[1:]]
        save_sheet(torch.stack(shown, 1).flatten(0, 1)[:24], folder / f"sheet_{optimiser.steps:06d}.png", 2 * len(shown))
        return {name: _error(picture - truths[name], config["edge_weight"]).item() for name, picture in made.items()}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)


def _error(difference: torch.Tensor, edge_weight: float) -> torch.Tensor:
    """Mean absolute error of pixels and of their differences to neighbours."""
    edges = difference.diff(dim=-1).abs().mean() + difference.diff(dim=-2).abs().mean()
    return difference.abs().mean() + edge_weight * edges

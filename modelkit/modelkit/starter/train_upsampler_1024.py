"""Trains the last upsampler, from where the 256 stage stands, on windows of vector scenes at 1024 pixels, made once and kept.

What makes its pictures crisp are honest inputs: half of them are the scene as the 256 stage really draws it from 64 pixels,
half the shrunk scene softened by up to three pixels, since an edge that the decoder leaves unsure comes out that wide.
"""

import tomllib
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from . import sampling, schedule, upsampler
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


@torch.no_grad()
def bank(workshop: Workshop, stage256, scenes: int, seed: int, report=lambda done: None) -> dict[str, torch.Tensor]:
    """Bytes ``target`` [N,3,256,256], ``small`` [N,3,64,64] (it shrunk) and ``drawn`` [N,3,64,64] (as ``stage256``, a
    network, draws that part when it enlarges the scene shrunk to 64 pixels)."""
    generator, parts = seeded(seed), {"target": [], "small": [], "drawn": []}
    byte = lambda values: ((values + 1) * 127.5).round().clamp(0, 255).byte()
    for k in range(scenes):
        layout = workshop.composer.layouts(1, generator, size=SIZE, plain=k % 2 == 0)
        picture = workshop.composer.render(layout, SIZE, generator)[0].clamp(-1, 1)
        tiny = degrade(F.avg_pool2d(picture, SIZE // 64), generator, 0.5)
        middle = sampling.larger(stage256, tiny, torch.randn(1, 3, 256, 256, generator=generator), 2).clamp(-1, 1)
        cut = lambda values, side: (values.unfold(2, side, side).unfold(3, side, side)[0].permute(1, 2, 0, 3, 4).flatten(0, 1))
        windows = cut(picture, WINDOW)
        # plain windows teach that nothing is to be added, so one of them is kept as well
        edges = windows.diff(dim=-1).abs().mean((1, 2, 3)) + windows.diff(dim=-2).abs().mean((1, 2, 3))
        order = edges.argsort(descending=True)
        busy = torch.cat([order[:_KEPT - 1], order[torch.randint(_KEPT - 1, len(order), (1,), generator=generator)]])
        parts["target"].append(byte(windows[busy]))
        parts["small"].append(byte(cut(F.avg_pool2d(picture, FACTOR), WINDOW // FACTOR)[busy]))
        parts["drawn"].append(byte(cut(middle, WINDOW // FACTOR)[busy]))
        report(k + 1)
    return {name: torch.cat(values) for name, values in parts.items()}


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
    """The run's bank: made on the first start with the 256 stage of ``runs/upsampler``, then read."""
    path = folder / "bank.safetensors"
    if not path.exists():
        own = tomllib.loads((folder.parent / "upsampler" / "config.toml").read_text("utf-8"))
        network = upsampler.build(own)
        load_weights(network, folder.parent / "upsampler")
        stage256 = prepared(network, own).eval().requires_grad_(False)
        tell = lambda done: done % 100 == 0 and print(f"bank: {done} of {config['scenes']} scenes", flush=True)
        partial = path.with_suffix(".partial")
        save_file(bank(workshop, stage256, config["scenes"], 21, tell), str(partial))
        partial.replace(path)
    return load_file(str(path))


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report has the loss on held-out windows by kind of input, and a sheet."""
    windows = _bank_for(workshop, config, folder)
    network = build(config)
    if not (folder / "checkpoint.pt").exists():
        load_weights(network, folder.parent / "upsampler")
    network = prepared(network, config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    batch, held = config["batch"], config["validation"]
    learned = len(windows["target"]) - held
    values = lambda name, rows: windows[name][rows].float() / 127.5 - 1

    def loss_of(generator, step):
        rows = torch.randint(0, learned, (batch,), generator=generator)
        target, drawn = values("target", rows), round(_DRAWN * batch)
        low = torch.cat([values("drawn", rows[:drawn]), soften(values("small", rows[drawn:]), generator)])
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

    def report():
        made = {name: sampling.larger(network, low, noise, 1) for name, low in inputs.items()}
        shown = [enlarged(inputs["drawn"]), made["drawn"], made["soft"], truth]
        save_sheet(torch.stack(shown, 1).flatten(0, 1)[:24], folder / f"sheet_{optimiser.steps:06d}.png", 8)
        return {name: _error(picture - truth, config["edge_weight"]).item() for name, picture in made.items()}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)


def _error(difference: torch.Tensor, edge_weight: float) -> torch.Tensor:
    """Mean absolute error of pixels and of their differences to neighbours."""
    edges = difference.diff(dim=-1).abs().mean() + difference.diff(dim=-2).abs().mean()
    return difference.abs().mean() + edge_weight * edges

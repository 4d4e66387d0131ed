"""Trains the decoder's recall: embeddings of composed scenes and the scenes at its size, from a bank made once."""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from .optimiser import Optimiser
from .recall import Recall, RecallShape
from .sheet import save_sheet
from .towers import Towers
from .trainer import Budget, prepared, seeded, train
from .workshop import Workshop

PLAIN = ("out", "beside")


def build(config: dict) -> Recall:
    """The untrained network of a configuration."""
    torch.manual_seed(config["seed"])
    return Recall(RecallShape(**config["shape"]))


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report has the error on things in scenes it has not seen, beside that of their mean colour."""
    towers = Towers.open(workshop, folder.parent)
    network = prepared(build(config), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    batch, weight, side = config["batch"], config["object_weight"], network.shape.side
    learned = workshop.mixed(config.get("mixture", {}))
    white, pixels, alpha = _stored_bank(learned, towers, config, side, folder / "bank.safetensors")

    def loss_of(generator, step):
        rows = torch.randint(len(white), (batch,), generator=generator)
        strength = torch.rand(batch, 1, generator=generator) * config["embedding_noise"]
        noisy = white[rows].float() + torch.randn(batch, white.shape[1], generator=generator) * strength
        return _error(network(noisy.to(network.first.weight.dtype))[0].float(), _values(pixels[rows]), alpha[rows] / 255, weight)

    held, truth, cover = _bank(learned, towers, 512, config["seed"] + 1, side)
    truth, cover = _values(truth), cover / 255

    def report():
        drawn = network(held.to(network.first.weight.dtype))[0].float()
        save_sheet(torch.stack([truth[:36], drawn[:36]], 1).flatten(0, 1), folder / f"sheet_{optimiser.steps:06d}.png", 12)
        flat = (truth * cover).sum((2, 3), keepdim=True) / cover.sum((2, 3), keepdim=True)
        thing = lambda values: (((values - truth) ** 2 * cover).sum() / cover.sum() / 3).item()
        return {"thing": thing(drawn), "thing_flat": thing(flat.expand_as(truth))}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)


def _error(drawn, pixels, alpha, weight):
    return ((drawn - pixels) ** 2 * (1 + weight * alpha)).mean()


def _values(pixels: torch.Tensor) -> torch.Tensor:
    """uint8 -> [-1, 1]."""
    return pixels.float() / 127.5 - 1


def _bank(workshop: Workshop, towers: Towers, count: int, seed: int, side: int, batch: int = 256):
    """Whitened embeddings, pictures as uint8 [N,3,side,side] and alpha as uint8 [N,1,side,side]."""
    white, pixels, alpha = [], [], []
    for k in range(0, count, batch):
        _, picture, cover, _ = workshop.scenes(batch, seeded(seed * 7_000_003 + k), 0)
        white.append(towers.pictures(picture).bfloat16())
        small = lambda values: (F.adaptive_avg_pool2d(values, side).clamp(0, 1) * 255).round().to(torch.uint8)
        pixels.append(small((picture + 1) / 2))
        alpha.append(small(cover))
    return torch.cat(white), torch.cat(pixels), torch.cat(alpha)


def _stored_bank(workshop, towers, config, side, path: Path):
    """The bank, from its file where an earlier run left it."""
    if not path.exists():
        white, pixels, alpha = _bank(workshop, towers, config["bank"], config["seed"], side)
        save_file({"white": white, "pixels": pixels, "alpha": alpha}, str(path.with_suffix(".partial")))
        path.with_suffix(".partial").replace(path)
    data = load_file(str(path), str(torch.get_default_device()))
    return data["white"], data["pixels"], data["alpha"]

"""Trains the diffusion prior on the embeddings of composed scenes and fresh captions of them."""

from pathlib import Path

import torch
import torch.nn.functional as F

from . import schedule
from .composer import Layout
from .optimiser import Optimiser
from .prior import Prior, PriorShape
from .towers import Towers
from .trainer import Budget, prepared, seeded, train
from .workshop import Workshop

PLAIN = ("null", "positions", "final", "time_in.0")


def build(config: dict) -> Prior:
    """The untrained prior of a configuration."""
    torch.manual_seed(config["seed"])
    return Prior(PriorShape(**config["shape"]))


def bank(workshop: Workshop, towers: Towers, scenes: int, seed: int, batch: int = 256) -> tuple[Layout, torch.Tensor]:
    """Scenes and the whitened embeddings of their pictures."""
    layouts, embeddings = [], []
    for k in range(0, scenes, batch):
        generator = seeded(seed * 7_000_003 + k)
        layout, pixels, _, _ = workshop.scenes(batch, generator, 0)
        layouts.append(layout)
        embeddings.append(towers.pictures(pixels))
    return Layout.join(layouts), torch.cat(embeddings)


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report says how close sampled embeddings come, and whether they are of the right thing."""
    towers, workshop = Towers.open(workshop, folder.parent), workshop.mixed(config.get("mixture", {}))
    network = prepared(build(config), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    layouts, embeddings = bank(workshop, towers, config["bank"], config["seed"])
    batch = config["batch"]

    def loss_of(generator, step):
        rows = torch.randint(len(embeddings), (batch,), generator=generator)
        captions = workshop.captioner.write(layouts.rows(rows), step)
        text, states, mask = towers.captions([caption.text for caption in captions])
        dropped = torch.rand(batch, generator=generator) < 0.1
        text = torch.where(dropped[:, None], network.null_text, text)
        timestep = schedule.stratified_timesteps(batch, generator)
        clean = embeddings[rows]
        noisy = schedule.noised(clean, timestep, torch.randn(clean.shape, generator=generator))
        predicted = network(noisy, timestep, text, states, mask & ~dropped[:, None])
        return (((predicted - clean) ** 2).mean(1) * schedule.loss_weight(timestep)).mean()

    held, truth = bank(workshop, towers, 512, config["seed"] + 1)
    captions = [caption.text for caption in workshop.captioner.write(held, 99)]
    centres = concept_centres(workshop, layouts, embeddings)

    def report():
        drawn = sample(network, *towers.captions(captions), steps=25, guidance=config["guidance"],
                       generator=seeded(3))
        single = held.things[:, 1] < 0
        raw = towers.geometry.unwhiten(drawn)
        return {"cosine": F.cosine_similarity(raw, towers.geometry.unwhiten(truth)).mean().item(),
                "white_cosine": F.cosine_similarity(drawn, truth).mean().item(),
                "spread": drawn.std(0).mean().item(),
                "right_thing": (nearest(drawn, centres) == held.things[:, 0])[single].float().mean().item(),
                "right_thing_real": (nearest(truth, centres) == held.things[:, 0])[single].float().mean().item()}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)


def concept_centres(workshop: Workshop, layouts: Layout, embeddings: torch.Tensor) -> torch.Tensor:
    """Mean whitened embedding [concepts,E] of each thing's single pictures."""
    single = layouts.things[:, 1] < 0
    return torch.stack([embeddings[single & (layouts.things[:, 0] == k)].mean(0)
                        for k in range(len(workshop.concepts))])


def nearest(embeddings: torch.Tensor, centres: torch.Tensor) -> torch.Tensor:
    """Index of the centre with the largest cosine, int64 [N]."""
    return (F.normalize(embeddings, dim=1) @ F.normalize(centres, dim=1).T).argmax(1)


@torch.no_grad()
def sample(network: Prior, text, states, mask, steps: int, guidance: float, generator: torch.Generator,
           clip: float = 5.0) -> torch.Tensor:
    """Whitened embeddings [N,E] by ancestral sampling, as diffusers' UnCLIP scheduler does it."""
    count = len(text)
    null, nothing = network.null_text.expand_as(text), torch.zeros_like(mask)

    def predict(x, t):
        out = network(torch.cat([x, x]), torch.full((2 * count,), t), torch.cat([text, null]),
                      torch.cat([states, states]), torch.cat([mask, nothing]))
        given, free = out.chunk(2)
        return free + guidance * (given - free)

    steps_down = torch.linspace(0, schedule.STEPS - 1, steps).round().long().tolist()[::-1]
    noise = torch.randn(text.shape, generator=generator)
    return schedule.ddim(predict, noise, steps, clip, eta=1.0, generator=generator, timesteps=steps_down)

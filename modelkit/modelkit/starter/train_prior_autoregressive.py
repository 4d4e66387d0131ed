"""Trains the autoregressive prior on the embeddings of composed scenes and fresh captions of them."""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from .optimiser import Optimiser
from .prior_autoregressive import AutoregressivePrior, AutoregressiveShape, Buckets, sample
from .towers import Towers
from .train_prior import bank, concept_centres, nearest
from .trainer import Budget, prepared, seeded, train
from .workshop import Workshop

PLAIN = ("null", "positions", "places", "bucket", "head")


def build(config: dict) -> AutoregressivePrior:
    """The untrained prior of a configuration."""
    torch.manual_seed(config["seed"])
    return AutoregressivePrior(AutoregressiveShape(**config["shape"]))


def load_buckets(folder: Path) -> Buckets:
    """The buckets a run uses."""
    data = load_file(str(folder / "buckets.safetensors"), str(torch.get_default_device()))
    return Buckets(data["ar_edges"], data["ar_centres"], data["ar_dot_edges"])


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report says whether sampled embeddings are of the right thing, with and without rounding to buckets."""
    towers, workshop = Towers.open(workshop, folder.parent), workshop.mixed(config.get("mixture", {}))
    network = prepared(build(config), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    geometry, batch = towers.geometry, config["batch"]
    basis = geometry.components[:network.shape.components]
    layouts, white = bank(workshop, towers, config["bank"], config["seed"])
    raw = geometry.unwhiten(white)
    components = (raw - geometry.mean) @ basis.T
    if not (folder / "buckets.safetensors").exists():
        captions = [caption.text for caption in workshop.captioner.write(layouts, 0)]
        dots = torch.cat([(raw[k:k + 256] * towers.captions(captions[k:k + 256])[0]).sum(1)
                          for k in range(0, len(raw), 256)])
        save_file(Buckets.fit(components, dots, network.shape.buckets).tensors(), str(folder / "buckets.safetensors"))
    buckets = load_buckets(folder)
    # neighbouring buckets are nearly right: a little of the target goes to them
    distance = torch.arange(network.shape.buckets)
    near = torch.exp(-((distance[:, None] - distance) / config["blur"]) ** 2 / 2)
    near = near / near.sum(1, keepdim=True)

    def loss_of(generator, step):
        rows = torch.randint(len(raw), (batch,), generator=generator)
        captions = workshop.captioner.write(layouts.rows(rows), step)
        text, states, mask = towers.captions([caption.text for caption in captions])
        tokens = buckets.tokens(components[rows], (raw[rows] * text).sum(1))
        dropped = torch.rand(batch, generator=generator) < 0.1
        text = torch.where(dropped[:, None], network.null_text, text)
        logits = network(tokens, text, states, mask & ~dropped[:, None])
        return -(near[tokens] * logits.log_softmax(2)).sum(2).mean()

    held, truth = bank(workshop, towers, 512, config["seed"] + 1)
    captions = [caption.text for caption in workshop.captioner.write(held, 99)]
    centres = concept_centres(workshop, layouts, white)
    single = held.things[:, 1] < 0

    def right(values):
        drawn = geometry.whiten(F.normalize(values @ basis + geometry.mean, dim=1))
        return (nearest(drawn, centres) == held.things[:, 0])[single].float().mean().item()

    def report():
        exact = (geometry.unwhiten(truth) - geometry.mean) @ basis.T
        rounded = buckets.values(buckets.tokens(exact, torch.zeros(len(exact))))
        drawn = sample(network, buckets, *towers.captions(captions), guidance=config["guidance"],
                       generator=seeded(3))
        return {"right_thing": right(drawn), "right_thing_rounded": right(rounded), "right_thing_exact": right(exact)}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)

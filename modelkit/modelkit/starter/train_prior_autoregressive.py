"""Trains the autoregressive prior on the embeddings of composed scenes and fresh captions of them."""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from . import sampling
from .examples import Bank, Fresh, by_length, shortened
from .expected import Expected
from .optimiser import Optimiser
from .prior_autoregressive import Buckets, build
from .towers import Towers
from .train_prior import concept_centres, nearest
from .trainer import Budget, prepared, seeded, train
from .workshop import Workshop

PLAIN = ("null", "positions", "places", "bucket", "head")
#: Embeddings that the buckets are fitted to.
_FITTED = 65536


def run(workshop: Workshop, config: dict, folder: Path) -> None:
    """Train; the report says whether sampled embeddings are of the right things, with and without rounding to buckets."""
    towers, workshop = Towers.open(workshop, folder.parent), workshop.mixed(config.get("mixture", {}))
    network = prepared(build(config), config)
    optimiser = Optimiser(network, plain=PLAIN, **config["optimiser"])
    geometry, batch = towers.geometry, config["batch"]
    basis = geometry.components[:network.shape.components]
    bank = Bank.kept(workshop, towers, config, folder.parent)
    end, expected = workshop.tokenizer.end, Expected(bank.all.facts, bank.all.white, len(workshop.concepts))

    def quantised(white, tokens):
        """What is to be told of embeddings [N,E] (components and dot product), and their captions as read."""
        raw, read = geometry.unwhiten(white.float()), towers.read(tokens.long())
        return (raw - geometry.mean) @ basis.T, (raw * read[0]).sum(1), read

    if not (folder / "buckets.safetensors").exists():
        parts = [quantised(bank.all.white[k:k + 1024], bank.all.tokens[k:k + 1024, 0])[:2]
                 for k in range(0, min(len(bank), _FITTED), 1024)]
        components, dots = (torch.cat(column) for column in zip(*parts))
        save_file(Buckets.fit(components, dots, network.shape.buckets).tensors(), str(folder / "buckets.safetensors"))
    buckets = Buckets.load(folder / "buckets.safetensors")
    # neighbouring buckets are nearly right: a little of the target goes to them
    distance = torch.arange(network.shape.buckets)
    near = torch.exp(-((distance[:, None] - distance) / config["blur"]) ** 2 / 2)
    near = near / near.sum(1, keepdim=True)

    def loss_of(generator, step):
        found = bank(batch, generator, step)
        dropped, loss = torch.rand(batch, generator=generator) < 0.1, 0
        for rows in by_length(found.tokens, end, config.get("parts", 1)):
            components, dots, (text, states, mask) = quantised(found.white[rows], shortened(found.tokens[rows], end))
            tokens = buckets.tokens(components, dots)
            text = torch.where(dropped[rows, None], network.null_text, text)
            logits, hint = network.hinting(tokens, text, states, mask & ~dropped[rows, None])
            loss = loss - (near[tokens] * logits.log_softmax(2)).sum(2).mean(1).sum()
            if network.shape.both_ways:
                loss = loss + config["hint"] * ((hint - expected(found.facts[rows])) ** 2).mean(1).sum()
        return loss / batch

    held, centres = Fresh(workshop, towers)(512, seeded(config["seed"] + 1), 99), concept_centres(workshop, bank)
    thing, single = held.facts[:, 0], held.facts[:, 1] < 0
    pair = ~single & (held.facts[:, 2] < 0)

    told = geometry.whiten(basis + geometry.mean)
    projector = torch.linalg.pinv(told) @ told
    told_of = expected.within(projector)

    def white(values):
        return geometry.whiten(F.normalize(values @ basis + geometry.mean, dim=1))

    def right(values):
        return (nearest(white(values), centres) == thing)[single].float().mean().item()

    def right_pair(values):
        return told_of.names_both(white(values)[pair] @ projector, held.facts[pair]).float().mean().item()

    def report():
        exact, _, read = quantised(held.white, held.tokens)
        rounded = buckets.values(buckets.tokens(exact, torch.zeros(len(exact))))
        drawn = sampling.components(network, buckets, *read, guidance=config["guidance"], generator=seeded(3))
        return {"right_thing": right(drawn), "right_thing_rounded": right(rounded), "right_thing_exact": right(exact),
                "right_pair": right_pair(drawn), "right_pair_rounded": right_pair(rounded)}

    train(network, optimiser, folder, Budget(**config["budget"]), config["seed"], loss_of, report)

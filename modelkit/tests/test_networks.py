"""No network ignores anything that it is given."""

import dataclasses
import tomllib
from pathlib import Path

import torch

from modelkit.starter import captioner, clip, decoder, graphs, prior, prior_autoregressive, upsampler
from modelkit.starter.trainer import seeded

TOY = Path(__file__).with_name("toy")


def components(words) -> list[graphs.Graph]:
    """All graphs at toy size. Branches that begin as nothing are given weights, else they would hide what they read."""
    config = lambda stage: tomllib.loads((TOY / f"{stage}.toml").read_text("utf-8"))
    made = [clip.build(config("clip"), words), prior.build(config("prior")), decoder.build(config("decoder")),
            upsampler.build(config("upsampler")), upsampler.build(config("upsampler-1024")),
            prior_autoregressive.build(config("prior-autoregressive")),
            captioner.build(config("captioner"), words)]
    torch.manual_seed(5)
    with torch.no_grad():
        for network in made:
            for parameter in network.parameters():
                parameter.add_(torch.randn_like(parameter) * 0.05)
    return graphs.components(*made)


def other(port: graphs.Port, values: torch.Tensor) -> torch.Tensor:
    """Other values for an input, as far from these as two of its kind usually are."""
    if port.type == "bool":
        return values ^ (torch.arange(values.shape[1]) == 3)
    changed = port.example(seeded(2), len(values), length=5)
    return torch.where(changed == values, (values + 1) % port.values, changed) if port.type == "int64" else changed


def test_whatever_goes_in_makes_a_difference(workshop):
    ignored, tried = [], 0
    for graph in components(workshop.tokenizer):
        # smaller pictures will do for an upsampler, which knows no size
        small = lambda side: 64 if side in (256, 1024) else side
        ports = [dataclasses.replace(port, shape=tuple(map(small, port.shape))) for port in graph.inputs]
        words = lambda side: torch.arange(5 if side == graphs.LENGTH else side).expand(2, -1) < 7
        inputs = [words(port.shape[0]) if port.role == "text-mask" else port.example(seeded(1), 2, length=5) for port in ports]
        for port in ports:
            changed = [other(port, values) if at is port else values for at, values in zip(ports, inputs)]
            with torch.no_grad():
                before, after = (graph.module(*values) for values in (inputs, changed))
            before, after = (found[0] if isinstance(found, tuple) else found for found in (before, after))
            if (after - before).square().mean() < 1e-6 * before.square().mean():
                ignored.append((graph.role, port.role))
            tried += 1
    assert not ignored and tried > 25

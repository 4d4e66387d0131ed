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


def test_the_autoregressive_prior_reads_words_both_ways_and_no_padding():
    torch.manual_seed(6)
    network = prior_autoregressive.build(tomllib.loads((TOY / "prior-autoregressive.toml").read_text("utf-8")))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.2)
    size = network.shape
    states, text = torch.randn(2, 9, size.text_width), torch.randn(2, size.embedding)
    tokens, mask = torch.randint(0, size.buckets, (2, size.components + 1)), torch.arange(9).expand(2, -1) < 5
    with torch.no_grad():
        padded, hint = network.hinting(tokens, text, states, mask)
        short, same = network.hinting(tokens, text, states[:, :5], mask[:, :5])
        assert torch.allclose(padded, short, atol=1e-5) and torch.allclose(hint, same, atol=1e-5)
        # what a place says depends on the tokens before it only, also with the words' sum
        other = torch.cat([tokens[:, :4], (tokens[:, 4:] + 1) % size.buckets], 1)
        after = network(other, text, states, mask)
        assert torch.allclose(after[:, :5], padded[:, :5], atol=1e-5) and not torch.allclose(after[:, 5:], padded[:, 5:], atol=1e-2)


def test_the_first_word_sees_the_last():
    network = prior_autoregressive.AutoregressivePrior(prior_autoregressive.AutoregressiveShape(32, 32, 32, 3, 2, 4, 8, both_ways=True))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.2)
    seen = []
    network.blocks[0].register_forward_hook(lambda _, given, made: seen.append(made[:, 0]))
    states, text = torch.randn(1, 6, 32), torch.randn(1, 32)
    for last in (states[:, 5:], states[:, 5:] + 1):
        network(torch.zeros(1, 1, dtype=torch.long), text, torch.cat([states[:, :5], last], 1), torch.ones(1, 6, dtype=torch.bool))
    assert not torch.allclose(*seen, atol=1e-4)

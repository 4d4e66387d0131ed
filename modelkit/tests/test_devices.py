"""The stages make everything on PyTorch's default device, so that the CPU's commands train on a GPU as they are.

No GPU is at hand where these run: the "meta" device stands in. It has shapes and no numbers, and refuses to meet tensors
of the CPU as a GPU does.
"""

import copy
import importlib
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import torch

from modelkit.starter import (captioner, clip, decoder, graphs, measure, prior, prior_autoregressive, schedule, train_clip,
                              train_decoder, train_prior, trainer, upsampler)
from modelkit.starter.optimiser import Optimiser

HERE, CONFIGS = Path(__file__).parent, Path(__file__).parents[1] / "configs"


@pytest.fixture
def elsewhere():
    schedule.alpha_bars.cache_clear()
    torch.set_default_device("meta")
    yield torch.device("meta")
    torch.set_default_device(None)
    schedule.alpha_bars.cache_clear()


def test_networks_losses_and_updates_stay_on_the_default_device(workshop, elsewhere):
    config = lambda stage: tomllib.loads((HERE / "toy" / f"{stage}.toml").read_text("utf-8"))
    words = workshop.tokenizer
    networks = [clip.build(config("clip"), words), prior.build(config("prior")), decoder.build(config("decoder")),
                upsampler.build(config("upsampler")), upsampler.build(config("upsampler-1024")),
                prior_autoregressive.build(config("prior-autoregressive")),
                captioner.build(config("captioner"), words)]
    for graph in graphs.components(*networks):
        inputs = [torch.zeros([2, *(5 if side == graphs.LENGTH else side for side in port.shape)],
                              dtype=getattr(torch, port.type)) for port in graph.inputs]
        found = graph.module(*inputs)
        (found[0] if isinstance(found, tuple) else found).sum().backward()
    for network, stage in zip(networks, (train_clip, train_prior, train_decoder)):
        assert all(parameter.device == elsewhere for parameter in network.parameters())
        for parameter in network.parameters():
            parameter.grad = torch.zeros_like(parameter)
        optimiser = Optimiser(network, plain=stage.PLAIN, rate=1e-3)
        assert all(master.device == elsewhere for master in optimiser.masters.values())
    timestep = torch.zeros(2, dtype=torch.int64)
    assert schedule.noised(torch.zeros(2, 3), timestep, torch.zeros(2, 3)).device == elsewhere
    assert schedule.loss_weight(timestep).device == elsewhere


def test_no_stage_draws_random_numbers_on_a_device_of_its_own(workshop, tmp_path, monkeypatch):
    names = ("clip", "prior", "recall", "decoder", "upsampler", "prior-autoregressive", "captioner")
    stages = {name: importlib.import_module(f"modelkit.starter.train_{name.replace('-', '_')}") for name in names}
    plain, made = torch.Generator, []

    class Asked(plain):
        def __new__(cls, device=None):
            made.append(device)
            return plain(device or "cpu")

    monkeypatch.setattr(torch, "Generator", Asked)
    for stage, module in stages.items():
        values = tomllib.loads((HERE / "toy" / f"{stage}.toml").read_text("utf-8"))
        values["budget"]["steps"] = 1
        (tmp_path / stage).mkdir()
        shutil.copyfile(HERE / "toy" / f"{stage}.toml", tmp_path / stage / "config.toml")
        before = len(made)
        module.run(workshop, values, tmp_path / stage)
        # the generator of every step at least, and every one on the device that everything is made on
        assert len(made) > before, stage
    measure.train_classifier(workshop, tmp_path / "classifier", trainer.Budget(steps=1), batch=4)
    assert set(made) == {torch.get_default_device()}


def test_a_cpu_without_bfloat16_trains_in_float32_and_no_cpu_compiles(monkeypatch):
    layer = torch.nn.Linear(4, 4)
    for native, expected in ((True, torch.bfloat16), (False, torch.float32)):
        monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: native)
        made = trainer.prepared(copy.deepcopy(layer), {"precision": "bfloat16", "compile": True})
        assert made.weight.dtype == expected and made._compiled_call_impl is None
    with torch.device("meta"):
        assert trainer.precision("bfloat16") == torch.bfloat16
        assert trainer.prepared(torch.nn.Linear(4, 4), {"compile": True})._compiled_call_impl is not None


def test_a_mode_of_compiling_is_handed_on_and_every_step_begins_a_new_graph(monkeypatch, tmp_path):
    asked, begun = [], []
    monkeypatch.setattr(torch.nn.Module, "compile", lambda self, **how: asked.append(how))
    monkeypatch.setattr(torch.compiler, "cudagraph_mark_step_begin", lambda: begun.append(1))
    with torch.device("meta"):
        for how in (True, "reduce-overhead", False):
            trainer.prepared(torch.nn.Linear(4, 4), {"compile": how})
    assert asked == [{"dynamic": False, "mode": None}, {"dynamic": False, "mode": "reduce-overhead"}]

    layer = torch.nn.Linear(4, 4)
    held = []

    def loss_of(generator, step):
        # of a step's gradients nothing is left when the next one begins: a graph would write over it
        held.append([p.grad for p in layer.parameters() if p.grad is not None])
        return layer(torch.randn(2, 4, generator=generator)).square().mean()

    trainer.train(layer, Optimiser(layer, 1e-3), tmp_path, trainer.Budget(steps=3), 1, loss_of)
    assert len(begun) == 3 and held == [[], [], []]


def test_configurations_for_a_gpu_describe_the_same_networks():
    for path in sorted((CONFIGS / "starter").glob("*.toml")):
        one, other = (tomllib.loads((CONFIGS / folder / path.name).read_text("utf-8")) for folder in ("starter", "starter-cuda"))
        # the stage of further words goes on with a network that is there
        assert one.get("shape") == other.get("shape") and one["seed"] == other["seed"]
        assert other["batch"] > one["batch"]
        # the other stages are small kernels, done in less time than compiling takes; the upsampler composes large pictures anew
        assert other.get("compile", False) == (path.stem in ("decoder", "upsampler", "upsampler-1024"))
        assert ("bank" in other) == (path.stem not in ("upsampler", "upsampler-1024"))
        assert re.match("# ", (CONFIGS / "starter-cuda" / path.name).read_text("utf-8"))

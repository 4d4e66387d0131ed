"""Turns a pack back into checkpoints, so that training goes on from its own weights where no checkpoint was kept.

The optimiser starts anew (the learning rate warms up again), the step counter and with it the data go on.
"""

import json
import shutil
import tomllib
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from . import (train_captioner, train_clip, train_decoder, train_prior, train_prior_autoregressive, train_upsampler,
               trainer)
from .geometry import Geometry
from .optimiser import Optimiser
from .weights import load_graph
from .workshop import Workshop


def resume(workshop: Workshop, pack: Path, configs: Path, runs: Path) -> None:
    """Write ``runs/STAGE/checkpoint.pt`` for every stage of the pack. ``workshop`` must use the pack's tokenizer.

    Raises if a configuration describes another shape than the pack's, or if a checkpoint is already there.
    """
    tables = load_file(str(pack / "geometry.safetensors"))
    facts = json.loads((pack / "pack.json").read_text("utf-8"))["sections"]["training"]["stages"]
    _write(train_clip, train_clip.build(workshop, _config(configs, "clip")), "clip", runs, configs, facts,
           lambda network: _towers(network, pack))
    _write(train_decoder, train_decoder.build(_config(configs, "decoder")), "decoder", runs, configs, facts,
           lambda network: load_graph(network, pack / "decoder.onnx", extra={
               "null_image": tables["null_image_embedding"], "null_text": tables["null_text_embedding"]}))
    _write(train_prior, train_prior.build(_config(configs, "prior")), "prior", runs, configs, facts,
           lambda network: load_graph(network, pack / "prior.onnx", extra={
               "null_text": tables["null_text_embedding_prior"]}))
    _write(train_upsampler, train_upsampler.build(_config(configs, "upsampler")), "upsampler", runs, configs, facts,
           lambda network: load_graph(network, pack / "upsampler-256.onnx"))
    if "prior-autoregressive" in facts:
        name = "prior-autoregressive"
        _write(train_prior_autoregressive, train_prior_autoregressive.build(_config(configs, name)), name, runs, configs,
               facts, lambda network: load_graph(network, pack / f"{name}.onnx", extra={
                   "null_text": tables["null_text_embedding_autoregressive"]}))
        save_file({key: value for key, value in tables.items() if key.startswith("ar_")},
                  str(runs / name / "buckets.safetensors"))
    if "captioner" in facts:
        _write(train_captioner, train_captioner.build(workshop, _config(configs, "captioner")), "captioner", runs,
               configs, facts, lambda network: load_graph(network, pack / "captioner.onnx"))
    Geometry.load(pack / "geometry.safetensors").save(runs / "clip" / "geometry.safetensors")


def _towers(network, pack: Path) -> None:
    load_graph(network.image, pack / "image-encoder.onnx", prefix="image.")
    load_graph(network.text, pack / "text-encoder.onnx", prefix="text.")
    # the temperature is no part of a pack; it settles again within a few steps
    with torch.no_grad():
        network.log_scale.fill_(3.0)


def _write(stage, network, name: str, runs: Path, configs: Path, facts: dict, fill) -> None:
    folder = runs / name
    if (folder / "checkpoint.pt").exists():
        raise FileExistsError(f"{folder / 'checkpoint.pt'} is there already; training goes on from it")
    fill(network)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(configs / f"{name}.toml", folder / "config.toml")
    optimiser = Optimiser(network, plain=stage.PLAIN, **_config(configs, name)["optimiser"])
    trainer.save(network, optimiser, folder,
                 {"step": facts[name]["steps"], "seconds": 0.0, "mean": None, "seed": facts[name]["seed"]})


def _config(configs: Path, stage: str) -> dict:
    return tomllib.loads((configs / f"{stage}.toml").read_text("utf-8"))

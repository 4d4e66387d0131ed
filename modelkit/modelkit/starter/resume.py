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
from .weights import load_graph
from .workshop import Workshop

def resume(workshop: Workshop, pack: Path, configs: Path, runs: Path) -> None:
    """Write ``runs/STAGE/checkpoint.pt`` for every stage of the pack. ``workshop`` must use the pack's tokenizer.

    Raises if a configuration describes another shape than the pack's, or if a checkpoint is already there.
    """
    facts = json.loads((pack / "pack.json").read_text("utf-8"))["sections"]["training"]["stages"]
    made, geometry = networks(workshop, pack, configs)
    for name, network in made.items():
        _write(network, name, runs, configs, facts)
    if "prior-autoregressive" in made:
        tables = load_file(str(pack / "geometry.safetensors"))
        save_file({key: value for key, value in tables.items() if key.startswith("ar_")},
                  str(runs / "prior-autoregressive" / "buckets.safetensors"))
    geometry.save(runs / "clip" / "geometry.safetensors")


def networks(workshop: Workshop, pack: Path, configs: Path) -> tuple[dict[str, torch.nn.Module], Geometry]:
    """The networks of a pack by stage, with its weights, and its geometry. Raises as ``resume`` does."""
    tables = load_file(str(pack / "geometry.safetensors"))
    made = {"clip": train_clip.build(workshop, _config(configs, "clip")),
            "decoder": train_decoder.build(_config(configs, "decoder")),
            "prior": train_prior.build(_config(configs, "prior")),
            "upsampler": train_upsampler.build(_config(configs, "upsampler"))}
    _towers(made["clip"], pack)
    load_graph(made["decoder"], pack / "decoder.onnx", extra={
        "null_image": tables["null_image_embedding"], "null_text": tables["null_text_embedding"]})
    load_graph(made["prior"], pack / "prior.onnx", extra={"null_text": tables["null_text_embedding_prior"]})
    load_graph(made["upsampler"], pack / "upsampler-256.onnx")
    if (pack / "prior-autoregressive.onnx").exists():
        made["prior-autoregressive"] = train_prior_autoregressive.build(_config(configs, "prior-autoregressive"))
        load_graph(made["prior-autoregressive"], pack / "prior-autoregressive.onnx",
                   extra={"null_text": tables["null_text_embedding_autoregressive"]})
    if (pack / "captioner.onnx").exists():
        made["captioner"] = train_captioner.build(workshop, _config(configs, "captioner"))
        load_graph(made["captioner"], pack / "captioner.onnx")
    return made, Geometry.load(pack / "geometry.safetensors")


def _towers(network, pack: Path) -> None:
    load_graph(network.image, pack / "image-encoder.onnx", prefix="image.")
    load_graph(network.text, pack / "text-encoder.onnx", prefix="text.")
    # the temperature is no part of a pack; it settles again within a few steps
    with torch.no_grad():
        network.log_scale.fill_(3.0)


def _write(network, name: str, runs: Path, configs: Path, facts: dict) -> None:
    folder = runs / name
    if (folder / "checkpoint.pt").exists():
        raise FileExistsError(f"{folder / 'checkpoint.pt'} is there already; training goes on from it")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(configs / f"{name}.toml", folder / "config.toml")
    own = facts[name]
    # the recall is part of the decoder
    origin = {stage: facts[stage] for stage in ((name, "recall") if name == "decoder" else (name,)) if stage in facts}
    trainer.write_checkpoint(folder, {"network": network.state_dict(), "optimiser": None, "step": own["steps"],
                                      "seconds": 0.0, "mean": None, "seed": own["seed"], "origin": origin})


def _config(configs: Path, stage: str) -> dict:
    return tomllib.loads((configs / f"{stage}.toml").read_text("utf-8"))

"""The networks of all stages by name: as runs trained them, or with the weights of a pack."""

import json
import math
import tomllib
from pathlib import Path

import torch
from safetensors.torch import load_file

from . import captioner, clip, decoder, prior, prior_autoregressive, upsampler
from .clip import Clip
from .geometry import Geometry
from .tokenizer import Tokenizer
from .trainer import load_weights
from .weights import load_graph

#: What builds the network of each stage. The stage "recall" trains a part of the decoder.
_BUILDERS = {
    "clip": clip.build,
    "prior": lambda config, words: prior.build(config),
    "decoder": lambda config, words: decoder.build(config),
    "upsampler": lambda config, words: upsampler.build(config),
    "upsampler-1024": lambda config, words: upsampler.build(config),
    "prior-autoregressive": lambda config, words: prior_autoregressive.build(config),
    "captioner": captioner.build,
}
#: Stages that a pack can do without.
_OPTIONAL = ("prior-autoregressive", "captioner")
#: A temperature from which training finds its own.
_SETTLES = 20


def from_runs(runs: Path, configs: Path, words: Tokenizer) -> dict[str, torch.nn.Module]:
    """The networks that runs trained, for export. A main stage without a checkpoint is there untrained, an optional one
    is not; configurations are those of the runs, else those in ``configs``."""
    made = {}
    for stage, build in _BUILDERS.items():
        trained = (runs / stage / "checkpoint.pt").exists()
        if trained or stage not in _OPTIONAL:
            own = runs / stage / "config.toml"
            made[stage] = build(_read(own if own.exists() else configs / f"{stage}.toml"), words)
            if trained and stage == "clip":
                made[stage] = towers(runs, words)
            elif trained:
                load_weights(made[stage], runs / stage)
    return _frozen(made)


def towers(runs: Path, words: Tokenizer) -> Clip:
    """The towers of ``runs/clip``, the text's as the stage "words" went on with it where it did."""
    made = clip.build(_read(runs / "clip" / "config.toml"), words)
    load_weights(made, runs / "clip")
    if (runs / "words" / "checkpoint.pt").exists():
        load_weights(made.text, runs / "words")
    return made


def geometry(runs: Path) -> Geometry:
    """The geometry of ``towers``, which must have been measured."""
    own = runs / "words" / "geometry.safetensors"
    return Geometry.load(own if own.exists() else runs / "clip" / "geometry.safetensors")


def from_pack(pack: Path, configs: Path, words: Tokenizer, new: tuple[str, ...] = ()) -> dict[str, torch.nn.Module]:
    """The networks of a pack, with its weights; ``words`` must be its tokenizer. Raises if a configuration describes
    another shape than the pack's, but for parameters of the decoder whose names begin with one of ``new``."""
    nulls = load_file(str(pack / "geometry.safetensors"))
    made = {stage: build(_read(configs / f"{stage}.toml"), words) for stage, build in _BUILDERS.items()
            if stage not in _OPTIONAL or (pack / f"{stage}.onnx").exists()}
    load_graph(made["clip"].image, pack / "image-encoder.onnx", prefix="image.")
    load_graph(made["clip"].text, pack / "text-encoder.onnx", prefix="text.")
    with torch.no_grad():
        # where a pack does not say the temperature it settles again within a few steps
        said = json.loads((pack / "pack.json").read_text("utf-8"))["embedding"].get("logitScale", _SETTLES)
        made["clip"].log_scale.fill_(math.log(said))
    # of both graphs of the prior: each holds what the other does not use
    load_graph(made["prior"], pack / "prior-text.onnx", pack / "prior.onnx", prefix="prior.",
               extra={"null_text": nulls["null_text_embedding_prior"]})
    load_graph(made["decoder"], pack / "decoder.onnx", new=new, extra={
        "null_image": nulls["null_image_embedding"], "null_text": nulls["null_text_embedding"]})
    load_graph(made["upsampler"], pack / "upsampler-256.onnx")
    load_graph(made["upsampler-1024"], pack / "upsampler-1024.onnx")
    if "prior-autoregressive" in made:
        load_graph(made["prior-autoregressive"], pack / "prior-autoregressive.onnx",
                   extra={"null_text": nulls["null_text_embedding_autoregressive"]})
    if "captioner" in made:
        load_graph(made["captioner"], pack / "captioner.onnx")
    return _frozen(made)


def _read(path: Path) -> dict:
    return tomllib.loads(path.read_text("utf-8"))


def _frozen(made: dict[str, torch.nn.Module]) -> dict[str, torch.nn.Module]:
    for network in made.values():
        network.eval().requires_grad_(False)
    return made

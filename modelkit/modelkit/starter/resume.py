"""Turns a pack back into checkpoints, so that training goes on from its own weights where no checkpoint was kept.

The optimiser starts anew (the learning rate warms up again), the step counter and with it the data go on.
"""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from . import networks, trainer
from .geometry import Geometry
from .tokenizer import Tokenizer


#: Parameters that packs before docs/decisions/0036 have none of.
SPRITES = ("recall.sprites.", "recall.pose.")


def resume(words: Tokenizer, pack: Path, configs: Path, runs: Path) -> None:
    """Write ``runs/STAGE/checkpoint.pt`` for every stage of the pack. ``words`` must be the pack's
    tokenizer.

    Raises if a configuration describes another shape than the pack's, or if a checkpoint is already there. A recall whose
    configuration has sprites goes on from one without: they are new.
    """
    facts = json.loads((pack / "pack.json").read_text("utf-8"))["sections"]["training"]["stages"]
    made = networks.from_pack(pack, configs, words, new=SPRITES)
    for name, network in made.items():
        _write(network, name, runs, configs, facts)
    if "recall" in facts:
        _write(made["decoder"].recall, "recall", runs, configs, facts)
    if "prior-autoregressive" in made:
        tables = load_file(str(pack / "geometry.safetensors"))
        save_file({key: value for key, value in tables.items() if key.startswith("ar_")},
                  str(runs / "prior-autoregressive" / "buckets.safetensors"))
    Geometry.load(pack / "geometry.safetensors").save(runs / "clip" / "geometry.safetensors")


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

"""Carries trained weights between machines that let only small files through: averaged, in half precision, in pieces.

With ``sprites.shrink`` for the way there, a GPU can be used that has no network and takes and gives a few dozen megabytes.
"""

import json
import shutil
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from . import trainer

#: Bytes of a piece at most.
PIECE = 15 << 20
_FACTS = ("step", "seconds", "seed", "origin")


def cut(runs: Path, out: Path, stages: list[str] | None = None) -> list[Path]:
    """Write the runs of these stages (or of all that have a checkpoint) as files of at most ``PIECE`` bytes: weights as
    STAGE.weights.NNN, everything small (configuration, log, geometry, buckets) as STAGE.NAME."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for folder in sorted(path.parent for path in runs.glob("*/checkpoint.pt")):
        if stages and folder.name not in stages:
            continue
        state = torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)
        weights = state["network"] | (state["optimiser"]["average"] if state["optimiser"] else {})
        whole = out / f"{folder.name}.partial"
        save_file({name: value.half().contiguous() for name, value in weights.items()}, str(whole),
                  metadata={key: json.dumps(state[key]) for key in _FACTS if key in state})
        data = whole.read_bytes()
        whole.unlink()
        for k in range(0, len(data), PIECE):
            written.append(out / f"{folder.name}.weights.{k // PIECE:03d}")
            written[-1].write_bytes(data[k:k + PIECE])
        for small in sorted(folder.glob("*")):
            if small.suffix in (".toml", ".jsonl", ".safetensors") and small.stat().st_size < PIECE:
                written.append(out / f"{folder.name}.{small.name}")
                shutil.copyfile(small, written[-1])
    return written


def join(pieces: Path, runs: Path) -> list[str]:
    """Put what ``cut`` wrote back as runs to go on from or to export; returns their stages. Raises if there is a
    checkpoint already, or a piece is missing."""
    stages = sorted({path.name.split(".")[0] for path in pieces.glob("*.weights.000")})
    for stage in stages:
        folder = runs / stage
        if (folder / "checkpoint.pt").exists():
            raise FileExistsError(f"{folder / 'checkpoint.pt'} is there already; move it away first")
        folder.mkdir(parents=True, exist_ok=True)
        whole = folder / "weights.partial"
        parts = sorted(pieces.glob(f"{stage}.weights.*"))
        whole.write_bytes(b"".join(path.read_bytes() for path in parts))
        try:
            weights = {name: value.float() for name, value in load_file(str(whole)).items()}
            with safe_open(str(whole), "pt") as file:
                facts = {key: json.loads(value) for key, value in file.metadata().items()}
        except Exception as error:
            raise ValueError(f"the {len(parts)} pieces of {stage} in {pieces} do not make a whole; is one missing?") from error
        finally:
            whole.unlink()
        for small in pieces.glob(f"{stage}.*"):
            if ".weights." not in small.name:
                shutil.copyfile(small, folder / small.name.removeprefix(f"{stage}."))
        trainer.write_checkpoint(folder, {"network": weights, "optimiser": None, "mean": None, **facts})
    return stages

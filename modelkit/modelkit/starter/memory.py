"""Working memory of an exported graph, as ONNX Runtime takes it: for the plan a pack lets the engine make before a run.

Each figure comes from a process of its own: the highest resident size while the graph runs, less that with the session
made and its weights unpacked.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np


def activations(path: Path, inputs: list[dict], length: int) -> dict[str, int]:
    """``{"base", "perRow"}`` in bytes, by runs with one and with three rows. ``inputs`` are the manifest's; ``length``
    is used for axes that change from call to call."""
    one, three = (measure(path, inputs, length, rows) for rows in (1, 3))
    row = max(0, (three - one) // 2)
    return {"base": max(0, one - row), "perRow": row}


def measure(path: Path, inputs: list[dict], length: int, rows: int, arena: bool = False) -> int:
    """Bytes of one call; ``arena`` takes memory as the studio lets ONNX Runtime take it, which for large networks is more."""
    # large blocks straight from the system, so that none of an earlier use is counted as free
    environment = os.environ | {"MALLOC_MMAP_THRESHOLD_": "65536"}
    environment.pop("LD_PRELOAD", None)
    ran = subprocess.run([sys.executable, "-m", __name__, str(path), json.dumps(inputs), str(length), str(rows), str(int(arena))],
                         env=environment, capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError(f"measuring {path} failed: {ran.stderr}")
    return int(ran.stdout)


def _status(key: str) -> int:
    with open("/proc/self/status", encoding="ascii") as stream:
        return next(int(line.split()[1]) * 1024 for line in stream if line.startswith(key))


def _main() -> None:
    import onnxruntime

    path, inputs, length, rows, arena = sys.argv[1], json.loads(sys.argv[2]), *(int(value) for value in sys.argv[3:])
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = bool(arena)
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    feeds = {}
    for tensor in inputs:
        shape = [rows, *(length if side == "length" else side for side in tensor["shape"][1:])]
        feeds[tensor["name"]] = np.ones(shape, tensor["type"])
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # starts the high-water mark anew
    before = _status("VmRSS")
    session.run(None, feeds)
    print(max(0, _status("VmHWM") - before))


if __name__ == "__main__":
    _main()

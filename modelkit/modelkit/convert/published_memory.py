"""Working memory of a published family's networks (``memory.activations``), measured on its graphs with weights of zeros in a
file that takes no room on the disk:

    python -m modelkit.convert.published_memory ../inference/src/main/resources/studio/unclip/inference/published/karlo

Prints what the family's module says (``ACTIVATIONS``). Memory as ONNX Runtime takes it with the studio's options, its arena
included, each figure in a process of its own (``starter.memory``). Networks of any height and width are run at the family's own
size and at half as much again: what grows with the area, and what with its square, is told apart by that. A quarter of an
hour on two cores, and ten gigabytes of memory for Kandinsky's image encoder.
"""

import argparse
import gzip
import json
import tempfile
from pathlib import Path

import onnx

from ..starter import memory

LARGER = 1.5


def zeros(graph: bytes, folder: Path) -> Path:
    """The graph with all its weights in one file of zeros."""
    model, end = onnx.load_from_string(graph), 0
    for tensor in model.graph.initializer:
        if tensor.data_location == onnx.TensorProto.EXTERNAL:
            size = 4
            for side in tensor.dims:
                size *= side
            del tensor.external_data[:]
            for key, value in (("location", "zeros"), ("offset", end), ("length", size)):
                tensor.external_data.add(key=key, value=str(value))
            end += size
    with open(folder / "zeros", "wb") as stream:
        stream.truncate(end)
    path = folder / "graph.onnx"
    path.write_bytes(model.SerializeToString())
    return path


def activations(path: Path, inputs: list[dict], sides: int) -> dict[str, int]:
    """``sides``: what a named height or width is at the family's own size, 0 where there is none."""
    one, two = (memory.measure(path, at(inputs, sides), 77, rows, arena=True) for rows in (1, 2))
    row = max(0, two - one)
    found = {"base": max(0, one - row), "perRow": row}
    if sides:
        # perRow * area + attention * area^2 beside the base, at areas of 1 and LARGER^2
        area = LARGER ** 2
        large = memory.measure(path, at(inputs, int(LARGER * sides)), 77, 1, arena=True) - found["base"]
        attention = max(0, int((large - row * area) / (area ** 2 - area)))
        found |= {"perRow": max(0, row - attention), "attention": attention}
    return found


def at(inputs: list[dict], sides: int) -> list[dict]:
    """With numbers for named heights and widths."""
    return [{**tensor, "shape": [sides if side in ("height", "width") else side for side in tensor["shape"]]}
            for tensor in inputs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("family", type=Path)
    parser.add_argument("roles", nargs="*", help="only these")
    given = parser.parse_args()
    family = json.loads((given.family / "family.json").read_text("utf-8"))
    output = family["manifest"]["sizes"]["output"]
    latent = {stage["latent"]["scale"] for stage in family["manifest"]["stages"] if "latent" in stage}
    for role, component in family["components"].items():
        if given.roles and role not in given.roles:
            continue
        named = any("height" in tensor["shape"] for tensor in component["inputs"])
        pixels = any(tensor["role"] == "picture" for tensor in component["inputs"])
        sides = 0 if not named else output if pixels else output // latent.copy().pop()
        with tempfile.TemporaryDirectory() as folder:
            graph = zeros(gzip.decompress((given.family / f"{role}.onnx.gz").read_bytes()), Path(folder))
            print(f'    "{role}": {json.dumps(activations(graph, component["inputs"], sides))},', flush=True)


if __name__ == "__main__":
    main()

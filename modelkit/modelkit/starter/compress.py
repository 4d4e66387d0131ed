"""Weights on disk: float16, or int8 with a scale per output channel, cast back to float32 inside the graph.

The casts stand on initialisers only, so ONNX Runtime folds them when the session is made; arithmetic stays float32.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

#: Smaller tensors stay float32.
SMALL = 1024


def compress(model: onnx.ModelProto, precision: str) -> onnx.ModelProto:
    """Return the model with its large float32 initialisers stored as "fp16" or "int8" ("fp32" leaves it alone)."""
    if precision == "fp32":
        return model
    graph = model.graph
    users = {}
    for node in graph.node:
        for position, name in enumerate(node.input):
            users.setdefault(name, []).append((node, position))
    kept, added = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size < SMALL:
            kept.append(tensor)
        elif precision == "int8" and values.ndim >= 2:
            new, nodes = _as_int8(tensor.name, values, _channel_axis(users.get(tensor.name, []), values.ndim))
            kept += new
            added += nodes
        else:
            kept.append(numpy_helper.from_array(values.astype(np.float16), tensor.name + ".f16"))
            added.append(helper.make_node("Cast", [tensor.name + ".f16"], [tensor.name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(added + nodes)
    onnx.checker.check_model(model)
    return model


def share(models: dict[str, onnx.ModelProto], folder: Path, weights: str) -> None:
    """Save graphs ``{file name: model}`` whose large weights stand once, in a file of their own beside them."""
    places: dict[bytes, tuple[int, int]] = {}
    with open(folder / weights, "wb") as stream:
        for model in models.values():
            for tensor in model.graph.initializer:
                content = numpy_helper.to_array(tensor).tobytes()
                if len(content) < SMALL:
                    continue
                if content not in places:
                    # aligned as ONNX Runtime wants what it maps
                    stream.write(bytes(-stream.tell() % 64))
                    places[content] = stream.tell(), len(content)
                    stream.write(content)
                offset, length = places[content]
                tensor.ClearField("raw_data")
                tensor.data_location = TensorProto.EXTERNAL
                del tensor.external_data[:]
                for key, value in (("location", weights), ("offset", offset), ("length", length)):
                    tensor.external_data.add(key=key, value=str(value))
    for name, model in models.items():
        (folder / name).write_bytes(model.SerializeToString())


def _channel_axis(users, rank: int) -> int:
    """Which axis counts output channels: the last for the right side of MatMul and plain Gemm, else the first."""
    for node, position in users:
        transposed = any(a.name == "transB" and a.i for a in node.attribute)
        if position == 1 and (node.op_type == "MatMul" or (node.op_type == "Gemm" and not transposed)):
            return rank - 1
    return 0


def _as_int8(name: str, values: np.ndarray, axis: int):
    others = tuple(k for k in range(values.ndim) if k != axis)
    scale = np.maximum(np.abs(values).max(axis=others, keepdims=True) / 127, 1e-12).astype(np.float32)
    whole = np.clip(np.rint(values / scale), -127, 127).astype(np.int8)
    tensors = [numpy_helper.from_array(whole, name + ".i8"), numpy_helper.from_array(scale, name + ".scale")]
    nodes = [helper.make_node("Cast", [name + ".i8"], [name + ".cast"], to=TensorProto.FLOAT),
             helper.make_node("Mul", [name + ".cast", name + ".scale"], [name])]
    return tensors, nodes

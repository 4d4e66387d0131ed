"""Writes the tiny ONNX graphs that the Java tests open: honest ones to run, hostile ones to refuse.

    python modelkit/modelkit/reference/tiny_onnx.py inference/src/test/resources/reference/onnx

Each is a few hundred bytes, so they are kept in the repository and the tests need no Python.
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper

OPSET = 18


def value(name, kind, shape):
    return h.make_tensor_value_info(name, kind, shape)


def model(nodes, inputs, outputs, *, initializers=(), sparse=(), functions=(), domains=()):
    graph = h.make_graph(nodes, "tiny", inputs, outputs, list(initializers), sparse_initializer=list(sparse))
    opsets = [h.make_opsetid("", OPSET)] + [h.make_opsetid(domain, 1) for domain in domains]
    return h.make_model(graph, opset_imports=opsets, functions=list(functions), ir_version=9)


def external(name, shape, location, offset=0, length=None):
    """A float32 tensor whose values lie in another file."""
    tensor = T(name=name, data_type=T.FLOAT, dims=shape, data_location=T.EXTERNAL)
    entries = {"location": location, "offset": str(offset)}
    entries["length"] = str(4 * int(np.prod(shape)) if length is None else length)
    for key, text in entries.items():
        tensor.external_data.add(key=key, value=text)
    return tensor


def vector(name="x"):
    return value(name, T.FLOAT, ["batch", 3])


def every_type():
    """prediction = sample + timestep + number of true mask entries + shift: all four element types cross the border."""
    nodes = [
        h.make_node("Cast", ["timestep"], ["t"], to=T.FLOAT),
        h.make_node("Unsqueeze", ["t", "one"], ["t1"]),
        h.make_node("Cast", ["mask"], ["m"], to=T.FLOAT),
        h.make_node("ReduceSum", ["m", "one"], ["m1"], keepdims=1),
        h.make_node("Cast", ["shift"], ["s"], to=T.FLOAT),
        h.make_node("Add", ["sample", "t1"], ["a"]),
        h.make_node("Add", ["a", "m1"], ["b"]),
        h.make_node("Add", ["b", "s"], ["prediction"]),
    ]
    inputs = [
        vector("sample"),
        value("timestep", T.INT64, ["batch"]),
        value("mask", T.BOOL, ["batch", 4]),
        value("shift", T.INT32, []),
    ]
    one = numpy_helper.from_array(np.array([1], np.int64), "one")
    return model(nodes, inputs, [vector("prediction")], initializers=[one])


def slow():
    """Multiplies a matrix by itself as often as asked: a run of any length, to be cancelled."""
    body = h.make_graph(
        [h.make_node("Identity", ["go"], ["on"]), h.make_node("MatMul", ["state", "state"], ["next"])],
        "body",
        [value("i", T.INT64, []), value("go", T.BOOL, []), value("state", T.FLOAT, [64, 64])],
        [value("on", T.BOOL, []), value("next", T.FLOAT, [64, 64])],
    )
    nodes = [h.make_node("Loop", ["trips", "", "start"], ["end"], body=body)]
    return model(
        nodes,
        [value("trips", T.INT64, []), value("start", T.FLOAT, [64, 64])],
        [value("end", T.FLOAT, [64, 64])],
    )


def with_initializer(tensor):
    return model([h.make_node("MatMul", ["x", "w"], ["y"])], [vector()], [vector("y")], initializers=[tensor])


def in_subgraph(tensor):
    """The tensor is a Constant's attribute inside a branch inside a branch."""

    def branch(name, node):
        return h.make_graph([node], name, [], [value(node.output[0], T.FLOAT, None)])

    plain = numpy_helper.from_array(np.ones((3, 3), np.float32), "plain")
    inner = h.make_node(
        "If",
        ["which"],
        ["b"],
        then_branch=branch("deep", h.make_node("Constant", [], ["c"], value=tensor)),
        else_branch=branch("other", h.make_node("Constant", [], ["d"], value=plain)),
    )
    outer = h.make_node(
        "If",
        ["which"],
        ["w"],
        then_branch=branch("middle", inner),
        else_branch=branch("flat", h.make_node("Constant", [], ["e"], value=plain)),
    )
    return model(
        [outer, h.make_node("MatMul", ["x", "w"], ["y"])],
        [vector(), value("which", T.BOOL, [])],
        [vector("y")],
    )


def sparse(values):
    indices = numpy_helper.from_array(np.array([0, 4, 8], np.int64), "indices")
    tensor = onnx.SparseTensorProto(values=values, indices=indices, dims=[3, 3])
    return model(
        [h.make_node("MatMul", ["x", "w"], ["y"])], [vector()], [vector("y")], sparse=[tensor]
    )


def calling(functions, name="f0"):
    return model(
        [h.make_node(name, ["x"], ["y"], domain="local")],
        [vector()],
        [vector("y")],
        functions=functions,
        domains=["local"],
    )


def function(name, nodes):
    opsets = [h.make_opsetid("", OPSET), h.make_opsetid("local", 1)]
    return h.make_function("local", name, ["a"], ["z"], nodes, opsets)


def doubling(levels):
    """Each function calls the next twice: kilobytes that unfold to 2^levels nodes."""
    functions = [
        function(
            f"f{i}",
            [
                h.make_node(f"f{i + 1}", ["a"], ["b"], domain="local"),
                h.make_node(f"f{i + 1}", ["b"], ["z"], domain="local"),
            ],
        )
        for i in range(levels)
    ]
    return [*functions, function(f"f{levels}", [h.make_node("Neg", ["a"], ["z"])])]


def deep(levels):
    graph = h.make_graph(
        [h.make_node("Constant", [], ["c"], value_float=1.0)], "g", [], [value("c", T.FLOAT, [])]
    )
    for _ in range(levels):
        node = h.make_node("If", ["which"], ["c"], then_branch=graph)
        graph = h.make_graph([node], "g", [], [value("c", T.FLOAT, [])])
    return model(list(graph.node), [value("which", T.BOOL, [])], [value("c", T.FLOAT, [])])


def custom(domain, op):
    return model([h.make_node(op, ["x"], ["y"], domain=domain)], [vector()], [vector("y")], domains=[domain])


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    weights = (2 * np.eye(3, dtype=np.float32)).tobytes()
    (folder / "weights.bin").write_bytes(weights)
    # A published checkpoint stays as it is; a graph of our own points into it.
    header = json.dumps({
        "other": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
        "w": {"dtype": "F32", "shape": [3, 3], "data_offsets": [8, 44]},
    }).encode()
    (folder / "weights.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + bytes(8) + weights)

    w = lambda location="weights.bin", **more: external("w", [3, 3], location, **more)  # noqa: E731
    models = {
        "every-type": every_type(),
        "slow": slow(),
        "external": with_initializer(w()),
        "subgraph-external": in_subgraph(w()),
        "safetensors": with_initializer(w("weights.safetensors", offset=8 + len(header) + 8)),
        "function": calling([function("f0", [h.make_node("Neg", ["a"], ["z"])])]),
        "contrib": custom("com.microsoft", "FastGelu"),
        "hostile-parent-path": with_initializer(w("../weights.bin")),
        "hostile-absolute-path": with_initializer(w("/etc/hostname")),
        "hostile-memory-address": with_initializer(w("*/_ORT_MEM_ADDR_/*")),
        "hostile-behind-end": with_initializer(w(offset=8)),
        "hostile-negative-offset": with_initializer(w(offset=-8)),
        "hostile-subgraph": in_subgraph(w("../weights.bin")),
        "hostile-sparse": sparse(external("w", [3], "../weights.bin")),
        "hostile-custom-operator": custom("evil.example", "Run"),
        "hostile-loader-operator": custom("com.microsoft", "EPContext"),
        "hostile-function": calling([function("f0", [h.make_node("Run", ["a"], ["z"], domain="evil.example")])]),
        "hostile-function-weights": calling([
            function("f0", [
                h.make_node("Constant", [], ["w"], value=w("../weights.bin")),
                h.make_node("MatMul", ["a", "w"], ["z"]),
            ])
        ]),
        "hostile-recursion": calling([function("f0", [h.make_node("f0", ["a"], ["z"], domain="local")])]),
        "hostile-doubling": calling(doubling(40)),
        "hostile-depth": deep(28),
    }
    for name, tiny in models.items():
        (folder / f"{name}.onnx").write_bytes(tiny.SerializeToString())
        print(f"{name}.onnx", len(tiny.SerializeToString()), "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

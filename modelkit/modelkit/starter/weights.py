"""Weights of an exported graph, back under the names they have in PyTorch, so that training can go on from a pack."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

#: Suffix of an initialiser that holds the transpose of a parameter.
TRANSPOSED = ".T"


def restore_names(model: onnx.ModelProto, module: torch.nn.Module) -> None:
    """Give initialisers that the exporter folded and renamed the name of the parameter they hold.

    The exporter keeps the names of most parameters, but turns the weight of a linear layer on sequences into a
    nameless transposed constant, and what a group norm multiplies by into one with more axes of length one.
    """
    named = {name: p.detach().numpy() for name, p in module.named_parameters()}
    present = {tensor.name for tensor in model.graph.initializer}
    missing = {name: value for name, value in named.items() if name not in present}
    renamed: dict[str, str] = {}
    for tensor in model.graph.initializer:
        if tensor.name in named or tensor.data_type != onnx.TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        for name, wanted in missing.items():
            if np.array_equal(values.squeeze(), wanted.squeeze()):
                renamed[tensor.name] = name
            elif wanted.ndim == 2 and values.shape == wanted.T.shape and np.array_equal(values, wanted.T):
                renamed[tensor.name] = name + TRANSPOSED
            else:
                continue
            del missing[name]
            break
    for tensor in model.graph.initializer:
        tensor.name = renamed.get(tensor.name, tensor.name)
    for node in model.graph.node:
        for position, name in enumerate(node.input):
            node.input[position] = renamed.get(name, name)


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """Parameters by name, float32, from a graph as ``compress`` wrote it. Constants of the graph may be among them."""
    stored = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    found = {}
    for name, values in stored.items():
        if name.endswith(".scale"):
            continue
        if name.endswith(".i8"):
            name = name.removesuffix(".i8")
            values = values.astype(np.float32) * stored[name + ".scale"]
        name = name.removesuffix(".f16")
        if name.endswith(TRANSPOSED):
            name, values = name.removesuffix(TRANSPOSED), values.T
        found[name] = torch.from_numpy(values.astype(np.float32))
    return found


@torch.no_grad()
def load_graph(network: torch.nn.Module, *paths: Path, prefix: str = "", extra: dict[str, torch.Tensor] | None = None,
               new: tuple[str, ...] = ()) -> None:
    """Put the weights of a graph, or of several that share them, into the network. ``prefix`` selects and strips the start
    of the graphs' names; ``extra`` holds parameters that are kept elsewhere (the nulls). Raises if one is found nowhere, unless its
    name begins with one of ``new`` and no name in the graphs does: it stays untrained."""
    weights = {name.removeprefix(prefix): value for path in paths for name, value in read_weights(path).items()
               if name.startswith(prefix)} | (extra or {})
    untrained = () if any(name.startswith(new) for name in weights) else new
    for name, parameter in network.named_parameters():
        if name.startswith(untrained):
            continue
        if name not in weights:
            raise ValueError(f"{paths[0]} has no weights for {name}: was it exported from another shape?")
        if weights[name].squeeze().shape != parameter.squeeze().shape:
            raise ValueError(f"{paths[0]}: {name} is {tuple(weights[name].shape)}, not {tuple(parameter.shape)}")
        parameter.copy_(weights[name].reshape(parameter.shape))

"""What the studio needs to install a family of models from its published files, with no Python on the person's machine;
each family has a module with the command that writes it (``karlo_published``).

A folder with ``family.json`` (which folders and files there must be, which configurations, the manifest's fixed parts) and a
graph without weights a component, gzipped. Every weight of such a graph is an initialiser in the layout in which the file
stores it, external, named SOURCE/TENSOR and with the source for its location; the studio puts file, offset and length in
their place. Networks are made from their configuration alone: their memory is never touched, so gigabytes cost nothing.
"""

import argparse
import contextlib
import gzip
import inspect
import io
import json
import shutil
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import onnx
import onnx_ir as ir
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnxscript import rewriter
from onnx_ir.passes import common as passes
from onnxscript.optimizer._constant_folding import FoldConstantsPass
from transformers.initialization import no_init_weights

from ..starter import graphs

#: Keys of configurations that change no number: training's, and who wrote the file.
NO_MATTER = {"dropout", "attention_dropout", "initializer_factor", "initializer_range", "dtype", "torch_dtype", "architectures",
             "model_type", "transformers_version", "bos_token_id", "eos_token_id", "pad_token_id", "output_hidden_states",
             "output_attentions", "return_dict", "chunk_size_feed_forward", "is_encoder_decoder", "id2label", "label2id",
             "problem_type"}
#: Rewritings that look at no weight's value. A Transpose that changes nothing must go: ONNX Runtime 1.29 takes one before a
#: Gemm for one that turns.
STRUCTURAL = {"CastCast", "CastIdentity", "ExpandIdentity", "ReshapeReshape", "TransposeIdentity", "TransposeTranspose",
              "UnsqueezeUnsqueeze"}


@dataclass(frozen=True)
class Source:
    """A sub-folder with weights: where it lies and the module it makes. ``ignore`` are tensors that files may have beyond
    those of the graphs and of ``keep``, which is what the geometry reads. ``free`` are keys of its configuration that change no
    number of the graph; ``renamed`` are parts of tensors' names, and what they are in older files."""

    folder: str
    path: str
    module: Any
    keep: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    renamed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """``graphs`` with, by role, the source of each prefix of their weights' names; ``facts`` is the manifest's fixed part,
    in which ``{"file": [folder, path]}`` stands for a JSON file of the published folders; what a folder that need not be there
    ``drops`` of it is said by JSON pointers. ``geometry`` names a tensor for each table, or, by ``{"answer": role}``, what that
    component says to inputs that are all zero, which the studio finds out when it installs."""

    sources: dict[str, Source]
    graphs: list[graphs.Graph]
    weights: dict[str, dict[str, str]]
    folders: list[dict]
    facts: dict
    geometry: dict
    tokenizer: dict = field(default_factory=dict)


def write(family: Family, out: Path) -> dict[str, onnx.ModelProto]:
    """Write the folder; returns the graphs by role."""
    out.mkdir(parents=True, exist_ok=True)
    made, components = {}, {}
    for graph in family.graphs:
        made[graph.role] = skeleton(graph, family.weights[graph.role])
        (out / f"{graph.role}.onnx.gz").write_bytes(gzip.compress(made[graph.role].SerializeToString(), 9, mtime=0))
        components[graph.role] = {"sources": sorted({source.split("/")[0] for source in family.weights[graph.role].values()}),
                                  "inputs": [port.manifest() for port in graph.inputs],
                                  "outputs": [port.manifest() for port in graph.outputs]}
    sources = {name: {"folder": source.folder, "path": source.path, "class": type(source.module).__name__,
                      **config(source.module, source.free), "keep": source.keep, "ignore": source.ignore,
                      **({"renamed": source.renamed} if source.renamed else {})}
               for name, source in family.sources.items()}
    description = {"folders": family.folders, "sources": sources, "tokenizer": family.tokenizer, "geometry": family.geometry,
                   "components": components, "manifest": family.facts}
    (out / "family.json").write_text(json.dumps(description, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return made


def beside(family: Family, pack: Path) -> None:
    """Write the folder beside a pack of the same weights, with its licence."""
    out = pack.with_name(pack.name + "-published")
    write(family, out)
    shutil.copy(pack / "LICENSE.txt", out)


def config(module, free: tuple[str, ...] = ()) -> dict:
    """What of the module's configuration a file must say (``config``), and what it may leave out since it is the class's own
    default (``defaults``); ``free`` it may say as it likes."""
    if hasattr(module.config, "to_diff_dict"):
        values, defaults = module.config.to_dict(), type(module.config)().to_dict()
    else:
        values = dict(module.config)
        defaults = {name: parameter.default for name, parameter in inspect.signature(type(module).__init__).parameters.items()}
    values = {key: _plain(value) for key, value in values.items()
              if not key.startswith("_") and key not in NO_MATTER and key not in free}
    usual = {key: value for key, value in values.items() if key in defaults and _plain(defaults[key]) == value}
    return {"config": {key: value for key, value in values.items() if key not in usual}, "defaults": usual}


def _plain(value):
    return list(value) if isinstance(value, tuple) else value


def skeleton(graph: graphs.Graph, weights: dict[str, str]) -> onnx.ModelProto:
    """The graph with its weights outside. ``weights``: prefixes of names in the module, and the source (``prior``) or one
    tensor of it (``prior/clip_mean``) that they stand for."""
    generator = torch.Generator().manual_seed(1)
    module = graph.module.eval()
    examples = [port.example(generator, graphs.EXAMPLE, length=5) for port in graph.inputs]
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), _flat_linear():
        warnings.simplefilter("ignore")
        model = torch.onnx.export(
            module, tuple(examples), opset_version=18, input_names=[port.name for port in graph.inputs], dynamo=True,
            output_names=[port.name for port in graph.outputs], dynamic_shapes=graphs.free_axes(graph.inputs), optimize=False).model
    outside = {value for name, value in model.graph.initializers.items() if name in module.state_dict()}
    for value in outside:
        source, tensor = place(value.name, weights)
        shape, kind = value.const_value.shape, value.const_value.dtype
        value.name = f"{source}/{tensor}"
        value.const_value = ir.ExternalTensor(source, None, None, kind, shape=shape, name=value.name)
    _simplify(model, outside)
    found = ir.to_proto(model)
    del found.metadata_props[:], found.graph.metadata_props[:], found.graph.value_info[:]
    for value in (*found.graph.input, *found.graph.output):
        del value.metadata_props[:]
    for node in found.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    return found


def _simplify(model: ir.Model, outside: set[ir.Value]) -> None:
    """What the exporter does to every graph, but for what would turn or merge weights, or looks at their values."""
    fold = FoldConstantsPass(
        shape_inference=True, input_size_limit=8192, output_size_limit=1 << 18,
        should_fold=lambda node: False if any(value in outside for value in node.inputs) else None)
    rewrite = rewriter.RewritePass([rule for rule in rewriter._DEFAULT_REWRITE_RULES if rule.name in STRUCTURAL])
    for simplify in (fold, rewrite, passes.RemoveUnusedNodesPass(), fold, rewrite, passes.RemoveUnusedNodesPass(),
                     passes.LiftConstantsToInitializersPass(lift_all_constants=True, size_limit=0),
                     passes.CommonSubexpressionEliminationPass(), passes.OutputFixPass(), passes.NameFixPass(),
                     passes.RemoveUnusedOpsetsPass()):
        simplify(model)


def place(name: str, weights: dict[str, str]) -> tuple[str, str]:
    """Source and tensor of a weight of a graph's module."""
    prefix, source = next((prefix, source) for prefix, source in weights.items() if name.startswith(prefix))
    folder, _, tensor = source.partition("/")
    return folder, tensor or name.removeprefix(prefix)


@contextlib.contextmanager
def _flat_linear():
    """Linear layers on sequences as products of two matrices: Gemm reads a weight as it is stored, MatMul wants it turned."""
    usual = nn.Linear.forward

    def flat(self, x):
        if x.dim() < 3:
            return usual(self, x)
        return F.linear(x.flatten(0, -2), self.weight, self.bias).unflatten(0, x.shape[:-1])

    nn.Linear.forward = flat
    try:
        yield
    finally:
        nn.Linear.forward = usual


@contextlib.contextmanager
def untouched():
    """Modules made here get weights of whatever memory holds, and none is spent on them; buffers are as always."""
    names = [name for name in dir(nn.init) if name.endswith("_") and not name.startswith("_")]
    usual = {name: getattr(nn.init, name) for name in names}
    for name in names:
        setattr(nn.init, name, lambda tensor, *_, **__: tensor)
    try:
        with no_init_weights():  # transformers keeps functions of its own
            yield
    finally:
        for name, function in usual.items():
            setattr(nn.init, name, function)


def main(family, description: str):
    """Writes a family's folder, as its module's command."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    with torch.no_grad():
        for role, proto in write(family(), given.out).items():
            print(f"{role}: {len(proto.graph.node)} nodes, {(given.out / (role + '.onnx.gz')).stat().st_size:,} bytes")

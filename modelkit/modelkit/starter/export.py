"""Writes a pack: the ONNX graphs, each checked against PyTorch, and every file the manifest names."""

import contextlib
import io
import math
import tomllib
import warnings
from pathlib import Path

import onnx
import onnxruntime
import torch

from . import aliases, aspects, graphs, looks, memory, networks, pack, splitter, vocabulary, weights
from .compress import compress, share
from .geometry import fit
from .prior_autoregressive import Buckets
from .workshop import Workshop

#: How weights are stored, by component.
PRECISION = {"text-encoder": "int8", "image-encoder": "fp16", "prior-text": "int8", "prior": "int8", "decoder": "int8",
             "upsampler-256": "fp16", "upsampler-1024": "fp16", "prior-autoregressive": "int8", "captioner": "int8"}
#: Largest difference from PyTorch allowed in the float32 graph, relative to the output's largest value.
TOLERANCE = 1e-4


def export(workshop: Workshop, runs: Path, configs: Path, out: Path, version: str,
           dictionary: Path | None = None) -> list[dict]:
    """Write the pack folder from the runs' checkpoints; a main stage without one is exported untrained,
    autoregressive prior and captioner are left out.
    ``dictionary`` is WordNet's folder, for the vocabulary's kinds and nearest words.

    Returns a row per component: parameters, bytes, largest differences before and after compression.
    """
    out.mkdir(parents=True, exist_ok=True)
    made = networks.from_runs(runs, configs, workshop.tokenizer)
    decoder, autoregressive, captioner = made["decoder"], made.get("prior-autoregressive"), made.get("captioner")
    buckets = Buckets.load(runs / "prior-autoregressive" / "buckets.safetensors") if autoregressive else None
    rows = [write_graph(graph, out, PRECISION[graph.role]) for graph in graphs.of(made)]
    share_prior(rows, out)
    measured = (runs / "clip" / "geometry.safetensors").exists()
    geometry = networks.geometry(runs) if measured else fit(*_random_embeddings(decoder.shape.embedding))
    tables = buckets.tensors() | {"null_text_embedding_autoregressive": autoregressive.null_text} if buckets else {}
    pack.write_geometry(geometry, decoder, made["prior"], tables, out / "geometry.safetensors")
    workshop.tokenizer.save(out / "tokenizer.json")
    vocabulary.write(workshop, out / "vocabulary.json", dictionary, aliases.pairs())
    pack.write_texts(workshop.chosen, out)
    longest = {"prior-autoregressive": len(buckets.edges) + 1 if buckets else 33,
               "captioner": captioner.shape.length if captioner else 40}
    working = {row["role"]: memory.activations(out / row["file"], row["inputs"], longest.get(row["role"], graphs.CONTEXT))
               for row in rows}
    pack.write_manifest(workshop, rows, geometry, out, version, training=training_facts(runs), activations=working,
                        tokens=longest["prior-autoregressive"], captions=longest["captioner"],
                        logit_scale=made["clip"].scale().item())
    aspects.add(out, workshop.chosen)
    splitter.add(out)
    looks.add(out, new=looks.followed(runs, configs))
    return rows


def write_graph(graph: graphs.Graph, out: Path, precision: str) -> dict:
    """Export, check, compress and check again; raises if the float32 graph differs from PyTorch."""
    generator = torch.Generator().manual_seed(1)
    module = graph.module.eval().to(memory_format=torch.contiguous_format)
    examples = [port.example(generator, graphs.EXAMPLE, length=5) for port in graph.inputs]
    names = [port.name for port in graph.inputs]
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            module, tuple(examples), opset_version=18, input_names=names, dynamo=True,
            output_names=[port.name for port in graph.outputs], dynamic_shapes=graphs.free_axes(graph.inputs))
    model = program.model_proto
    weights.restore_names(model, module)
    del model.metadata_props[:]
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    del model.graph.value_info[:]  # shapes of what lies between, which every runtime infers by itself
    path = out / f"{graph.role}.onnx"
    inputs = [port.example(generator, 3, length=9) for port in graph.inputs]
    with torch.no_grad():
        expected = module(*inputs)
    expected = expected if isinstance(expected, tuple) else (expected,)
    difference = _difference(model, names, inputs, expected)
    if difference > TOLERANCE:
        raise RuntimeError(f"{graph.role}: ONNX Runtime differs from PyTorch by {difference:.2e}")
    # of the graph, not of the module: of two graphs of one network each has its own
    count = sum(math.prod(t.dims) for t in model.graph.initializer if t.data_type == onnx.TensorProto.FLOAT)
    model = compress(model, precision)
    onnx.save(model, path)
    compressed = _difference(model, names, inputs, expected)
    return {"role": graph.role, "file": path.name, "precision": precision, "parameters": count,
            "bytes": path.stat().st_size, "external": [], "difference": difference, "compressed": compressed,
            "inputs": [port.manifest() for port in graph.inputs],
            "outputs": [port.manifest() for port in graph.outputs]}


def share_prior(rows: list[dict], out: Path) -> None:
    """Keep the weights of the prior's two graphs, which have most of them in common, once, in a file of their own."""
    halves = [row for row in rows if row["role"] in ("prior-text", "prior")]
    share({row["file"]: onnx.load(out / row["file"]) for row in halves}, out, "prior.weights")
    for row in halves:
        row.update(bytes=(out / row["file"]).stat().st_size, external=["prior.weights"])


def _difference(model, names, inputs, expected) -> float:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    feeds = {name: tensor.numpy() for name, tensor in zip(names, inputs)}
    worst = 0.0
    for found, wanted in zip(session.run(None, feeds), expected):
        found, wanted = torch.from_numpy(found).float(), wanted.float()
        worst = max(worst, (found - wanted).abs().max().item() / wanted.abs().max().clamp(min=1).item())
    return worst


def training_facts(runs: Path) -> dict:
    """How long each stage was trained: steps in all, of how many examples (the last configuration's), seconds, seed. Where it
    went on from a pack, ``after`` is what that says; the seconds are those since."""
    found = {}
    for path in sorted(runs.glob("*/checkpoint.pt")):
        state, stage = torch.load(path, map_location="cpu", weights_only=True, mmap=True), path.parent.name
        before = state.get("origin", {})
        if stage not in before or state["step"] > before[stage]["steps"]:
            batch = tomllib.loads(path.with_name("config.toml").read_text("utf-8"))["batch"]
            row = {"steps": state["step"], "batch": batch, "seconds": round(state["seconds"]), "seed": state["seed"]}
            if stage in before:
                row["after"] = before[stage]
            before = {**before, stage: row}
        found = {**before, **found, stage: before[stage]}
    return dict(sorted(found.items()))


def _random_embeddings(dimension: int):
    generator = torch.Generator().manual_seed(1)
    draw = lambda: torch.nn.functional.normalize(torch.randn(4 * dimension, dimension, generator=generator), dim=1)
    return draw(), draw()

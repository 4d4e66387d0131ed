"""Puts what runs trained further into a pack that is there, and leaves every other byte of it as it is: a version of a pack
is kept for ever, so it has only what changed.

Graphs that share a file of weights come together; what the manifest says of the rest, and of words, stays.
"""

import json
from pathlib import Path

from safetensors.torch import load_file, save_file

from . import graphs, looks, memory, networks
from .export import PRECISION, share_prior, training_facts, write_graph
from .pack import entry
from .workshop import Workshop

#: The components of each stage that can be replaced by itself, and its tables among the pack's geometry.
_PARTS = {
    "prior": (("prior-text", "prior"), {"null_text_embedding_prior": "null_text"}),
    "decoder": (("decoder",), {"null_image_embedding": "null_image", "null_text_embedding": "null_text"}),
    "upsampler": (("upsampler-256",), {}),
    "upsampler-1024": (("upsampler-1024",), {}),
    "prior-autoregressive": (("prior-autoregressive",), {"null_text_embedding_autoregressive": "null_text"}),
    "captioner": (("captioner",), {}),
}


def replace(workshop: Workshop, runs: Path, configs: Path, pack: Path, stages: list[str], version: str) -> list[dict]:
    """Replace these stages' components in the pack folder by what ``runs`` hold; returns a row per component as
    ``export.write_graph`` does. ``runs`` must hold all stages of the pack (``resume`` makes those that are lacking).

    Raises if a stage cannot be replaced by itself.
    """
    if other := set(stages) - _PARTS.keys():
        raise ValueError(f"{', '.join(sorted(other))} cannot be replaced alone; export the pack instead")
    made = networks.from_runs(runs, configs, workshop.tokenizer)
    wanted = {role for stage in stages for role in _PARTS[stage][0]}
    rows = [write_graph(graph, pack, PRECISION[graph.role]) for graph in graphs.of(made) if graph.role in wanted]
    if "prior" in stages:
        share_prior(rows, pack)
    manifest = json.loads((pack / "pack.json").read_text("utf-8"))
    tables = {name: getattr(made[stage], attribute).detach() for stage in stages for name, attribute in _PARTS[stage][1].items()}
    if tables:
        geometry = load_file(str(pack / "geometry.safetensors"))
        changed = {name: value.to(geometry[name].dtype).contiguous() for name, value in tables.items()}
        save_file(geometry | changed, str(pack / "geometry.safetensors"))
        manifest["data"]["geometry"] = entry(pack / "geometry.safetensors")
    longest = {"captioner": manifest["sections"]["captioner"]["length"],
               "prior-autoregressive": manifest["sections"]["autoregressive-prior"]["tokens"]}
    for row in rows:
        manifest["components"][row["role"]] |= {**entry(pack / row["file"]), "precision": row["precision"],
                                                "parameters": row["parameters"],
                                                **({"external": [entry(pack / name) for name in row["external"]]}
                                                   if row["external"] else {})}
        length = longest.get(row["role"], graphs.CONTEXT)
        manifest["memory"]["activations"][row["role"]] = memory.activations(pack / row["file"], row["inputs"], length)
    told = training_facts(runs)
    stated = {*stages, *(["recall"] if "decoder" in stages else [])}
    manifest["sections"]["training"]["stages"] |= {stage: facts for stage, facts in told.items() if stage in stated}
    manifest["version"] = version
    (pack / "pack.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
    looks.add(pack, new="prior" in stages and looks.followed(runs, configs))
    return rows

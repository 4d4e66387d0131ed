"""The files of a pack that are not graphs: geometry, texts and the manifest."""

import hashlib
import json
from pathlib import Path
from string import Template

from safetensors.torch import save_file

from . import grounds, phrases, schedule
from .concepts import ConceptList
from .drawings import SETS
from .geometry import FLOOR, Geometry
from .sources import SOURCES, WORDS, source
from .workshop import Workshop

_TEXTS = Path(__file__).with_name("texts")


def write_geometry(geometry: Geometry, decoder, prior, more: dict, path: Path) -> None:
    """Write ``geometry.safetensors`` with the learned nulls of decoder and prior, and ``more`` tables."""
    tensors = geometry.tensors() | more | {"null_image_embedding": decoder.null_image, "null_text_embedding": decoder.null_text,
                                    "null_text_embedding_prior": prior.null_text}
    save_file({name: tensor.detach().float().contiguous() for name, tensor in tensors.items()}, str(path))
    path.chmod(0o644)


def write_texts(chosen: ConceptList, out: Path) -> None:
    """Copy the licence, and write model card and NOTICE for the list of concepts and the sources it draws on."""
    (out / "LICENSE.txt").write_bytes((_TEXTS / "LICENSE.txt").read_bytes())
    (out / "NOTICE.txt").write_text(notice(chosen), "utf-8")
    (out / "MODEL_CARD.md").write_text(model_card(chosen), "utf-8")


def notice(chosen: ConceptList) -> str:
    """Credits of every source that the list uses, and the notice of each of their licences."""
    used = {*WORDS, *(SETS[name] for name in (*chosen.sets, chosen.vectors) if name)}
    sources = [item for item in SOURCES if item.package in used]
    lines = ["Starter pack of Unclip Studio", "",
             "The networks in this pack were trained from nothing on pictures composed from the following data. The",
             "drawings were cut out, scaled, recoloured, given other styles and composed; none of them is in the pack.", ""]
    lines += [f"* {item.package} {item.version} ({item.licence}): {item.credit}" for item in sources]
    for licence in dict.fromkeys(item.licence for item in sources):
        lines += ["", (_TEXTS / "licences" / f"{licence}.txt").read_text("utf-8").rstrip()]
    return "\n".join(lines) + "\n"


def model_card(chosen: ConceptList) -> str:
    """The model card, with what follows from the list of concepts filled in."""
    used = [source(SETS[name]) for name in chosen.sets]
    several = len(used) > 1
    data = ", ".join(dict.fromkeys(item.credit.split(",")[0] for item in used))
    values = {
        "count": str(len(chosen.concepts)), "scenes": ", ".join(grounds.SCENES), "data": data,
        "licences": ", ".join(dict.fromkeys(item.licence for item in used)),
        "styles": ", ".join(phrases.styles_spoken() if several else phrases.styles_spoken(looks=False)),
        "drawings": "all drawings that these sets have of each thing" if several else "one drawing of each thing",
        "vectors": "" if several else ", and for the upsampler also from the flat vector drawings of the same set",
        "limits": "A thing was seen in at most a dozen drawings" if several else
                  "One drawing of each thing was seen, so seeds differ in place, size, ground and detail rather than in kind",
    }
    return Template((_TEXTS / "MODEL_CARD.md").read_text("utf-8")).substitute(values)


def write_manifest(workshop: Workshop, rows: list[dict], geometry: Geometry, out: Path, version: str,
                   training: dict, tokens: int, captions: int, activations: dict, logit_scale: float) -> None:
    """Write ``pack.json``; ``rows`` come from ``export.write_graph``, ``training`` says how long each stage ran,
    ``tokens`` are the autoregressive prior's, ``captions`` the captioner's longest, ``activations`` working memory by
    component (``memory.activations``), ``logit_scale`` is CLIP's temperature."""
    tokenizer = workshop.tokenizer
    dimension = len(geometry.mean)
    components = {row["role"]: {**entry(out / row["file"]), "precision": row["precision"],
                                "parameters": row["parameters"],
                                "external": [entry(out / name) for name in row["external"]],
                                "inputs": row["inputs"], "outputs": row["outputs"]} for row in rows}
    data = {"tokenizer": "tokenizer.json", "vocabulary": "vocabulary.json", "geometry": "geometry.safetensors",
            "licence": "LICENSE.txt", "notice": "NOTICE.txt", "model-card": "MODEL_CARD.md"}
    manifest = {
        "format": 1, "id": "unclip-starter", "version": version, "name": "Starter pack",
        "description": f"Draws {len(workshop.concepts)} everyday things as illustrations, on plain grounds and in "
                       "simple scenes. Trained from nothing; small, and good for trying everything out.",
        "paints": "illustrations",
        "family": "pixel-cascade",
        "licence": {"spdx": "Apache-2.0", "file": "LICENSE.txt", "notices": ["NOTICE.txt", "MODEL_CARD.md"],
                    "summary": "Free to use and share, for any purpose.", "restrictions": None},
        "components": components,
        "data": {key: entry(out / name) for key, name in data.items()},
        "tokenizer": {"kind": "clip-bpe", "data": "tokenizer", "contextLength": 77, "startToken": tokenizer.start,
                      "endToken": tokenizer.end, "padToken": tokenizer.pad},
        "embedding": {"dimension": dimension, "unitLength": True, "data": "geometry", "whitening": "full",
                      "eigenvalueFloor": FLOOR, "pcaComponents": len(geometry.components), "textGap": "centred",
                      "logitScale": round(logit_scale, 2)},
        "imageInput": {"size": 64, "mean": [0.5] * 3, "std": [0.5] * 3, "resample": "bicubic"},
        "background": [255] * 3,
        "stages": stages(),
        "sizes": {"output": 1024, "multiple": 1024},
        "memory": {"activations": activations},
        "operations": operations(),
        "defaults": {"candidates": 4, "template": "{}"},
        "vocabulary": {"data": "vocabulary"},
        "sections": {
            "autoregressive-prior": {"mustUnderstand": False, "tokens": tokens, "guidance": 1.5, "samples": 1,
                                     "dotQuantile": 0.5},
            "captioner": {"mustUnderstand": False, "length": captions},
            "training": {"mustUnderstand": False, "stages": training}},
    }
    (out / "pack.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")


def stages() -> list[dict]:
    """The denoising loops with their schedules and defaults."""
    enlarge = lambda side, steps: {
        "name": f"upsampler-{side}", "component": f"upsampler-{side}", "size": side, "channels": 3,
        "lowResolution": {"size": side // 4, "resample": "bicubic"}, "schedule": schedule.config(1.0, "trailing"),
        "defaults": {"sampler": "ddim", "steps": steps, "guidance": 1.0, "eta": 0.0},
        "samplers": ["ddim"], "inpainting": "channels"}
    return [
        {"name": "prior", "component": "prior", "schedule": schedule.config(5.0, "unclip"),
         "defaults": {"sampler": "unclip", "steps": 12, "guidance": 2.5, "samples": 2},
         "samplers": ["unclip", "ddim", "dpmpp-2m"]},
        {"name": "decoder", "component": "decoder", "size": 64, "channels": 3, "schedule": schedule.config(1.0, "trailing"),
         "defaults": {"sampler": "ddim", "steps": 10, "guidance": 1.75, "eta": 0.0},
         "samplers": ["ddim", "ddpm", "unclip", "dpmpp-2m"], "inpainting": "channels"},
        enlarge(256, 1), enlarge(1024, 1),
    ]


def operations() -> dict:
    """What the pack can do with a picture, and with which constants (docs/pack-format.md)."""
    span = lambda least, usual, most: {"least": least, "usual": usual, "most": most}
    return {
        "inpaint": {
            "mode": "channels", "context": 0.5, "blend": 8,
            # the decoder draws a thing as large as its picture; what ground it stands on comes from around it
            "thing": {"context": 0.03125, "around": list(phrases.GROUND), "ground": 0.2,
                      "drawn": {"longer": 0.75, "shorter": 0.55}},
            "scenes": phrases.scene_names(), "removing": 0.75, "continuing": 0.5},
        "expand": {"overlap": 0.25, "samples": 8},
        "vary": {"meaning": span(0, 0.3, 0.6), "layout": span(0, 0.5, 1), "eta": 1},
        "textDiff": {"inversionSteps": 10, "theta": 1, "reach": 1, "slerp": 0.5, "previewSteps": 3, "previewGuidance": 1},
        "refine": {"strength": span(0.1, 0.5, 0.95)},
    }


def entry(path: Path) -> dict:
    """What a manifest says of a file."""
    content = path.read_bytes()
    return {"file": path.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}

"""What packs of all converted families have in common: towers and priors as graphs, geometry, the manifest's outer form."""

import hashlib
import json
from pathlib import Path

import torch
import torch.nn as nn
from safetensors.torch import save_file

from ..starter.graphs import Graph, Port


class TextTower(nn.Module):
    """CLIP's text tower: z_t and the last hidden states, neither normalised."""

    def __init__(self, clip):
        super().__init__()
        self.clip = clip

    def forward(self, tokens):
        read = self.clip(tokens)
        return read.text_embeds, read.last_hidden_state


class ImageTower(nn.Module):
    """CLIP's image tower: z_i, not normalised."""

    def __init__(self, clip):
        super().__init__()
        self.clip = clip

    def forward(self, pixels):
        return self.clip(pixels).image_embeds


class Prior(nn.Module):
    """diffusers' PriorTransformer: whitened z_i in, whitened z_i out."""

    def __init__(self, prior):
        super().__init__()
        self.prior = prior

    def forward(self, sample, timestep, text_embedding, text_states, text_mask):
        return self.prior(sample, timestep, proj_embedding=text_embedding, encoder_hidden_states=text_states,
                          attention_mask=text_mask).predicted_image_embedding


def text_ports(prior, text_encoder) -> tuple[Port, Port, Port]:
    """The caption as priors and conditioners read it."""
    length, width = text_encoder.config.max_position_embeddings, text_encoder.config.hidden_size
    return (Port("text-embedding", "float32", (prior.config.embedding_dim,)), Port("text-states", "float32", (length, width)),
            Port("text-mask", "bool", (length,)))


def towers_and_prior(text_encoder, image_encoder, prior) -> list[Graph]:
    """The graphs up to z_i; ``image_encoder`` may be None."""
    e, text = prior.config.embedding_dim, text_ports(prior, text_encoder)
    embedding = Port("embedding", "float32", (e,), "clip_embedding")
    graphs = [Graph("text-encoder", TextTower(text_encoder),
                    (Port("tokens", "int64", (text[1].shape[0],), values=text_encoder.config.vocab_size),),
                    (embedding, Port("states", "float32", text[1].shape, "clip_states")))]
    if image_encoder is not None:
        side = image_encoder.config.image_size
        graphs.append(Graph("image-encoder", ImageTower(image_encoder), (Port("pixels", "float32", (3, side, side)),),
                            (embedding,)))
    graphs.append(Graph("prior", Prior(prior), (Port("sample", "float32", (e,)), Port("timestep", "int64", ()), *text),
                        (Port("prediction", "float32", (e,)),)))
    return graphs


def write_geometry(prior, null_image: torch.Tensor, path: Path) -> None:
    """``geometry.safetensors``: the prior's own whitening, and the raw null z_i [E] whitened."""
    mean, std = prior.clip_mean.detach().flatten(), prior.clip_std.detach().flatten()
    save_file({"mean": mean.clone(), "whiten": 1 / std, "unwhiten": std.clone(), "text_mean": torch.zeros_like(mean),
               "null_image_embedding": (null_image - mean) / std}, str(path))
    path.chmod(0o644)


def embedding(prior) -> dict:
    """The manifest's ``embedding``: CLIP's own lengths are kept, and no text is the empty caption, encoded."""
    return {"dimension": prior.config.embedding_dim, "unitLength": False, "data": "geometry", "whitening": "diagonal",
            "eigenvalueFloor": 0, "pcaComponents": 0, "textGap": "none", "noText": "caption"}


def schedule(scheduler) -> dict:
    """A scheduler's configuration as its class would save it."""
    return {"_class_name": type(scheduler).__name__} | {
        key: value for key, value in scheduler.config.items() if not key.startswith("_")}


def image_input(image_encoder, side: int) -> dict:
    """The manifest's ``imageInput``, as CLIPImageProcessor is set for all of OpenAI's and OpenCLIP's towers."""
    return {"size": image_encoder.config.image_size if image_encoder is not None else side,
            "mean": [0.48145466, 0.4578275, 0.40821073], "std": [0.26862954, 0.26130258, 0.27577711], "resample": "bicubic"}


def write_manifest(out: Path, rows: list[dict], tokenizer, data: dict[str, str], parts: dict) -> None:
    """Write ``pack.json``; ``rows`` come from ``export.write_graph``, ``data`` are file names by key, ``parts`` the rest."""
    components = {row["role"]: {**_file(out / row["file"]), "precision": row["precision"], "parameters": row["parameters"],
                                "external": [_file(out / name) for name in row["external"]],
                                "inputs": row["inputs"], "outputs": row["outputs"]} for row in rows}
    manifest = {"format": 1, **parts, "components": components,
                "data": {key: _file(out / name) for key, name in data.items()},
                "tokenizer": {"kind": "clip-bpe", "data": "tokenizer", "contextLength": 77, "startToken": tokenizer.start,
                              "endToken": tokenizer.end, "padToken": tokenizer.pad},
                "defaults": {"candidates": 1, "template": "{}"}}
    (out / "pack.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _file(path: Path) -> dict:
    content = path.read_bytes()
    return {"file": path.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}

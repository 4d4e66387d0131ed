"""Karlo (Kakao Brain's unCLIP, Apache/OpenRAIL; specification 5.1): diffusers' components as a pack.

The decoder's conditioning does not change from step to step, so text_proj is a graph of its own, the pack's
``conditioner``: it reads z_i as the engine hands it on, whitened, and its outputs are the decoder's inputs.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn as nn
import torch.nn.functional as F

from ..starter.export import write_graph
from ..starter.graphs import Graph, Port
from . import cascade


@dataclass(frozen=True)
class Karlo:
    """The parts of diffusers' UnCLIPPipeline; the image encoder is that of the variations pipeline, or None."""

    text_encoder: Any
    image_encoder: Any
    prior: Any
    text_proj: Any
    decoder: Any
    super_res_first: Any
    super_res_last: Any
    prior_scheduler: Any
    decoder_scheduler: Any
    super_res_scheduler: Any


class Conditioner(nn.Module):
    """text_proj on rows that are already there: the learned null is just another z_i."""

    def __init__(self, text_proj, prior):
        super().__init__()
        self.text_proj = text_proj
        self.register_buffer("mean", prior.clip_mean.detach().clone())
        self.register_buffer("std", prior.clip_std.detach().clone())

    def forward(self, image_embedding, text_embedding, text_states, text_mask):
        states, time = self.text_proj(
            image_embeddings=image_embedding * self.std + self.mean, prompt_embeds=text_embedding,
            text_encoder_hidden_states=text_states, do_classifier_free_guidance=False)
        return states, time, F.pad(text_mask, (self.text_proj.clip_extra_context_tokens, 0), value=True)


class Decoder(nn.Module):
    """The U-Net of the small picture."""

    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, sample, timestep, memory_states, memory_time, memory_mask):
        return self.unet(sample, timestep, encoder_hidden_states=memory_states, class_labels=memory_time,
                         attention_mask=memory_mask).sample


class SuperResolution(nn.Module):
    """One of the two U-Nets of the large picture."""

    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, sample, timestep, low_resolution):
        return self.unet(torch.cat([sample, low_resolution], 1), timestep).sample


def graphs(karlo: Karlo) -> list[Graph]:
    """All graphs in the order they run."""
    e, text = karlo.prior.config.embedding_dim, cascade.text_ports(karlo.prior, karlo.text_encoder)
    unet, projection = karlo.decoder.config, karlo.text_proj
    length = text[2].shape[0] + projection.clip_extra_context_tokens
    memory = (Port("memory-states", "float32", (length, unet.cross_attention_dim)),
              Port("memory-time", "float32", (projection.embedding_proj.out_features,)), Port("memory-mask", "bool", (length,)))
    time, side, large = Port("timestep", "int64", ()), unet.sample_size, karlo.super_res_first.config.sample_size
    picture = lambda role, channels, size: Port(role, "float32", (channels, size, size))
    finer = lambda role, network: Graph(
        role, SuperResolution(network), (picture("sample", 3, large), time, picture("low-resolution", 3, large)),
        (picture("prediction", 3, large),))
    return [
        *cascade.towers_and_prior(karlo.text_encoder, karlo.image_encoder, karlo.prior),
        Graph("conditioner", Conditioner(projection, karlo.prior), (Port("image-embedding", "float32", (e,)), *text), memory),
        Graph("decoder", Decoder(karlo.decoder), (picture("sample", 3, side), time, *memory),
              (picture("prediction", 6, side),)),
        finer("super-res-first", karlo.super_res_first), finer("super-res-last", karlo.super_res_last)]


def write(karlo: Karlo, tokenizer, out: Path, facts: dict, texts: dict[str, str], precision: str = "fp32") -> list[dict]:
    """Write the pack folder, its weights stored at a precision. ``facts`` are the manifest's id, version, name, description and licence, ``texts`` file names
    of texts in ``out`` by key of ``data``. Returns what ``export.write_graph`` does, a row a component."""
    out.mkdir(parents=True, exist_ok=True)
    rows = [write_graph(graph, out, precision) for graph in graphs(karlo)]
    null = karlo.text_proj.learned_classifier_free_guidance_embeddings.detach()
    cascade.write_geometry(karlo.prior, null, out / "geometry.safetensors")
    tokenizer.save(out / "tokenizer.json")
    cascade.write_manifest(out, rows, tokenizer, {"tokenizer": "tokenizer.json", "geometry": "geometry.safetensors", **texts},
                           {**facts, "family": "pixel-cascade", "embedding": cascade.embedding(karlo.prior),
                            "imageInput": cascade.image_input(karlo.image_encoder, 224), "stages": stages(karlo),
                            "sizes": {side: karlo.super_res_first.config.sample_size for side in ("output", "multiple")}})
    return rows


def stages(karlo: Karlo) -> list[dict]:
    """The three loops with upstream's defaults ("fast": 25, 25 and 7 steps)."""
    small, large = karlo.decoder.config.sample_size, karlo.super_res_first.config.sample_size
    return [
        {"name": "prior", "component": "prior", "schedule": cascade.schedule(karlo.prior_scheduler),
         "defaults": {"sampler": "unclip", "steps": 25, "guidance": 4.0, "samples": 1}, "samplers": ["unclip"]},
        {"name": "decoder", "component": "decoder", "size": small, "channels": 3,
         "schedule": cascade.schedule(karlo.decoder_scheduler),
         "defaults": {"sampler": "unclip", "steps": 25, "guidance": 8.0, "eta": 0.0}, "samplers": ["unclip", "ddim"]},
        {"name": "super-res", "size": large, "channels": 3, "lowResolution": {"size": small, "resample": "bicubic"},
         "component": [{"component": "super-res-first"}, {"component": "super-res-last", "lastSteps": 1}],
         "schedule": cascade.schedule(karlo.super_res_scheduler),
         "defaults": {"sampler": "unclip", "steps": 7, "guidance": 1.0}, "samplers": ["unclip"]}]

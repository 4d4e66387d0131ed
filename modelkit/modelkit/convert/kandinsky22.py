"""Kandinsky 2.2 (specification 5.4): diffusers' components as a pack, text to picture.

The decoder works on MOVQ's latents and is conditioned on z_i alone. The engine hands z_i on whitened, so the decoder's graph
brings it back; what stands for no picture is the image tower's answer to a picture of zeros, which is baked into the pack's
geometry, so that the tower (six gigabytes of the real one) is needed for pictures only.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn as nn

from ..starter.export import write_graph
from ..starter.graphs import Graph, Port
from . import cascade


@dataclass(frozen=True)
class Kandinsky22:
    """The parts of diffusers' KandinskyV22PriorPipeline and KandinskyV22Pipeline."""

    text_encoder: Any
    image_encoder: Any
    prior: Any
    unet: Any
    movq: Any
    prior_scheduler: Any
    decoder_scheduler: Any

    def scale(self) -> int:
        """Pixels a latent, along each side."""
        return 2 ** (len(self.movq.config.block_out_channels) - 1)


class Decoder(nn.Module):
    """The U-Net of the latents."""

    def __init__(self, unet, prior):
        super().__init__()
        self.unet = unet
        self.register_buffer("mean", prior.clip_mean.detach().clone())
        self.register_buffer("std", prior.clip_std.detach().clone())

    def forward(self, sample, timestep, image_embedding):
        raw = image_embedding * self.std + self.mean
        return self.unet(sample, timestep, encoder_hidden_states=None, added_cond_kwargs={"image_embeds": raw}).sample


class LatentEncoder(nn.Module):
    """MOVQ: a picture in [-1, 1] to latents, not quantised."""

    def __init__(self, movq):
        super().__init__()
        self.movq = movq

    def forward(self, picture):
        return self.movq.encode(picture).latents


class LatentDecoder(nn.Module):
    """MOVQ: latents to a picture, about [-1, 1]. Without the codebook, which no latent of a U-Net is looked up in."""

    def __init__(self, movq):
        super().__init__()
        self.movq = movq

    def forward(self, latent):
        return self.movq.decode(latent, force_not_quantize=True).sample


def graphs(parts: Kandinsky22) -> list[Graph]:
    """All graphs in the order they run; pictures have one size, ``sample_size`` latents a side."""
    e, side, channels = parts.prior.config.embedding_dim, parts.unet.config.sample_size, parts.unet.config.in_channels
    latent = lambda role, depth: Port(role, "float32", (depth, side, side))
    picture = Port("picture", "float32", (3, parts.scale() * side, parts.scale() * side))
    return [
        *cascade.towers_and_prior(parts.text_encoder, parts.image_encoder, parts.prior),
        Graph("decoder", Decoder(parts.unet, parts.prior),
              (latent("sample", channels), Port("timestep", "int64", ()), Port("image-embedding", "float32", (e,))),
              (latent("prediction", parts.unet.config.out_channels),)),
        Graph("latent-encoder", LatentEncoder(parts.movq), (picture,), (latent("latent", channels),)),
        Graph("latent-decoder", LatentDecoder(parts.movq), (latent("latent", channels),), (picture,))]


@torch.no_grad()
def zero_image(parts: Kandinsky22) -> torch.Tensor:
    """z_i [E] of a picture whose normalised pixels are all zero."""
    side = parts.image_encoder.config.image_size
    return parts.image_encoder(torch.zeros(1, 3, side, side)).image_embeds[0]


def write(parts: Kandinsky22, tokenizer, out: Path, facts: dict, texts: dict[str, str], precision: str = "fp32") -> list[dict]:
    """Write the pack folder, as ``karlo.write`` does, its weights stored at a precision."""
    out.mkdir(parents=True, exist_ok=True)
    rows = [write_graph(graph, out, precision) for graph in graphs(parts)]
    cascade.write_geometry(parts.prior, zero_image(parts), out / "geometry.safetensors")
    tokenizer.save(out / "tokenizer.json")
    size = parts.scale() * parts.unet.config.sample_size
    cascade.write_manifest(out, rows, tokenizer, {"tokenizer": "tokenizer.json", "geometry": "geometry.safetensors", **texts},
                           {**facts, "family": "latent-movq", "embedding": cascade.embedding(parts.prior),
                            "imageInput": cascade.image_input(parts.image_encoder, 224), "stages": stages(parts),
                            "sizes": {"output": size, "multiple": size}})
    return rows


def stages(parts: Kandinsky22) -> list[dict]:
    """The two loops with upstream's defaults."""
    return [
        {"name": "prior", "component": "prior", "schedule": cascade.schedule(parts.prior_scheduler),
         "defaults": {"sampler": "unclip", "steps": 25, "guidance": 4.0, "samples": 1}, "samplers": ["unclip"]},
        {"name": "decoder", "component": "decoder", "space": "latent", "size": parts.scale() * parts.unet.config.sample_size,
         "channels": 3, "latent": {"channels": parts.unet.config.in_channels, "scale": parts.scale(),
                                   "encoder": "latent-encoder", "decoder": "latent-decoder"},
         "schedule": cascade.schedule(parts.decoder_scheduler),
         "defaults": {"sampler": "ddpm", "steps": 50, "guidance": 4.0, "eta": 0.0}, "samplers": ["ddpm", "ddim"]}]

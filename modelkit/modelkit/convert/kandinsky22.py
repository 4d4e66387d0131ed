"""Kandinsky 2.2 (specification 5.4 and 7.2): diffusers' components as a pack.

The decoder works on MOVQ's latents and is conditioned on z_i alone. The engine hands z_i on whitened, so the decoder's graph
brings it back; what stands for no picture is the image tower's answer to a picture of zeros, which is baked into the pack's
geometry, so that the tower (six gigabytes of the real one) is needed for pictures only. The U-Net for inpainting, where it is
given, is a decoder of its own that is told what is known; the engine's mask is 1 where upstream's is 0. All but the towers
and the prior take any height and width.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn as nn
import torch.nn.functional as F

from ..starter.export import write_graph
from ..starter.graphs import HEIGHT, WIDTH, Graph, Port
from . import cascade


#: What the U-Net for inpainting adds to the decoder's stage, and to the manifest: what is known stays in the loop as upstream
#: keeps it.
KNOWN = {"inpainting": "channels", "inpaintingComponent": "decoder-inpainting"}
OPERATIONS = {"inpaint": {"mode": "replace"}}


@dataclass(frozen=True)
class Kandinsky22:
    """The parts of diffusers' KandinskyV22PriorPipeline, KandinskyV22Pipeline and KandinskyV22InpaintPipeline; the last
    one's U-Net may be None."""

    text_encoder: Any
    image_encoder: Any
    prior: Any
    unet: Any
    movq: Any
    prior_scheduler: Any
    decoder_scheduler: Any
    inpainting_unet: Any = None

    def scale(self) -> int:
        """Pixels a latent, along each side."""
        return 2 ** (len(self.movq.config.block_out_channels) - 1)

    def size(self) -> int:
        """Side of the picture that is made where nothing else is asked for."""
        return self.scale() * self.unet.config.sample_size

    def multiple(self) -> int:
        """What every side of a picture is a multiple of: the U-Net halves latents at each level but the last."""
        return self.scale() * 2 ** (len(self.unet.config.block_out_channels) - 1)


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


class InpaintingDecoder(Decoder):
    """The U-Net that also reads the known latents, 0 where they are to be painted, and which those are."""

    def forward(self, sample, timestep, image_embedding, known, mask):
        return super().forward(torch.cat([sample, known, 1 - mask], 1), timestep, image_embedding)


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
    """All graphs in the order they run."""
    e, side, channels = parts.prior.config.embedding_dim, parts.unet.config.sample_size, parts.movq.config.latent_channels
    other = side - parts.multiple() // parts.scale()
    latent = lambda role, depth: Port(role, "float32", (depth, HEIGHT, WIDTH), sides=(other, side))
    picture = Port("picture", "float32", (3, HEIGHT, WIDTH), sides=(parts.scale() * other, parts.scale() * side))
    step = (latent("sample", channels), Port("timestep", "int64", ()), Port("image-embedding", "float32", (e,)))
    prediction = (latent("prediction", parts.unet.config.out_channels),)
    found = [*cascade.towers_and_prior(parts.text_encoder, parts.image_encoder, parts.prior),
             Graph("decoder", Decoder(parts.unet, parts.prior), step, prediction)]
    if parts.inpainting_unet is not None:
        found.append(Graph("decoder-inpainting", InpaintingDecoder(parts.inpainting_unet, parts.prior),
                           (*step, latent("known", channels), latent("mask", 1)), prediction))
    return [*found,
            Graph("latent-encoder", LatentEncoder(parts.movq), (picture,), (latent("latent", channels),)),
            Graph("latent-decoder", LatentDecoder(parts.movq), (latent("latent", channels),), (picture,))]


@torch.no_grad()
def zero_image(parts: Kandinsky22) -> torch.Tensor:
    """z_i [E] of a picture whose normalised pixels are all zero."""
    side = parts.image_encoder.config.image_size
    return parts.image_encoder(torch.zeros(1, 3, side, side)).image_embeds[0]


@torch.no_grad()
def preview(parts: Kandinsky22) -> list[list[float]]:
    """Red, green and blue of a latent by its channels and a constant: the least squares of pictures of soft colours."""
    generator, size = torch.Generator().manual_seed(4), 8 * parts.multiple()
    colours = [torch.rand(1, 3, size // coarse, size // coarse, generator=generator) * 2 - 1
               for coarse in (1, 2, 4, 8) if size % coarse == 0 for _ in range(4)]
    pictures = torch.cat([F.interpolate(one, size=(size, size), mode="bilinear") for one in colours])
    latents = parts.movq.encode(pictures).latents
    wanted = F.avg_pool2d(pictures, parts.scale()).permute(0, 2, 3, 1).reshape(-1, 3)
    rows = latents.permute(0, 2, 3, 1).reshape(-1, latents.shape[1])
    found = torch.linalg.lstsq(torch.cat([rows, torch.ones(len(rows), 1)], 1).double(), wanted.double()).solution
    return [[round(value, 4) for value in row] for row in found.T.tolist()]


def write(parts: Kandinsky22, tokenizer, out: Path, facts: dict, texts: dict[str, str], precision: str = "fp32") -> list[dict]:
    """Write the pack folder, as ``karlo.write`` does, its weights stored at a precision."""
    out.mkdir(parents=True, exist_ok=True)
    rows = [write_graph(graph, out, precision) for graph in graphs(parts)]
    cascade.write_geometry(parts.prior, zero_image(parts), out / "geometry.safetensors")
    tokenizer.save(out / "tokenizer.json")
    operations = {} if parts.inpainting_unet is None else {"operations": OPERATIONS}
    cascade.write_manifest(out, rows, tokenizer, {"tokenizer": "tokenizer.json", "geometry": "geometry.safetensors", **texts},
                           {**facts, "family": "latent-movq", "embedding": cascade.embedding(parts.prior),
                            "imageInput": cascade.image_input(parts.image_encoder, 224),
                            "stages": stages(parts, {"preview": preview(parts)}),
                            "sizes": {"output": parts.size(), "multiple": parts.multiple()}, **operations})
    return rows


def stages(parts: Kandinsky22, shown: dict | None = None) -> list[dict]:
    """The two loops with upstream's defaults; ``shown`` is more about latents: their ``preview``."""
    known = {} if parts.inpainting_unet is None else KNOWN
    return [
        {"name": "prior", "component": "prior", "schedule": cascade.schedule(parts.prior_scheduler),
         "defaults": {"sampler": "unclip", "steps": 25, "guidance": 4.0, "samples": 1}, "samplers": ["unclip"]},
        {"name": "decoder", "component": "decoder", **known, "space": "latent", "size": parts.size(), "channels": 3,
         "latent": {"channels": parts.movq.config.latent_channels, "scale": parts.scale(), "encoder": "latent-encoder",
                    "decoder": "latent-decoder", **(shown or {})},
         "schedule": cascade.schedule(parts.decoder_scheduler),
         "defaults": {"sampler": "ddpm", "steps": 50, "guidance": 4.0, "eta": 0.0}, "samplers": ["ddpm", "ddim"]}]

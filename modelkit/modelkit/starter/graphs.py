"""The ONNX graph of every component: what goes in, what comes out, and under which names and roles."""

from dataclasses import dataclass

import torch
import torch.nn as nn

from .prior import PriorReader, PriorStep

CONTEXT = 77
#: Batch of the example inputs. Never 1: a batch of one would be baked in.
EXAMPLE = 2


@dataclass(frozen=True)
class Port:
    """A tensor of a graph. Its name is ``tensor`` or its role with underscores; ``shape`` is without the batch and may
    hold LENGTH, and HEIGHT and WIDTH, for whose examples ``sides`` are taken; ``values`` bounds the example numbers of
    whole ones."""

    role: str
    type: str
    shape: tuple[int | str, ...]
    tensor: str | None = None
    values: int = 1000
    sides: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        return self.tensor or self.role.replace("-", "_")

    def manifest(self) -> dict:
        return {"role": self.role, "name": self.name, "type": self.type, "shape": ["batch", *self.shape]}

    def example(self, generator: torch.Generator, rows: int, length: int) -> torch.Tensor:
        """A plausible random input."""
        free = {LENGTH: length, HEIGHT: self.sides[0], WIDTH: self.sides[1]}
        shape = (rows, *(free.get(side, side) for side in self.shape))
        if self.type == "int64":
            return torch.randint(0, self.values, shape, generator=generator)
        if self.type == "bool":
            ones = torch.randint(1, shape[1], (rows, 1), generator=generator)
            return torch.arange(shape[1])[None] < ones
        if self.role == "text-embedding":
            return nn.functional.normalize(torch.randn(shape, generator=generator), dim=1)
        if self.role == "mask":
            return (torch.rand(shape, generator=generator) < 0.5).float()
        return torch.randn(shape, generator=generator)


@dataclass(frozen=True)
class Graph:
    """A component ready for export."""

    role: str
    module: nn.Module
    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]


#: Axes whose size changes from call to call: of captions, and of pictures or their latents.
LENGTH, HEIGHT, WIDTH = "length", "height", "width"


def free_axes(ports: tuple[Port, ...]) -> tuple[dict, ...]:
    """Which axes of inputs are free, as the exporter is told."""
    # from 64 rows on diffusers copies tensors first, which is nothing to a graph
    batch, length = torch.export.Dim("batch", min=1, max=63), torch.export.Dim("length", min=1, max=128)
    sizes = {LENGTH: length, HEIGHT: torch.export.Dim.DYNAMIC, WIDTH: torch.export.Dim.DYNAMIC}
    return tuple({0: batch} | {1 + k: sizes[side] for k, side in enumerate(port.shape) if side in sizes} for port in ports)


class ImageEncoder(nn.Module):
    """The image tower."""

    def __init__(self, clip):
        super().__init__()
        self.image = clip.image

    def forward(self, pixels):
        return self.image(pixels)


class TextEncoder(nn.Module):
    """The text tower."""

    def __init__(self, clip):
        super().__init__()
        self.text = clip.text

    def forward(self, tokens):
        return self.text(tokens)


def of(made: dict) -> list[Graph]:
    """The graphs of networks by stage (``networks``)."""
    return components(made["clip"], made["prior"], made["decoder"], made["upsampler"], made["upsampler-1024"],
                      made.get("prior-autoregressive"), made.get("captioner"))


def components(clip, prior, decoder, upsampler, upsampler_1024, autoregressive=None, captioner=None) -> list[Graph]:
    """All graphs of the starter pack, in the order they run; the last two only where they are given."""
    words = clip.text.tokens.num_embeddings
    e, w = decoder.shape.embedding, decoder.shape.text_width
    picture = lambda role, side: Port(role, "float32", (3, side, side))
    text = (Port("text-embedding", "float32", (e,)), Port("text-states", "float32", (CONTEXT, w)),
            Port("text-mask", "bool", (CONTEXT,)))
    time = Port("timestep", "int64", ())
    # PyTorch names an inner value of the text tower "embedding", so the output needs another name
    embedding = Port("embedding", "float32", (e,), "unit_embedding")
    prediction = Port("prediction", "float32", (e,))
    short, inner, depth = Port("text-mask", "bool", (LENGTH,)), prior.shape.width, prior.shape.layers
    memory = (Port("memory-states", "float32", (depth, LENGTH, 2 * inner)),
              Port("memory-embedding", "float32", (depth, 2 * inner)), Port("memory-words", "float32", (inner,)))
    graphs = [
        Graph("text-encoder", TextEncoder(clip), (Port("tokens", "int64", (LENGTH,), values=words),),
              (embedding, Port("states", "float32", (LENGTH, w)))),
        Graph("image-encoder", ImageEncoder(clip), (picture("pixels", 64),), (embedding,)),
        Graph("prior-text", PriorReader(prior), (text[0], Port("text-states", "float32", (LENGTH, w)), short), memory),
        Graph("prior", PriorStep(prior), (Port("sample", "float32", (e,)), time, *memory, short), (prediction,)),
        Graph("decoder", decoder,
              (picture("sample", 64), time, Port("image-embedding", "float32", (e,)), *text,
               picture("known", 64), Port("mask", "float32", (1, 64, 64))), (picture("prediction", 64),)),
    ]
    for side, network in ((256, upsampler), (1024, upsampler_1024)):
        graphs.append(Graph(
            f"upsampler-{side}", network,
            (picture("sample", side), time, picture("low-resolution", side), picture("known", side),
             Port("mask", "float32", (1, side, side))), (picture("prediction", side),)))
    if autoregressive is not None:
        size = autoregressive.shape
        graphs.append(Graph(
            "prior-autoregressive", autoregressive,
            (Port("tokens", "int64", (LENGTH,), values=size.buckets), *text),
            (Port("logits", "float32", (LENGTH, size.buckets)),)))
    if captioner is not None:
        graphs.append(Graph(
            "captioner", captioner,
            (Port("image-embedding", "float32", (e,)), Port("tokens", "int64", (LENGTH,), values=captioner.shape.vocabulary)),
            (Port("logits", "float32", (LENGTH, captioner.shape.vocabulary)),)))
    return graphs

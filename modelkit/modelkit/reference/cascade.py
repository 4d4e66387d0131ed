"""A pack from words to picture in PyTorch: its own weights read back from its graphs, diffusers' schedulers, the engine's
streams of noise, everything else as its manifest says. What the engine must draw too.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from ..starter import networks
from ..starter.geometry import Geometry
from ..starter.prior_autoregressive import Buckets
from ..starter.tokenizer import Tokenizer
from ..starter.towers import Towers
from . import schedulers
from .streams import Streams

#: Nearer than this, a choice (of the nearest sample, of a token) may fall the other way in other arithmetic.
_NEAR, _CHANCE = 2e-5, 3e-6


class CloseCall(ValueError):
    """A picture hangs on a choice that is no reference: it wants another seed."""


@dataclass(frozen=True)
class Caption:
    """What the text tower makes of a prompt, padded to its context: embedding [1,E], states [1,L,W], mask bool [1,L]."""

    text: torch.Tensor
    states: torch.Tensor
    mask: torch.Tensor


class Cascade:
    """All networks of a pack folder; ``configs`` say which shapes they have. Every method is of one picture."""

    def __init__(self, pack: Path, configs: Path):
        self.manifest = json.loads((pack / "pack.json").read_text("utf-8"))
        self.stages = {stage["name"]: stage for stage in self.manifest["stages"]}
        self.words = Tokenizer.load(pack / "tokenizer.json")
        self.networks = networks.from_pack(pack, configs, self.words)
        self.geometry = Geometry.load(pack / "geometry.safetensors")
        self.towers = Towers(self.networks["clip"], self.geometry, self.words)
        if "prior-autoregressive" in self.networks:
            self.buckets = Buckets.load(pack / "geometry.safetensors")

    def read(self, prompt: str) -> Caption:
        return Caption(*self.towers.read(torch.tensor([self.words.encode(prompt, self.manifest["tokenizer"]["contextLength"])])))

    def prior(self, caption: Caption) -> Callable[[torch.Tensor, int], torch.Tensor]:
        """The prior's answer to a whitened sample [1,E], guided."""
        network, scale = self.networks["prior"], self.stages["prior"]["defaults"]["guidance"]
        rows = self._rows(caption, network.null_text)
        return lambda x, t: _guided(network(torch.cat([x, x]), torch.tensor([t, t]), *rows), scale)

    def decoder(self, caption: Caption, white: torch.Tensor) -> Callable[[torch.Tensor, int], torch.Tensor]:
        """The decoder's answer to a sample [1,3,S,S] for a whitened embedding [1,E], guided; nothing is known."""
        network, scale = self.networks["decoder"], self.stages["decoder"]["defaults"]["guidance"]
        image, rows = torch.cat([network.null_image[None], white]), self._rows(caption, network.null_text)

        def predict(x, t):
            known, repaint = torch.zeros_like(x), torch.ones_like(x[:, :1])
            two = lambda y: torch.cat([y, y])
            return _guided(network(two(x), torch.tensor([t, t]), image, *rows, two(known), two(repaint)), scale)

        return predict

    def upsampler(self, stage: str, low: torch.Tensor) -> Callable[[torch.Tensor, int], torch.Tensor]:
        """The upsampler's answer to a sample [1,3,S,S]; ``low`` is the smaller picture at its size."""
        network = self.networks.get(stage, self.networks["upsampler"])
        known, repaint = torch.zeros_like(low), torch.ones_like(low[:, :1])
        return lambda x, t: network(x, torch.tensor([t]), low, known, repaint)

    def enlarged(self, stage: str, picture: torch.Tensor) -> torch.Tensor:
        """A smaller picture as the stage's network reads it."""
        return F.interpolate(picture, size=self.stages[stage]["size"], mode=self.stages[stage]["lowResolution"]["resample"],
                             antialias=True, align_corners=False)

    def run(self, stage: str, predict, shape: tuple[int, ...], generator: torch.Generator) -> torch.Tensor:
        """A whole stage."""
        return list(schedulers.steps(self.stages[stage], predict, shape, generator))[-1].following

    def imagine(self, caption: Caption, streams: Streams) -> torch.Tensor:
        """The prior's whitened embedding [1,E]: of several samples the one nearest to the text."""
        predict = self.prior(caption)
        drawn = [self.run("prior", predict, caption.text.shape, streams.stream("prior", window))
                 for window in range(self.stages["prior"]["defaults"].get("samples", 1))]
        return self._nearest([F.normalize(self.geometry.unwhiten(white), dim=1) for white in drawn], caption)

    def spell(self, caption: Caption, streams: Streams) -> torch.Tensor:
        """The autoregressive prior's whitened embedding [1,E]."""
        samples = self.manifest["sections"]["autoregressive-prior"]["samples"]
        drawn = [self.buckets.values(self.tokens(caption, streams.stream("prior-autoregressive", window)))
                 for window in range(samples)]
        basis = self.geometry.components[:drawn[0].shape[1]]
        return self._nearest([F.normalize(values @ basis + self.geometry.mean, dim=1) for values in drawn], caption)

    def tokens(self, caption: Caption, generator: torch.Generator) -> torch.Tensor:
        """The autoregressive prior's tokens [1,K+1], each the bucket in which a uniform number falls."""
        section, tokens = self.manifest["sections"]["autoregressive-prior"], torch.zeros(1, 0, dtype=torch.int64)
        for place in range(section["tokens"]):
            logits = self.logits(caption, F.pad(tokens, (0, 1)))[:, -1]
            chances = _guided(logits.double(), section["guidance"])[0].softmax(0)
            if place == 0:
                chances = chances * (chances.cumsum(0) > section["dotQuantile"])
                chances = chances / chances.sum()
            ends, uniform = chances.cumsum(0), torch.rand((), dtype=torch.float64, generator=generator)
            if (ends - uniform).abs().min() < _CHANCE:
                raise CloseCall(f"token {place} is a close call")
            tokens = torch.cat([tokens, torch.searchsorted(ends, uniform)[None, None]], 1)
        return tokens

    def logits(self, caption: Caption, tokens: torch.Tensor) -> torch.Tensor:
        """[2,N,buckets] for tokens [1,N]: without the caption, and with it."""
        network = self.networks["prior-autoregressive"]
        return network(tokens.expand(2, -1), *self._rows(caption, network.null_text))

    def draw(self, prompt: str, seed: int, conditioning: str, single: bool = False, upto: int | None = None) -> torch.Tensor:
        """The whole picture [1,3,S,S] in [-1, 1], or what it is before it is larger than ``upto``. ``conditioning`` is what
        stands in for z_i, in the engine's words."""
        return self.drawn(prompt, seed, conditioning, single, upto)[-1]

    def drawn(self, prompt: str, seed: int, conditioning: str, single: bool = False, upto: int | None = None
              ) -> list[torch.Tensor]:
        """What ``draw`` says, as every stage draws it, the smallest first."""
        caption, streams = self.read(prompt), Streams(seed, single)
        white = {"diffusion": lambda: self.imagine(caption, streams),
                 "autoregressive": lambda: self.spell(caption, streams),
                 "text-embedding": lambda: self.geometry.whiten(self.text_as_image(caption.text)),
                 "none": lambda: self.networks["decoder"].null_image[None]}[conditioning]()
        pictures = []
        for name, stage in self.stages.items():
            if stage.get("size", 0) and stage["size"] <= (upto or stage["size"]):
                predict = (self.upsampler(name, self.enlarged(name, pictures[-1])) if pictures
                           else self.decoder(caption, white))
                pictures.append(self.run(name, predict, (1, 3, stage["size"], stage["size"]), streams.stream(name)))
        return pictures

    def text_as_image(self, text: torch.Tensor) -> torch.Tensor:
        """A text embedding in the place of an image embedding, the gap between the two bridged as the pack says."""
        bridged = self.manifest["embedding"]["textGap"] == "centred"
        return F.normalize(text - self.geometry.text_mean + self.geometry.mean if bridged else text, dim=1)

    def _rows(self, caption: Caption, null: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Text inputs of two rows, without and with the caption."""
        return (torch.cat([null[None], caption.text]), torch.cat([torch.zeros_like(caption.states), caption.states]),
                torch.cat([torch.zeros_like(caption.mask), caption.mask]))

    def _nearest(self, drawn: list[torch.Tensor], caption: Caption) -> torch.Tensor:
        ordered = sorted(drawn, key=lambda raw: -(raw * caption.text).sum().item())
        if len(ordered) > 1 and ((ordered[0] - ordered[1]) * caption.text).sum() < _NEAR:
            raise CloseCall("two samples of the prior are equally near")
        return self.geometry.whiten(ordered[0])


def _guided(both: torch.Tensor, scale: float) -> torch.Tensor:
    """Classifier-free guidance: the first row is without the condition, the second with it."""
    free, given = both[:1], both[1:]
    return free + scale * (given - free)

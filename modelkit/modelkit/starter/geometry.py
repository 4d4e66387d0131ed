"""The shape of the embedding space: mean, whitening, principal components, and the gap between text and pictures."""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from .clip import Clip
from .trainer import seeded
from .workshop import Workshop

#: Of the largest eigenvalue. All identity is in the first 64 components; without a floor the rest is blown up to noise.
FLOOR = 1e-3
COMPONENTS = 96


@dataclass
class Geometry:
    """All in raw embedding space [E]; ``whiten`` and ``unwhiten`` [E,E] act on column vectors."""

    mean: torch.Tensor
    whitener: torch.Tensor
    unwhitener: torch.Tensor
    components: torch.Tensor
    text_mean: torch.Tensor

    def whiten(self, embedding: torch.Tensor) -> torch.Tensor:
        return (embedding - self.mean) @ self.whitener.T

    def unwhiten(self, white: torch.Tensor) -> torch.Tensor:
        return white @ self.unwhitener.T + self.mean

    def tensors(self) -> dict[str, torch.Tensor]:
        """Named as in a pack's geometry file."""
        return {"mean": self.mean, "whiten": self.whitener, "unwhiten": self.unwhitener, "pca": self.components,
                "text_mean": self.text_mean}

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file({name: tensor.contiguous() for name, tensor in self.tensors().items()}, str(path))

    @staticmethod
    def load(path: Path) -> "Geometry":
        data = load_file(str(path), str(torch.get_default_device()))
        return Geometry(data["mean"], data["whiten"], data["unwhiten"], data["pca"], data["text_mean"])


def fit(images: torch.Tensor, texts: torch.Tensor) -> Geometry:
    """Geometry of raw embeddings [N,E]. Whitening is symmetric; eigenvalues are floored at FLOOR of the largest."""
    mean = images.double().mean(0)
    centred = images.double() - mean
    values, vectors = torch.linalg.eigh(centred.T @ centred / len(images))
    scale = values.clamp(min=float(values[-1]) * FLOOR).sqrt()
    whitener, unwhitener = (vectors / scale) @ vectors.T, (vectors * scale) @ vectors.T
    components = vectors.flip(1).T[:COMPONENTS]
    signs = components.gather(1, components.abs().argmax(1, keepdim=True)).sign()
    return Geometry(mean.float(), whitener.float(), unwhitener.float(), (components * signs).float(),
                    texts.double().mean(0).float())


@torch.no_grad()
def measure(workshop: Workshop, towers: Clip, scenes: int = 12288, batch: int = 256) -> Geometry:
    """Geometry of random scenes and their captions."""
    images, texts = [], []
    for k in range(0, scenes, batch):
        _, pixels, _, captions = workshop.scenes(batch, seeded(9_000_000 + k), 9_000_000 + k)
        images.append(towers.image(pixels))
        texts.append(towers.text(workshop.tokenizer.batch([caption.text for caption in captions]))[0])
    return fit(torch.cat(images), torch.cat(texts))

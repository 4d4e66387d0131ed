"""What every stage works with: the composer, the captioner and the tokenizer, from one prepared folder.

Everything is made on PyTorch's default device (``trainer.setup``).
"""

import copy
from pathlib import Path

import torch

from . import phrases, sprites, tokenizer
from .captions import Caption, Captioner
from .composer import Composer, Layout, Mixture
from .concepts import Concept, ConceptList
from .tokenizer import Tokenizer


class Workshop:
    """Scenes, pictures, captions and tokens. ``folder`` holds sprites.safetensors and tokenizer.json."""

    def __init__(self, atlas: dict[str, torch.Tensor], chosen: ConceptList, words: Tokenizer):
        self.chosen, self.tokenizer = chosen, words
        self.concepts = list(chosen.concepts)
        self.composer = composer_of(atlas, chosen)
        self.captioner = Captioner(self.concepts)

    @staticmethod
    def open(folder: Path) -> "Workshop":
        """The workshop of a prepared data folder."""
        path = folder / "sprites.safetensors"
        return Workshop(sprites.load(path), sprites.list_of(path), Tokenizer.load(folder / "tokenizer.json"))

    def mixed(self, shares: dict) -> "Workshop":
        """A workshop with other shares of this or that in its pictures (arguments of ``Composer.mixed``)."""
        other = copy.copy(self)
        other.composer = self.composer.mixed(**shares)
        return other

    def plain(self) -> "Workshop":
        """A workshop whose captions are in plain forms only."""
        other = copy.copy(self)
        other.captioner = Captioner(self.concepts, everyday=0.0)
        return other

    def scenes(self, count: int, generator: torch.Generator, caption_seed: int, size: int = 64
               ) -> tuple[Layout, torch.Tensor, torch.Tensor, list[Caption]]:
        """Layouts, pictures [N,3,size,size], alpha [N,1,size,size] and captions."""
        layout = self.composer.layouts(count, generator, size=size)
        pixels, alpha = self.composer.render(layout, size, generator)
        return layout, pixels, alpha, self.captioner.write(layout, caption_seed)


def composer_of(atlas: dict[str, torch.Tensor], chosen: ConceptList) -> Composer:
    """The composer of an atlas; captions speak of the looks of drawings only where there are several."""
    groups = phrases.groups(chosen.sets) if len(chosen.sets) > 1 else None
    return Composer(atlas, Mixture(), groups, chosen.shares)


def learn_tokenizer(composer: Composer, concepts: list[Concept], path: Path, captions: int | None = None,
                    merges: int = 3500) -> None:
    """Learn the vocabulary from captions of random scenes and write ``tokenizer.json``."""
    captions = captions or max(12000, 60 * len(concepts))
    layout = composer.layouts(captions, torch.Generator(composer.device).manual_seed(5))
    texts = [caption.text for caption in Captioner(concepts).write(layout, 2)]
    words = [name for concept in concepts for name in (*concept.names, *concept.kinds)]
    tokenizer.learn(texts + words * 3, merges).save(path)

"""What every stage works with: the composer, the captioner and the tokenizer, from one prepared folder."""

from pathlib import Path

import torch

from . import sprites, tokenizer
from .captions import Caption, Captioner
from .composer import Composer, Layout
from .concepts import Concept, load_concepts
from .tokenizer import Tokenizer


class Workshop:
    """Scenes, pictures, captions and tokens. ``folder`` holds sprites.safetensors and tokenizer.json."""

    def __init__(self, atlas: dict[str, torch.Tensor], concepts: list[Concept], words: Tokenizer):
        self.concepts, self.tokenizer = concepts, words
        self.composer, self.captioner = Composer(atlas), Captioner(concepts)

    @staticmethod
    def open(folder: Path) -> "Workshop":
        """The workshop of a prepared data folder."""
        return Workshop(sprites.load(folder / "sprites.safetensors"), load_concepts(),
                        Tokenizer.load(folder / "tokenizer.json"))

    def scenes(self, count: int, generator: torch.Generator, caption_seed: int, size: int = 64
               ) -> tuple[Layout, torch.Tensor, torch.Tensor, list[Caption]]:
        """Layouts, pictures [N,3,size,size], alpha [N,1,size,size] and captions."""
        layout = self.composer.layouts(count, generator)
        pixels, alpha = self.composer.render(layout, size, generator)
        return layout, pixels, alpha, self.captioner.write(layout, caption_seed)

    def tokens(self, captions: list[str]) -> torch.Tensor:
        """int64 [N,L], L just long enough: the text tower is causal, so padding changes nothing."""
        length = max(len(self.tokenizer.ids(caption)) for caption in captions) + 2
        return torch.tensor([self.tokenizer.encode(caption, min(length, tokenizer.CONTEXT)) for caption in captions])


def learn_tokenizer(composer: Composer, concepts: list[Concept], path: Path, captions: int = 12000,
                    merges: int = 3500) -> None:
    """Learn the vocabulary from captions of random scenes and write ``tokenizer.json``."""
    layout = composer.layouts(captions, torch.Generator().manual_seed(5))
    texts = [caption.text for caption in Captioner(concepts).write(layout, 2)]
    words = [name for concept in concepts for name in concept.names]
    tokenizer.learn(texts + words * 3, merges).save(path)

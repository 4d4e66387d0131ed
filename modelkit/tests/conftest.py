"""A toy workshop: five concepts drawn as plain shapes in two sets, so that the whole chain runs in seconds."""

import dataclasses

import pytest
import torch

from modelkit.starter import colours, trainer
from modelkit.starter.concepts import ConceptList, load_concepts
from modelkit.starter.tokenizer import Tokenizer
from modelkit.starter.workshop import Workshop, composer_of, learn_tokenizer

SETS = ("fluent-3d", "twemoji")


def toy_atlas(count: int) -> dict[str, torch.Tensor]:
    """Discs and bars in one colour each, two drawings a concept, premultiplied RGBA; the last has none at 1024. Concept 0 has
    two poses."""
    atlas, numbers = {}, range(2 * count)
    for name, side in (("cell128", 128), ("cell256", 256), ("vector1024", 1024)):
        y, x = torch.meshgrid(torch.linspace(-1, 1, side), torch.linspace(-1, 1, side), indexing="ij")
        cells = []
        for number in numbers:
            k, second = number // 2, number % 2
            inside = (x ** 2 + y ** 2 < 0.6) if k % 2 else (x.abs() < 0.2 + 0.1 * k) & (y.abs() < 0.8 - 0.1 * second)
            colour = torch.tensor([(k * 90 % 255), 200 - 40 * k, 60 * k % 255, 255]) * inside[..., None]
            cells.append(colour.permute(2, 0, 1).to(torch.uint8))
        atlas[name] = torch.stack(cells[:-1] if side == 1024 else cells)
    looks = [colours.dominant(cell) for cell in atlas["cell128"]]
    return atlas | {"which256": torch.arange(2 * count), "which1024": torch.arange(2 * count - 1),
                    "concept": torch.arange(2 * count) // 2, "set": torch.arange(2 * count) % 2,
                    "pose": (torch.arange(2 * count) == 1).long(),
                    "tone": torch.stack([tone for tone, _ in looks]), "share": torch.tensor([share for _, share in looks])}


@pytest.fixture(scope="session")
def workshop(tmp_path_factory) -> Workshop:
    trainer.setup(2)
    folder = tmp_path_factory.mktemp("data")
    first, *rest = load_concepts()[:5]
    posed = dataclasses.replace(first, emoji=(*first.emoji, "dog face"), poses=("whole", "face"))
    chosen = ConceptList("toy", SETS, (1, 1), "", (posed, *rest))
    atlas = toy_atlas(len(chosen.concepts))
    learn_tokenizer(composer_of(atlas, chosen), list(chosen.concepts), folder / "tokenizer.json", captions=300, merges=200)
    return Workshop(atlas, chosen, Tokenizer.load(folder / "tokenizer.json"))

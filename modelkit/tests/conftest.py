"""A toy workshop: five concepts drawn as plain shapes, so that the whole chain runs in seconds."""

import pytest
import torch

from modelkit.starter import trainer
from modelkit.starter.composer import Composer
from modelkit.starter.concepts import load_concepts
from modelkit.starter.workshop import Workshop, learn_tokenizer
from modelkit.starter.tokenizer import Tokenizer


def toy_atlas(count: int) -> dict[str, torch.Tensor]:
    """Discs and bars in one colour each, premultiplied RGBA."""
    atlas = {}
    for name, side in (("cell128", 128), ("cell256", 256), ("vector1024", 1024)):
        y, x = torch.meshgrid(torch.linspace(-1, 1, side), torch.linspace(-1, 1, side), indexing="ij")
        cells = []
        for k in range(count):
            inside = (x ** 2 + y ** 2 < 0.6) if k % 2 else (x.abs() < 0.2 + 0.1 * k) & (y.abs() < 0.8)
            colour = torch.tensor([(k * 90 % 255), 200 - 40 * k, 60 * k % 255, 255]) * inside[..., None]
            cells.append(colour.permute(2, 0, 1).to(torch.uint8))
        atlas[name] = torch.stack(cells)
    return atlas


@pytest.fixture(scope="session")
def workshop(tmp_path_factory) -> Workshop:
    trainer.setup(2)
    folder = tmp_path_factory.mktemp("data")
    concepts = load_concepts()[:5]
    atlas = toy_atlas(len(concepts))
    learn_tokenizer(Composer(atlas), concepts, folder / "tokenizer.json", captions=300, merges=200)
    return Workshop(atlas, concepts, Tokenizer.load(folder / "tokenizer.json"))

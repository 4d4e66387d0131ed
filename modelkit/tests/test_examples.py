"""Examples made once are those composed anew, but for rounding; captions are the same whoever writes them."""

import tomllib
from pathlib import Path

import pytest
import torch

from modelkit.starter import examples, geometry, train_clip
from modelkit.starter.captions import also_fits
from modelkit.starter.towers import Towers
from modelkit.starter.trainer import seeded

TOY = Path(__file__).with_name("toy")


@pytest.fixture(scope="module")
def towers(workshop):
    clip = train_clip.build(workshop, tomllib.loads((TOY / "clip.toml").read_text("utf-8"))).eval()
    return Towers(clip, geometry.measure(workshop, clip, 256), workshop)


def test_a_bank_holds_composed_scenes_with_their_embeddings_and_captions(workshop, towers):
    bank = examples.Bank(workshop, towers, 30, seed=3, batch=16)
    assert len(bank) == 32
    pixels, alpha, white, tokens, facts, stated = bank(200, seeded(1), 0)
    assert pixels.shape == (200, 3, 64, 64) and alpha.shape == (200, 1, 64, 64) and tokens.shape == (200, examples.LENGTH)
    assert len({bytes(row) for row in bank.all.pixels.numpy()}) == 32  # no chunk twice
    # what is stored belongs together: embedding and picture, caption and scene
    again = towers.pictures(pixels)
    assert torch.nn.functional.cosine_similarity(again, white).min() > 0.99
    layout = workshop.composer.layouts(16, seeded(3 * 7_000_003 + 16))
    written = workshop.captioner.write(layout, 16)
    assert torch.equal(bank.all.facts[16:], layout.facts())
    assert also_fits(stated, facts).diagonal().all() and bank.all.stated[16:].tolist() == [list(c.stated) for c in written]
    assert bank.all.tokens[16:].tolist() == [workshop.tokenizer.encode(caption.text, examples.LENGTH) for caption in written]


def test_processes_write_the_same_captions(workshop, towers, monkeypatch):
    alone = examples.Bank(workshop, towers, 32, seed=3, batch=16)
    monkeypatch.setattr(examples, "_MANY", 32)
    together = examples.Bank(workshop, towers, 32, seed=3, batch=16)
    assert all(torch.equal(one, other) for one, other in zip(alone.all, together.all))


def test_a_stage_composes_anew_unless_its_configuration_names_a_bank(workshop, towers):
    fresh = examples.examples_for(workshop, towers, {"seed": 1})
    assert isinstance(fresh, examples.Fresh) and isinstance(examples.examples_for(workshop, towers, {"seed": 1, "bank": 8}), examples.Bank)
    one, other = fresh(8, seeded(1), 1), fresh(8, seeded(2), 2)
    assert not torch.equal(one.pixels, other.pixels) and one.white.shape == other.white.shape

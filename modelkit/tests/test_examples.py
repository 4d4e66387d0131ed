"""Examples made once are those composed anew, but for rounding; captions are the same whoever writes them."""

import tomllib
from pathlib import Path

import pytest
import torch

from modelkit.starter import clip, examples, geometry, phrases, prior
from modelkit.starter.captions import UNSAID, also_fits
from modelkit.starter.scenes import GROUP, POSE
from modelkit.starter.towers import Towers
from modelkit.starter.trainer import seeded

TOY = Path(__file__).with_name("toy")


@pytest.fixture(scope="module")
def towers(workshop):
    towers = clip.build(tomllib.loads((TOY / "clip.toml").read_text("utf-8")), workshop.tokenizer).eval()
    return Towers(towers, geometry.measure(workshop, towers, 256), workshop.tokenizer)


def test_a_bank_holds_composed_scenes_with_their_embeddings_and_captions(workshop, towers):
    bank = examples.Bank.made(workshop, towers, 30, seed=3, batch=16)
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
    assert also_fits(stated, facts).diagonal().all() and bank.all.stated[16:, 0].tolist() == [list(c.stated) for c in written]
    assert bank.all.tokens[16:, 0].tolist() == [workshop.tokenizer.encode(caption.text, examples.LENGTH) for caption in written]


def test_other_poses_come_by_captions_that_say_so_and_first_ones_as_often(workshop, towers):
    all = examples.Bank.made(workshop, towers, 512, seed=3, batch=256, pictures=False, captions=2).all
    of = lambda facts: (facts[:, 1] < 0) & (facts[:, 0] == 0)
    others, firsts = (of(all.facts) & (all.facts[:, POSE] == pose) for pose in (1, 0))
    assert others.sum() > 5 and firsts.sum() > 5, "the toy's concept 0 has two poses"

    def drawn(posed):
        facts, stated = examples.Bank(all, posed)(1000, seeded(1), 0)[4:]
        other = of(facts) & (facts[:, POSE] == 1)
        return other.float().mean(), (of(facts) & (facts[:, POSE] == 0)).float().mean(), (stated[other, POSE] == 1).float().mean()

    usual, asked = drawn(0), drawn(0.3)
    assert usual[0] < 0.15 and asked[0] > 0.3 and asked[1] > 0.3
    # by chance, one caption in ten or so of another pose does not say so; of those that are asked for none
    assert asked[2] > 0.95
    rows, _, said = drawn(0.5)
    assert rows == 0.5 and said == 1
    one_pose = all._replace(facts=all.facts.index_fill(1, torch.tensor([POSE]), 0))
    usual, asked = (examples.Bank(one_pose, posed)(100, seeded(1), 0) for posed in (0, 0.3))
    assert not [0 for one, other in zip(usual, asked) if not torch.equal(one, other)]


def test_looks_that_are_asked_for_come_by_captions_that_say_so_only(workshop, towers):
    all = examples.Bank.made(workshop, towers, 512, seed=4, batch=256, pictures=False, captions=3).all
    flat = list(phrases.LOOKS).index("flat icon")
    of = lambda facts: (facts[:, 1] < 0) & (facts[:, GROUP] == flat)
    assert of(all.facts).float().mean() > 0.15 and (all.stated[of(all.facts)][:, :, GROUP] == UNSAID).float().mean() > 0.5

    def drawn(**shares):
        facts, stated = examples.Bank(all, **shares)(1000, seeded(1), 0)[4:]
        return of(facts), (stated[:, GROUP] == facts[:, GROUP])[of(facts)], facts

    some, said, _ = drawn(looked=0.4, looks=("flat icon",))
    assert 0.4 < some.float().mean() < 0.55 and said.all()
    _, said, facts = drawn(looked=0.2, paired=0.6, looks=("flat icon",))
    assert (facts[:, 1] >= 0).float().mean() > 0.6 and said.all()
    some, said, facts = drawn(looked=0.4, posed=0.2, looks=("flat icon",))
    assert 0.4 < some.float().mean() and said.all() and ((facts[:, 0] == 0) & (facts[:, 1] < 0)).float().mean() > 0.4
    # a thing without another look has this one by its bare name too
    only = all._replace(facts=torch.where((of(all.facts) | (all.facts[:, 0] != 1) | (all.facts[:, 1] >= 0))[:, None], all.facts,
                                          all.facts.index_fill(1, torch.tensor([GROUP]), flat)))
    facts, stated = examples.Bank(only, looked=0.2, looks=("flat icon",))(1000, seeded(1), 0)[4:]
    alone = of(facts) & (facts[:, 0] == 1)
    assert (stated[alone, GROUP] == UNSAID).any()


def test_processes_write_the_same_captions(workshop, towers, monkeypatch):
    alone = examples.Bank.made(workshop, towers, 32, seed=3, batch=16)
    monkeypatch.setattr(examples, "_BY_PROCESSES", 32)
    together = examples.Bank.made(workshop, towers, 32, seed=3, batch=16)
    assert all(torch.equal(one, other) for one, other in zip(alone.all, together.all))


def test_a_stage_composes_anew_unless_its_configuration_names_a_bank(workshop, towers):
    fresh = examples.examples_for(workshop, towers, {"seed": 1})
    assert isinstance(fresh, examples.Fresh) and isinstance(examples.examples_for(workshop, towers, {"seed": 1, "bank": 8}), examples.Bank)
    one, other = fresh(8, seeded(1), 1), fresh(8, seeded(2), 2)
    assert not torch.equal(one.pixels, other.pixels) and one.white.shape == other.white.shape


def test_stages_that_learn_from_embeddings_share_a_bank_without_pictures(workshop, towers, tmp_path, monkeypatch):
    config = {"bank": 32, "captions": 3, "seed": 3}
    made = examples.Bank.kept(workshop, towers, config, tmp_path)
    other = examples.Bank.kept(workshop, towers, {**config, "seed": 4}, tmp_path)
    monkeypatch.setattr(examples.Bank, "made", None)  # it cannot be composed again
    again = examples.Bank.kept(workshop, towers, config, tmp_path)
    assert all(torch.equal(one, two) for one, two in zip(made.all, again.all))
    assert not torch.equal(made.all.white, other.all.white)
    assert made.all.tokens.shape == (32, 3, examples.LENGTH) and made.all.pixels.numel() == 0
    assert sum(len({bytes(caption) for caption in scene}) > 1 for scene in made.all.tokens.numpy()) > 20
    found = made(64, seeded(1), 0)
    assert found.tokens.shape == (64, examples.LENGTH) and also_fits(found.stated, found.facts).diagonal().all()


def test_short_captions_are_read_without_padding(workshop, towers):
    tokens = workshop.tokenizer.batch(["a cat", "a cat next to a dog on a red and blue background", "a dog", "the cat on the grass"])
    end = workshop.tokenizer.end
    parts = examples.by_length(tokens, end, 2)
    assert sorted(torch.cat(parts).tolist()) == [0, 1, 2, 3] and set(parts[0].tolist()) == {0, 2}
    short = examples.shortened(tokens[parts[0]], end)
    assert short.shape[1] < tokens.shape[1] and torch.equal(short[:, -1], torch.tensor([end, end]))
    assert torch.allclose(towers.read(short)[0], towers.read(tokens[parts[0]])[0], atol=1e-6)


def test_several_draws_of_noise_are_what_each_is_alone():
    torch.manual_seed(1)
    network = prior.Prior(prior.PriorShape(embedding=16, text_width=16, width=32, layers=2, heads=2)).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.05)  # some begin as nothing
    samples, timesteps = torch.randn(5, 3, 16), torch.randint(0, 1000, (5, 3))
    read = torch.randn(5, 16), torch.randn(5, 7, 16), torch.arange(7) < torch.tensor([2, 7, 5, 1, 6])[:, None]
    together = network.hinting(samples, timesteps, *read)[0]
    alone = torch.stack([network(samples[:, k], timesteps[:, k], *read) for k in range(3)], 1)
    assert torch.allclose(together, alone, atol=1e-5) and alone.std() > 0.1

"""A further word is read exactly as the taught one, and nothing else is read otherwise."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
import torch

from modelkit.starter import aliases, clip, grounds, networks, phrases, trainer, vocabulary
from modelkit.starter.tokenizer import Tokenizer, clean, pieces
from modelkit.starter.workshop import Workshop

#: Words of forms, which only training makes sense of.
_FUNCTION = {"that"}
TOY, PACK = Path(__file__).with_name("toy"), Path(__file__).parents[2] / "assets" / "packs" / "starter"


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(aliases, "ALIASES", {"the": "fluffy cute", "dog": "pooch"})


@pytest.fixture
def tower(workshop):
    return clip.build(tomllib.loads((TOY / "clip.toml").read_text("utf-8")), workshop.tokenizer).text.eval()


def read(tower, tokenizer: Tokenizer, text: str) -> tuple[torch.Tensor, torch.Tensor]:
    return tower(tokenizer.batch([text]))


def test_an_alias_is_read_as_what_it_means(workshop, tower, few):
    after, table = aliases.extended(workshop.tokenizer, tower, {"dog", "the"})
    before = {text: read(tower, workshop.tokenizer, text) for text in ("a the dog on the grass", "a dog")}
    tower.tokens = torch.nn.Embedding.from_pretrained(table)
    for text, meant in (("a fluffy pooch on the grass", "a the dog on the grass"), ("a Cute dog on the grass", "a the dog on the grass"),
                        ("a dog", "a dog")):
        assert all(torch.equal(one, other) for one, other in zip(read(tower, after, text), before[meant]))
    assert table.isfinite().all() and len(table) == len(after)


def test_what_is_taught_is_no_alias_and_must_be_read_as_before(workshop, tower, few):
    after, _ = aliases.extended(workshop.tokenizer, tower, {"dog", "the", "fluffy"})
    assert len(after.ids("fluffy")) > 1 and len(after.ids("cute")) == 1
    with pytest.raises(ValueError, match="flu"):
        # shares parts with a word that gets a token
        aliases.extended(workshop.tokenizer, tower, {"dog", "the", "flute"})
    with pytest.raises(ValueError, match="not one token"):
        aliases.ALIASES["grassland"] = "steppe"
        aliases.extended(workshop.tokenizer, tower, {"dog", "the"})


def test_data_and_towers_are_taught_together_each_word_once(workshop, tmp_path, monkeypatch, few):
    data, folder = tmp_path / "data", tmp_path / "runs" / "clip"
    data.mkdir()
    folder.mkdir(parents=True)
    shutil.copyfile(TOY / "clip.toml", folder / "config.toml")
    towers = clip.build(tomllib.loads((TOY / "clip.toml").read_text("utf-8")), workshop.tokenizer)
    trainer.write_checkpoint(folder, {"network": towers.state_dict(), "optimiser": None, "step": 7, "seconds": 1.0, "mean": None,
                                      "seed": 1, "origin": {}})
    workshop.tokenizer.save(data / "tokenizer.json")
    opened = lambda path: Workshop(workshop.composer.atlas, workshop.chosen, Tokenizer.load(path / "tokenizer.json"))
    monkeypatch.setattr(Workshop, "open", staticmethod(opened))
    monkeypatch.setattr(vocabulary, "words_used", lambda workshop: ["dog", "the"])
    more = aliases.teach(data, tmp_path / "runs")
    words = Tokenizer.load(data / "tokenizer.json")
    assert more == len(words) - len(workshop.tokenizer) > 3
    again = networks.towers(tmp_path / "runs", words).eval()
    assert torch.equal(again.text(words.batch(["a fluffy dog"]))[0], towers.eval().text(workshop.tokenizer.batch(["a the dog"]))[0])
    # words that come later get tokens behind those, and what was added stays as it is
    assert aliases.teach(data, tmp_path / "runs") == 0
    aliases.ALIASES["dog"] = "pooch mutt"
    assert aliases.teach(data, tmp_path / "runs") > 0
    later = Tokenizer.load(data / "tokenizer.json")
    assert later.added[:len(words.added)] == words.added
    last = networks.towers(tmp_path / "runs", later).eval()
    for text in ("a fluffy pooch", "a fluffy mutt"):
        assert torch.equal(last.text(later.batch([text]))[0], again.text(words.batch(["a fluffy pooch"]))[0])


def test_no_word_means_two_things():
    words = [word for spoken in aliases.ALIASES.values() for word in spoken.split()]
    assert len(words) == len(set(words)) and not set(words) & set(aliases.ALIASES)
    assert all(pieces(clean(word)) == [word] for word in words)


def test_the_words_of_everyday_captions_are_taught_by_plain_ones_or_mean_what_is(workshop):
    """So a pack whose towers never saw them is not said to know what it does not."""
    spoken = [*phrases.EMPTY, *phrases.BLUE_SKY, *phrases.BETWEEN, *(form for forms in phrases.ALSO.values() for form in forms)]
    spoken += [form for forms in phrases.KEYWORDS.values() for form in forms]
    plain = json.loads((PACK / "vocabulary.json").read_text("utf-8"))["words"]
    known = {*plain, *aliases.pairs(), *_FUNCTION}
    missing = {piece for form in spoken for piece in pieces(clean(form)) if piece.isalpha()} - known
    assert not missing, missing
    assert grounds.SCENES.keys() == phrases.ALSO.keys() == phrases.KEYWORDS.keys()

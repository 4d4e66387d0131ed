"""A text tower that learns further words leaves everything else alone, and plain captions about where they were."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
import torch

from modelkit.starter import clip, geometry, networks, train_words, trainer
from modelkit.starter.phrases import EMPTY
from modelkit.starter.towers import Towers

TOY = Path(__file__).with_name("toy")


@pytest.fixture(scope="module")
def runs(workshop, tmp_path_factory) -> Path:
    """A run of the towers, untrained but for its geometry."""
    runs = tmp_path_factory.mktemp("runs")
    (runs / "clip").mkdir()
    shutil.copyfile(TOY / "clip.toml", runs / "clip" / "config.toml")
    towers = clip.build(tomllib.loads((TOY / "clip.toml").read_text("utf-8")), workshop.tokenizer)
    trainer.write_checkpoint(runs / "clip", {"network": towers.state_dict(), "optimiser": None, "step": 0, "seconds": 0.0,
                                             "mean": None, "seed": 1, "origin": {}})
    geometry.measure(workshop, towers.eval(), 512).save(runs / "clip" / "geometry.safetensors")
    return runs


def learned(workshop, runs: Path, anchor: float, steps: int = 30) -> dict:
    """The last report of a new run of the stage."""
    shutil.rmtree(runs / "words", ignore_errors=True)
    values = tomllib.loads((TOY / "words.toml").read_text("utf-8")) | {"anchor": anchor}
    values["budget"]["steps"] = steps
    train_words.run(workshop, values, runs / "words")
    return json.loads((runs / "words" / "log.jsonl").read_text("utf-8").splitlines()[-1])


def test_plain_captions_move_less_where_they_are_held(workshop, runs):
    free, held = (learned(workshop, runs, anchor) for anchor in (0.0, 100.0))
    assert held["states_moved"] < 0.5 * free["states_moved"] and held["embedding_moved"] < 0.5 * free["embedding_moved"]


def test_the_stages_after_it_read_by_the_new_tower_and_see_by_the_old_one(workshop, runs):
    shutil.rmtree(runs / "words", ignore_errors=True)
    before = Towers.open(workshop, runs)
    learned(workshop, runs, 1.0, 8)
    after, pixels = Towers.open(workshop, runs), torch.rand(4, 3, 64, 64) * 2 - 1
    assert torch.equal(before.pictures(pixels), after.pictures(pixels))
    assert (before.captions(["a dog"])[0] - after.captions(["a dog"])[0]).abs().max() > 1e-3
    assert torch.equal(before.geometry.whitener, after.geometry.whitener)
    assert (before.geometry.text_mean - after.geometry.text_mean).abs().max() > 1e-4
    exported = networks.from_runs(runs, TOY, workshop.tokenizer)["clip"]
    told = exported.text(workshop.tokenizer.batch(["a dog"]))[0]
    assert torch.allclose(told, after.captions(["a dog"])[0], atol=1e-6)


def test_what_holds_the_tower_says_nothing_new(workshop):
    tokens = train_words.plain_captions(workshop, 300, 3)
    end = workshop.tokenizer.end
    longest = int((tokens == end).long().argmax(1).max())
    fluffy = workshop.tokenizer.encode(" ".join(EMPTY[1:2]), 8)[1:-1]
    fluffy = [token for token in fluffy if token != workshop.tokenizer.pad and token != end]
    assert longest < 32
    windows = tokens.unfold(1, len(fluffy), 1)
    assert not (windows == torch.tensor(fluffy)).all(2).any()

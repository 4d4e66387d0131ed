"""Captions in the forms people write say the same things as plain ones, and a thing's poses are told apart."""

import random
import re
from collections import Counter

import pytest
import torch

from modelkit.starter import grounds, phrases
from modelkit.starter.captions import UNSAID, Captioner
from modelkit.starter.composer import Composer, Mixture
from modelkit.starter.concepts import load_list
from modelkit.starter.scenes import ALONE, ARRANGED, BESIDE, GROUND, POSE, UNCLEAR


@pytest.fixture(scope="module")
def many(workshop):
    layout = workshop.composer.mixed(pairs=0.3, repeated=3).layouts(4000, torch.Generator().manual_seed(11))
    return layout, workshop.captioner.write(layout, 11)


def test_plain_captions_have_none_of_the_everyday_forms(workshop, many):
    layout, captions = many
    # "a soft shaded picture", "an old sepia picture", "a little dog" where it is small
    empty = re.compile(r"\b(" + "|".join(set(phrases.EMPTY) - {"little", "soft", "old"}) + r")\b")
    further = [spoken for ground in range(grounds.COUNT) for spoken in phrases.other_ground_phrases(ground)]
    plain = [caption.text for caption in Captioner(workshop.concepts, everyday=0.0).write(layout, 11)]
    assert not any(empty.search(text) for text in plain)
    assert not any(text.startswith(("on ", "in ", "at ", "under ")) for text in plain)
    every = [caption.text for caption in captions]
    assert 0.04 < sum(bool(empty.search(text)) for text in every) / len(every) < 0.15
    assert 0.03 < sum(text.startswith(("on ", "in ", "at ", "under ", "against ", "among ")) for text in every) / len(every) < 0.2
    assert sum(any(text.endswith(spoken) for spoken in further) for text in every) > 0.05 * len(every)


def test_a_stated_ground_is_the_scenes_own_in_further_words_too(many):
    layout, captions = many
    seen = Counter()
    for caption, ground in zip(captions, layout.ground.tolist()):
        if caption.stated[GROUND] == UNSAID:
            continue
        assert caption.stated[GROUND] == ground
        words = (*phrases.ground_phrases(ground), *phrases.other_ground_phrases(ground), *phrases.keywords(ground))
        assert any(spoken in caption.text for spoken in words), caption.text
        seen[next(kind for kind in (phrases.ground_phrases, phrases.other_ground_phrases, phrases.keywords)
                  if any(spoken in caption.text for spoken in kind(ground))).__name__] += 1
    assert len(seen) == 3 and min(seen.values()) > 50


def test_a_blue_sky_is_said_of_scenes_that_have_one(many):
    layout, captions = many
    under = [k for k, caption in enumerate(captions) if any(spoken in caption.text for spoken in phrases.BLUE_SKY)]
    assert len(under) > 20
    blue = {grounds.scene(name) for name in ("sky", "grass", "beach", "sea", "desert", "road")}
    assert {layout.ground[k].item() for k in under} <= blue and (layout.light[under] == 0).all() and (layout.weather[under] == 0).all()


def test_the_first_named_of_two_stands_left(workshop, many):
    layout, captions = many
    together = 0
    for k, caption in enumerate(captions):
        if layout.relation[k] != BESIDE or caption.stated[ARRANGED] == UNSAID or re.search(r"\b(left|right)\b", caption.text):
            continue
        one, two = (min(caption.text.find(name) for name in workshop.concepts[thing].names if name in caption.text)
                    for thing in layout.things[k, :2].tolist())
        assert one < two, caption.text
        together += " and " in caption.text
    assert together > 100


def test_bare_names_mean_the_first_pose_and_others_are_said(workshop, many):
    layout, captions = many
    posed = (layout.relation == ALONE) & (layout.things[:, 0] == 0)
    assert 0.18 < (layout.pose[posed] > 0).float().mean() < 0.32
    # three times as often as each of the four other things
    assert 0.3 < posed[layout.relation == ALONE].float().mean() < 0.55
    assert (layout.pose[layout.relation != ALONE] == UNCLEAR).all()
    bare = [k for k in posed.nonzero()[:, 0].tolist() if captions[k].stated[POSE] == UNSAID]
    assert (layout.pose[bare] == 0).float().mean() > 0.94
    for k in posed.nonzero()[:, 0].tolist():
        if captions[k].stated[POSE] != UNSAID:
            forms = phrases.posed(workshop.concepts[0].poses[layout.pose[k]])
            assert captions[k].stated[POSE] == layout.pose[k]
            assert any(all(part in captions[k].text for part in form.split("{}")) for form in forms), captions[k].text


def test_several_things_are_drawn_as_their_names_mean(workshop):
    layout = Composer(workshop.composer.atlas, Mixture(pairs=0.7, rows=0.3)).layouts(2000, torch.Generator().manual_seed(2))
    several = layout.relation != ALONE
    drawings = layout.drawings[several]
    assert several.sum() > 1000 and (workshop.composer.atlas["pose"][drawings.clamp(min=0)][drawings >= 0] == 0).all()


def test_every_pose_of_the_full_list_can_be_said():
    chosen = load_list("full")
    several = [concept for concept in chosen.concepts if len(concept.emoji) > 1]
    assert len(several) > 30
    for concept in several:
        assert len(concept.poses) == len(concept.emoji), concept.name
        assert all(phrases.posed(pose) for pose in concept.poses[1:]), concept.name


def test_as_many_poses_as_pictures(tmp_path, monkeypatch):
    from modelkit.starter import concepts

    (tmp_path / "bad.toml").write_text('sets = ["noto"]\n[[concept]]\nemoji = "dog"\nposes = ["face", "whole"]\nnames = ["dog"]\n', "utf-8")
    monkeypatch.setattr(concepts, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match="poses"):
        concepts.load_list("bad")


def test_a_pose_comes_with_its_article(workshop):
    words = Captioner(workshop.concepts)
    assert {words.thing(random.Random(seed), workshop.concepts[0], "approaching").split()[0] for seed in range(40)} <= {"an", "the", "approaching"}

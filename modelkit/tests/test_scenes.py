import re

import pytest
import torch
import torch.nn.functional as F

from modelkit.starter.captions import UNSAID, also_fits, article
from modelkit.starter.composer import LEFT, NOTHING, RIGHT
from modelkit.starter.concepts import load_concepts
from modelkit.starter.masks import random_masks


def scenes(workshop, count=64, seed=1, size=64):
    return workshop.scenes(count, torch.Generator().manual_seed(seed), seed, size)


def test_the_same_seed_gives_the_same_pictures_and_captions(workshop):
    _, pixels, alpha, captions = scenes(workshop)
    _, again, alpha_again, captions_again = scenes(workshop)
    assert torch.equal(pixels, again) and torch.equal(alpha, alpha_again) and captions == captions_again
    assert not torch.equal(pixels, scenes(workshop, seed=2)[1])


def test_pixels_are_in_range_and_show_the_thing(workshop):
    _, pixels, alpha, _ = scenes(workshop)
    assert pixels.min() >= -1 and pixels.max() <= 1
    assert (alpha.amax((1, 2, 3)) > 0.9).all()
    assert (alpha.mean((1, 2, 3)) > 0.01).all()


def test_a_scene_is_the_same_at_every_size(workshop):
    layout = workshop.composer.layouts(16, torch.Generator().manual_seed(4))
    small = workshop.composer.render(layout, 64, torch.Generator().manual_seed(9))[1]
    large = workshop.composer.render(layout, 256, torch.Generator().manual_seed(9))[1]
    assert (F.avg_pool2d(large, 4) - small).abs().mean() < 0.01


def test_a_window_is_a_part_of_the_whole(workshop):
    layout = workshop.composer.layouts(1, torch.Generator().manual_seed(4))
    whole = workshop.composer.render(layout, 1024, torch.Generator().manual_seed(9))[0]
    part = workshop.composer.render(layout, 1024, torch.Generator().manual_seed(9), (256, 512, 256))[0]
    assert (whole[..., 512:768, 256:512] - part).abs().max() < 2e-3


def test_captions_name_what_is_there(workshop):
    layout, _, _, captions = scenes(workshop, 400)
    for k, caption in enumerate(captions):
        names = workshop.concepts[layout.things[k, 0]].names
        assert any(re.search(rf"\b{re.escape(name)}\b", caption.text) for name in names), caption.text
        if layout.things[k, 1] != NOTHING:
            other = workshop.concepts[layout.things[k, 1]].names
            assert any(name in caption.text for name in other), caption.text


def test_left_and_right_are_where_the_thing_is(workshop):
    layout, _, alpha, captions = scenes(workshop, 600)
    across = torch.linspace(-1, 1, 64)
    centre = (alpha[:, 0].sum(1) * across).sum(1) / alpha.sum((1, 2, 3))
    said = {LEFT: 0, RIGHT: 0}
    for k, caption in enumerate(captions):
        place = caption.stated[3]
        if place in said:
            said[place] += 1
            assert (centre[k] < -0.2) if place == LEFT else (centre[k] > 0.2), caption.text
    assert min(said.values()) > 5


def test_equal_things_fit_each_others_captions_and_others_do_not(workshop):
    layout, _, _, captions = scenes(workshop, 200)
    fits = also_fits(captions, layout)
    assert fits.diagonal().all()
    bare = next(k for k, c in enumerate(captions) if c.stated[1:] == (NOTHING, UNSAID, UNSAID))
    same = (layout.things[:, 0] == layout.things[bare, 0]) & (layout.things[:, 1] == NOTHING)
    assert torch.equal(fits[bare], same)


@pytest.mark.parametrize("words, expected", [("owl", "an owl"), ("unicorn", "a unicorn"), ("hamburger", "a hamburger"),
                                             ("orange fox", "an orange fox")])
def test_articles(words, expected):
    assert article(words) == expected


def test_no_name_stands_for_two_things_and_no_plural_takes_an_article():
    concepts = load_concepts()
    names = [name for concept in concepts for name in concept.names]
    assert len(concepts) >= 100 and len(names) == len(set(names))
    assert all(concept.portion for concept in concepts if concept.plural)


def test_masks_are_whole_or_partial_in_the_share_asked_for():
    masks = random_masks(400, 64, 0.5, torch.Generator().manual_seed(1))
    assert set(masks.unique().tolist()) == {0.0, 1.0}
    partial = (masks.mean((1, 2, 3)) < 1).float().mean()
    assert 0.4 < partial < 0.6

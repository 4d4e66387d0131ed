import re

import pytest
import torch
import torch.nn.functional as F

from modelkit.starter import grounds, held_out, styles
from modelkit.starter.captions import UNSAID, also_fits
from modelkit.starter.composer import Composer, Mixture
from modelkit.starter.masks import random_masks
from modelkit.starter.phrases import article
from modelkit.starter.scenes import (ABOVE, ALONE, ARRANGED, BESIDE, COLOUR, LEFT, NOTHING, ON, PLACE, RIGHT, ROW, STYLE,
                                     THINGS, TIME, UNCLEAR, WEATHER)


def scenes(workshop, count=64, seed=1, size=64):
    return workshop.scenes(count, torch.Generator().manual_seed(seed), seed, size)


@pytest.fixture(scope="module")
def many(workshop):
    return scenes(workshop, 1500, seed=3)


def test_the_same_seed_gives_the_same_pictures_and_captions(workshop):
    _, pixels, alpha, captions = scenes(workshop)
    _, again, alpha_again, captions_again = scenes(workshop)
    assert torch.equal(pixels, again) and torch.equal(alpha, alpha_again) and captions == captions_again
    assert not torch.equal(pixels, scenes(workshop, seed=2)[1])


def test_pixels_are_in_range_and_show_the_thing(many):
    _, pixels, alpha, _ = many
    assert pixels.min() >= -1 and pixels.max() <= 1 and pixels.isfinite().all()
    assert (alpha.amax((1, 2, 3)) > 0.9).all()
    assert (alpha.mean((1, 2, 3)) > 0.01).all()


def test_a_scene_is_the_same_at_every_size(workshop):
    layout = workshop.composer.layouts(200, torch.Generator().manual_seed(4), size=256)
    small, small_alpha = workshop.composer.render(layout, 64, torch.Generator().manual_seed(9))
    large, large_alpha = workshop.composer.render(layout, 256, torch.Generator().manual_seed(9))
    assert (F.avg_pool2d(large_alpha, 4) - small_alpha).abs().mean() < 0.01
    difference = (F.avg_pool2d(large, 4) - small).abs().mean((1, 2, 3))
    for style in layout.style.unique().tolist():
        assert difference[layout.style == style].mean() < 0.2, styles.NAMES[style]
    assert difference[layout.style == styles.PLAIN].mean() < 0.05


def test_a_window_is_a_part_of_the_whole(workshop):
    layout = workshop.composer.layouts(1, torch.Generator().manual_seed(4), size=1024, plain=True)
    whole = workshop.composer.render(layout, 1024, torch.Generator().manual_seed(9))[0]
    part = workshop.composer.render(layout, 1024, torch.Generator().manual_seed(9), (256, 512, 256))[0]
    assert (whole[..., 512:768, 256:512] - part).abs().max() < 2e-3


def test_large_scenes_only_have_drawings_that_are_sharp_there(workshop):
    last = len(workshop.composer.atlas["concept"]) - 1
    draw = lambda size: workshop.composer.layouts(300, torch.Generator().manual_seed(1), size=size).drawings
    assert (draw(64) == last).any() and not (draw(1024) == last).any()


def test_a_drawing_shows_its_concept_and_both_sets_are_used(workshop, many):
    layout = many[0]
    there = layout.things != NOTHING
    owners = workshop.composer.atlas["concept"][layout.drawings.clamp(min=0)]
    assert torch.equal(owners[there], layout.things[there]) and (layout.drawings[~there] == NOTHING).all()
    # the first two are one thing in two poses
    counts = torch.bincount(layout.drawings[:, 0], minlength=10).float()[2:]
    assert counts.min() > 0.7 * counts.mean()


def test_captions_name_what_is_there(workshop, many):
    layout, _, _, captions = many
    for k, caption in enumerate(captions):
        for thing in layout.things[k].tolist():
            names = workshop.concepts[thing].names
            assert thing == NOTHING or any(re.search(rf"\b{re.escape(name)}\b", caption.text) for name in names), caption.text


def test_left_and_right_are_where_the_thing_is(many):
    _, _, alpha, captions = many
    across = torch.linspace(-1, 1, 64)
    centre = (alpha[:, 0].sum(1) * across).sum(1) / alpha.sum((1, 2, 3))
    said = {LEFT: 0, RIGHT: 0}
    for k, caption in enumerate(captions):
        place = caption.stated[PLACE]
        if place in said:
            said[place] += 1
            assert (centre[k] < -0.2) if place == LEFT else (centre[k] > 0.2), caption.text
    assert min(said.values()) > 5


def test_two_things_stand_as_the_caption_says(many):
    layout, _, _, captions = many
    seen = set()
    for k, caption in enumerate(captions):
        relation = layout.relation[k].item()
        first, second = layout.centre[k, 0], layout.centre[k, 1]
        if caption.stated[ARRANGED] != UNSAID:
            seen.add(relation)
            assert first[0] < second[0] if relation == BESIDE else first[1] < second[1], caption.text
        elif relation in (ABOVE, ON):
            assert not re.search(r"\b(next to|beside|left|right)\b", caption.text), caption.text
    assert seen == {BESIDE, ABOVE, ON} and (layout.relation == ROW).any()
    shares = [(layout.relation == relation).float().mean().item() for relation in (ALONE, ROW)]
    assert 0.8 < shares[0] < 0.9 and shares[1] < 0.04


def test_things_on_top_of_each_other_touch_and_things_above_each_other_do_not(workshop, many):
    layout = many[0]
    reach = workshop.composer._reach[layout.drawings.clamp(min=0)][..., 1] * layout.size
    gap = (layout.centre[:, 1, 1] - reach[:, 1]) - (layout.centre[:, 0, 1] + reach[:, 0])
    assert (gap[layout.relation == ON] < 0).all() and (gap[layout.relation == ON] > -0.15).all()
    assert (gap[layout.relation == ABOVE] > -0.05).float().mean() > 0.9


def test_equal_scenes_fit_each_others_captions_and_others_do_not(many):
    layout, _, _, captions = many
    layout, captions = layout.rows(slice(0, 300)), captions[:300]
    fits = also_fits(torch.tensor([caption.stated for caption in captions]), layout.facts())
    assert fits.diagonal().all()
    rest = range(THINGS + 3, len(captions[0].stated))
    bare = next(k for k, c in enumerate(captions) if c.stated[1] == NOTHING and all(c.stated[i] == UNSAID for i in rest))
    same = (layout.things[:, 0] == layout.things[bare, 0]) & (layout.things[:, 1] == NOTHING)
    same[bare] = True
    assert torch.equal(fits[bare], same)


@pytest.mark.parametrize("column, name", [(STYLE, "style"), (WEATHER, "weather"), (TIME, "light")])
def test_a_stated_style_weather_or_light_excludes_pictures_without_it(many, column, name):
    layout, _, _, captions = many
    actual = layout.facts()[:, column]
    told = [k for k, caption in enumerate(captions) if caption.stated[column] > 0]
    assert len(told) > 20
    fits = also_fits(torch.tensor([caption.stated for caption in captions]), layout.facts())
    for k in told:
        assert captions[k].stated[column] == actual[k]
        assert (actual[fits[k]] == actual[k]).all(), captions[k].text


def test_either_order_of_two_things_side_by_side_is_the_same_fact(workshop):
    composer = Composer(workshop.composer.atlas, Mixture(pairs=1.0, rows=0.0))
    layout = composer.layouts(200, torch.Generator().manual_seed(1))
    layout = layout.rows(layout.relation == BESIDE)
    swapped = layout.rows(slice(None))
    swapped.things = layout.things[:, [1, 0, 2]]
    assert torch.equal(layout.facts()[:, :THINGS + 3], swapped.facts()[:, :THINGS + 3])
    assert (layout.facts()[:, ARRANGED] != swapped.facts()[:, ARRANGED]).all()


def test_every_style_changes_the_picture_in_its_own_way(workshop):
    layout = workshop.composer.layouts(len(styles.NAMES), torch.Generator().manual_seed(6), plain=True)
    layout = layout.rows(torch.zeros(len(styles.NAMES), dtype=torch.long))
    layout.style = torch.arange(len(styles.NAMES))
    pixels = workshop.composer.render(layout, 64, torch.Generator().manual_seed(1))[0]
    distance = (pixels[:, None] - pixels[None]).abs().mean((2, 3, 4))
    assert (distance + torch.eye(len(pixels)) > 0.01).all()


def test_a_colour_is_said_only_where_it_can_be_seen(many):
    layout, _, _, captions = many
    assert any(caption.stated[COLOUR] > UNCLEAR for caption in captions)
    hidden = torch.isin(layout.style, torch.tensor([styles.PENCIL, styles.NEON, styles.BLUEPRINT, styles.GREY]))
    assert all(captions[k].stated[COLOUR] == UNSAID for k in hidden.nonzero()[:, 0].tolist())


def test_any_two_things_are_shown_either_way_round(workshop):
    composer = Composer(workshop.composer.atlas, Mixture(pairs=0.8, rows=0.2))
    things = composer.layouts(4000, torch.Generator().manual_seed(1)).things
    shown = {(one, two) for one, two, _ in things.tolist() if two != NOTHING}
    expected = {(one, two) for one in range(5) for two in range(5) if one != two and not held_out.pair(one, two)}
    assert shown == expected
    assert all(len(set(row)) == 3 for row in things.tolist() if row[2] != NOTHING)


def test_held_out_combinations_are_never_shown(many):
    layout = many[0]
    assert not held_out.combination(layout.things[:, 0], layout.ground, layout.style).any()
    assert not (held_out.pair(layout.things[:, 0], layout.things[:, 1]) & (layout.things[:, 1] != NOTHING)).any()
    listed = held_out.combinations(100)
    assert len(listed) > 200 and all(held_out.combination(*row) for row in listed)


def test_it_rains_out_of_doors_only(many):
    layout = many[0]
    wet = layout.weather > 0
    assert 0.04 < wet.float().mean() < 0.15
    assert grounds.outdoors(layout.ground[wet]).all()


@pytest.mark.parametrize("words, expected", [("owl", "an owl"), ("unicorn", "a unicorn"), ("hamburger", "a hamburger"),
                                             ("orange fox", "an orange fox"), ("hourglass", "an hourglass"),
                                             ("ukulele", "a ukulele")])
def test_articles(words, expected):
    assert article(words) == expected


def test_sets_are_taken_in_the_shares_asked_for(workshop):
    composer = Composer(workshop.composer.atlas, shares=(3.0, 1.0))
    layout = composer.layouts(4000, torch.Generator().manual_seed(1))
    drawn, atlas = layout.drawings[:, 0], composer.atlas
    assert torch.equal(atlas["concept"][drawn], layout.things[:, 0])
    assert abs((atlas["set"][drawn] == 0).float().mean() - 0.75) < 0.03
    assert len(drawn.unique()) == len(atlas["concept"])


def test_plain_single_things_have_their_own_shares_of_the_sets(workshop):
    composer = workshop.composer.mixed(sets=[1.0, 0.01], plain=[1.0, 3.0], posed=0.0, pairs=0.3, styled=0.3)
    layout = composer.layouts(4000, torch.Generator().manual_seed(1))
    usual = layout.things[:, 0] > 0  # the second drawing of the first is its other pose
    first, plain = composer.atlas["set"][layout.drawings[:, 0]] == 0, (layout.things[:, 1] < 0) & (layout.style == 0)
    assert abs(first[usual & plain].float().mean() - 0.25) < 0.03
    assert first[usual & ~plain].float().mean() > 0.97
    assert (usual & ~plain & (layout.style > 0)).any() and (usual & ~plain & (layout.style == 0)).any()
    assert torch.equal(composer.atlas["concept"][layout.drawings[:, 0]], layout.things[:, 0])
    told = layout.group[usual & plain]
    assert torch.equal(told, composer._group[layout.drawings[:, 0]][usual & plain])


def test_masks_are_whole_or_partial_in_the_share_asked_for():
    masks = random_masks(400, 64, 0.5, torch.Generator().manual_seed(1))
    assert set(masks.unique().tolist()) == {0.0, 1.0}
    partial = (masks.mean((1, 2, 3)) < 1).float().mean()
    assert 0.4 < partial < 0.6
    whole = random_masks(2000, 32, 1.0, torch.Generator().manual_seed(2)).mean((1, 2, 3))
    assert (whole > 0).float().mean() > 0.99 and (whole < 1).all() and 0.3 < whole.mean() < 0.45

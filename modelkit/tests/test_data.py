"""The lists of concepts, the drawings, their colours, and the texts that follow from a list."""

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from modelkit.starter import colours, drawings, pack, phrases, sprites
from modelkit.starter.concepts import load_concepts, load_list
from modelkit.starter.sources import SOURCES
from modelkit.starter.trainer import seeded
from modelkit.starter.workshop import composer_of


@pytest.mark.parametrize("name, least", [("first", 100), ("full", 500)])
def test_no_name_stands_for_two_things_and_every_plural_has_a_portion(name, least):
    chosen = load_list(name)
    names = [name for concept in chosen.concepts for name in (*concept.names, *concept.kinds)]
    assert len(chosen.concepts) >= least and len(names) == len(set(names))
    assert all(concept.portion for concept in chosen.concepts if concept.plural)
    assert all(name == name.strip().lower() or name == "t-rex" for name in names)
    assert set(chosen.sets) <= set(drawings.SETS) and set(chosen.sets) <= set(phrases.LOOK_OF)


def test_the_first_list_is_the_first_packs():
    concepts = load_concepts("first")
    assert [concept.name for concept in concepts[:3]] == ["dog", "cat", "lion"] and len(concepts) == 110
    assert all(len(concept.emoji) == 1 for concept in concepts)


def test_names_used_twice_are_refused(tmp_path, monkeypatch):
    from modelkit.starter import concepts

    row = '[[concept]]\nemoji = "dog"\nnames = ["dog"]\n'
    (tmp_path / "bad.toml").write_text('sets = ["noto"]\n' + row + row, "utf-8")
    monkeypatch.setattr(concepts, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match="dog"):
        load_list("bad")


def test_a_cut_out_is_centred_and_has_no_halo():
    # a red disc whose transparent surroundings are white, as editors leave them
    y, x = np.mgrid[-1:1:200j, -1:1:200j]
    alpha = np.clip((0.4 - np.hypot(x - 0.3, y)) * 100, 0, 1)
    pixels = np.dstack([np.where(alpha > 0, 255, 255), np.where(alpha > 0, 0, 255), np.where(alpha > 0, 0, 255), alpha * 255])
    cell = sprites.fit(sprites.cut_out(Image.fromarray(pixels.astype(np.uint8), "RGBA")), 128).float() / 255
    assert (cell[1:3] <= 0.01).all() and (cell[0] <= cell[3] + 0.005).all()
    across = torch.linspace(-1, 1, 128)
    assert abs((cell[3].sum(0) * across).sum() / cell[3].sum()) < 0.01
    assert cell[3, :3].max() == 0 and cell[3, :, :3].max() == 0 and cell[3].max() == 1


@pytest.mark.parametrize("rgb, name", [((0.9, 0.1, 0.1), "red"), ((0.95, 0.55, 0.1), "orange"), ((1, 0.85, 0.2), "yellow"),
                                       ((0.2, 0.7, 0.2), "green"), ((0.1, 0.4, 0.9), "blue"), ((0.5, 0.2, 0.8), "purple"),
                                       ((1, 0.6, 0.75), "pink"), ((0.45, 0.27, 0.14), "brown"), ((0.95, 0.95, 0.96), "white"),
                                       ((0.5, 0.5, 0.52), "grey"), ((0.05, 0.05, 0.05), "black")])
def test_colours_have_their_names(rgb, name):
    assert colours.NAMES[colours.name_ids(torch.tensor([rgb]))[0]] == name


def test_a_third_of_a_turn_makes_red_green_and_leaves_grey():
    matrix = colours.turn(torch.tensor([2 * torch.pi / 3]))[0]
    assert torch.allclose(matrix @ torch.tensor([1.0, 0, 0]), torch.tensor([0.0, 1, 0]), atol=1e-5)
    assert torch.allclose(matrix @ torch.tensor([0.5, 0.5, 0.5]), torch.tensor([0.5, 0.5, 0.5]), atol=1e-5)


def test_the_notice_credits_every_source_that_a_list_uses_and_no_other():
    full, first = pack.notice(load_list("full")), pack.notice(load_list("first"))
    for item in SOURCES:
        assert item.credit in full and (pack._TEXTS / "licences" / f"{item.licence}.txt").exists()
    assert "Twemoji" in full and "creativecommons.org/licenses/by/4.0" in full and "Permission is hereby granted" in full
    assert "Twemoji" not in first and "creativecommons" not in first and "Princeton" in first


def test_the_model_card_follows_from_the_list():
    full, first = pack.model_card(load_list("full")), pack.model_card(load_list("first"))
    assert f"{len(load_list('full').concepts)} everyday things" in full and "110 everyday things" in first
    assert "cartoon" in full and "cartoon" not in first and "$" not in full + first


def test_a_shrunk_atlas_draws_the_same_small_pictures_and_refuses_large_ones(workshop, tmp_path):
    save_file(workshop.composer.atlas, str(tmp_path / "sprites.safetensors"), metadata={"list": "toy"})
    sprites.shrink(tmp_path / "sprites.safetensors", tmp_path / "small" / "sprites.safetensors")
    shrunk = sprites.load(tmp_path / "small" / "sprites.safetensors")
    assert (tmp_path / "small" / "sprites.safetensors").stat().st_size < 50_000
    assert (shrunk["cell128"][:, :3] <= shrunk["cell128"][:, 3:]).all()
    small = composer_of(shrunk, workshop.chosen)
    layout = workshop.composer.layouts(16, seeded(1))
    assert torch.equal(small.layouts(16, seeded(1)).drawings, layout.drawings)
    one, other = (composer.render(layout, 64, seeded(2))[0] for composer in (workshop.composer, small))
    assert (one - other).abs().mean() < 0.02
    with pytest.raises(ValueError, match="no drawings for pictures of 256"):
        small.layouts(4, seeded(1), size=256)

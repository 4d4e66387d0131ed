"""What a pack says beside its networks: the splitter of prompts, and projectors on aspects."""

import json

import numpy as np
import pytest

from modelkit.starter import aspects, looks, pack, phrases, splitter
from modelkit.starter.concepts import load_list


def test_every_pattern_of_the_splitter_asks_for_both_things_at_their_own_side():
    section = splitter.section()
    for pattern in section["patterns"]:
        first, second = pattern["text"].index("{a}"), pattern["text"].index("{b}")
        assert first < second and pattern["text"][first + 3:second].strip()
        prompts = [region["prompt"] for region in pattern["regions"]]
        assert sorted(prompt[:3] for prompt in prompts) == ["{a}", "{b}"]
        for region in pattern["regions"]:
            left, top, width, height = region["area"]
            assert 0 <= left and left + width <= 1 and 0 <= top and top + height <= 1
    assert len({pattern["text"] for pattern in section["patterns"]}) == len(section["patterns"])


@pytest.mark.parametrize("text, left_or_above", [("{a} to the right of {b}", "{b}"), ("{a} to the left of {b}", "{a}"),
                                                 ("{a} under {b}", "{b}"), ("{a} above {b}", "{a}"), ("{a} and {b}", "{a}")])
def test_things_stand_where_the_caption_says(text, left_or_above):
    pattern = next(p for p in splitter.section()["patterns"] if p["text"] == text)
    assert pattern["regions"][0]["prompt"].startswith(left_or_above)


def test_a_place_that_is_a_thing_does_not_split():
    texts = [pattern["text"] for pattern in splitter.section()["patterns"]]
    assert "{a} on {b}" not in texts and "{a} on top of {b}" in texts


def test_frames_hold_what_is_within_once():
    frames = splitter.section()["frames"]
    assert all(frame.count("{}") == 1 and frame != "{}" for frame in frames)
    assert set(phrases.FRAMES) - {"{}"} <= set(frames)


def test_captions_of_an_aspect_differ_in_it_only():
    for aspect, words in aspects.captions(load_list("full")).items():
        assert len({len(row) for row in words}) == 1, aspect
        for column in zip(*words):
            assert len(set(column)) == len(column), aspect
    assert aspects.captions(load_list("full")) == aspects.captions(load_list("full"))


def test_a_projector_finds_the_directions_that_words_differ_in():
    generator = np.random.default_rng(1)
    own, other = np.linalg.qr(generator.normal(size=(16, 16)))[0][:, :8].T.reshape(2, 4, 16)
    words = generator.normal(size=(40, 4)) @ own
    carriers = generator.normal(size=(6, 4)) @ other
    rows = aspects.projector((5 + words[:, None] + carriers[None]).astype(np.float32), kept=0.999)
    assert rows.shape == (4, 16)
    assert np.allclose(rows @ rows.T, np.eye(4), atol=1e-5)
    assert np.allclose(own @ rows.T @ rows, own, atol=1e-4)
    assert np.allclose(other @ rows.T @ rows, 0, atol=1e-4)


def test_a_projector_keeps_no_more_directions_than_it_needs():
    generator = np.random.default_rng(2)
    words = generator.normal(size=(30, 2)) * [10, 0.1] @ np.eye(2, 8)
    assert len(aspects.projector(words[:, None].astype(np.float32))) == 1


def test_the_ground_is_made_of_aspects_that_a_pack_has():
    named = {*splitter.section()["ground"], *pack.operations()["inpaint"]["thing"]["around"]}
    assert named and named <= set(aspects.captions(load_list("full")))


def test_scenes_are_called_by_what_captions_call_them():
    names = pack.operations()["inpaint"]["scenes"]
    assert {"meadow", "beach", "sea", "blue sky"} <= set(names)
    assert not {"table", "day", "{}"} & set(names) and all(name == name.strip().lower() for name in names)


def test_every_form_of_a_look_or_style_is_known_to_name_one():
    forms = [form for forms in (*phrases.STYLES.values(), *phrases.LOOKS.values()) for form in forms]
    plain = lambda text: " " + " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split()) + " "
    assert [form for form in forms if not any(f" {said} " in plain(form) for said in looks.SAID)] == []
    of_looks = {form for forms in phrases.LOOKS.values() for form in forms}
    assert looks.TAKES[0] == "{}" and {take for take in looks.TAKES if take != "{}"} <= of_looks


def test_a_pack_says_looks_only_where_its_prior_follows_them(tmp_path):
    said = lambda: json.loads((tmp_path / "pack.json").read_text("utf-8")).get("sections", {}).get("looks")
    (tmp_path / "pack.json").write_text(json.dumps({"id": "a"}), "utf-8")
    looks.add(tmp_path, new=False)
    assert said() is None
    looks.add(tmp_path, new=True)
    assert said() == looks.section()
    (tmp_path / "pack.json").write_text(json.dumps({"sections": {"looks": {"takes": ["{}"]}}}), "utf-8")
    looks.add(tmp_path, new=False)
    assert said() == looks.section()
    runs, configs = tmp_path / "runs", tmp_path / "configs"
    (runs / "prior").mkdir(parents=True), configs.mkdir()
    (configs / "prior.toml").write_text("looked = 0.2\n", "utf-8")
    assert looks.followed(runs, configs)
    (runs / "prior" / "config.toml").write_text("seed = 1\n", "utf-8")
    assert not looks.followed(runs, configs)

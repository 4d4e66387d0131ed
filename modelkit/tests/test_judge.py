import json
import stat
import sys

import pytest
from PIL import Image

from modelkit import judge

LIST = """
Text, and a | table | that is none.

| seed | prompt | accepted names |
|---|---|---|
| 1 | a bicycle | bicycle, bike |
| 2 | an owl | owl |
| 7 | a pair of scissors | scissors |
"""

FAKE = f"""#!{sys.executable}
import sys
from PIL import Image
prompt, out = sys.argv[2], sys.argv[sys.argv.index("-o") + 1]
Image.new("RGB", (64, 64), {{"a bicycle": "red", "an owl": "green"}}.get(prompt, "blue")).save(out)
"""


@pytest.fixture
def items(tmp_path):
    (tmp_path / "list.md").write_text(LIST, "utf-8")
    return judge.read_list(tmp_path / "list.md")


def test_the_list_is_read_from_markdown(items):
    assert [(i.seed, i.prompt) for i in items] == [(1, "a bicycle"), (2, "an owl"), (7, "a pair of scissors")]
    assert items[0].accepted == (("bicycle", "bike"),)


@pytest.mark.parametrize("answer, right", [("a red bike on sand", True), ("Bicycles", True), ("motorbike", False),
                                           ("", False), ("tricycle", False)])
def test_an_answer_counts_by_whole_words(answer, right):
    assert judge.named(answer, (("bicycle", "bike"),)) is right


def test_of_two_things_both_must_be_named(tmp_path):
    (tmp_path / "list.md").write_text("# Two things\n| 3 | a cat on a bus | cat, kitten, +, bus |\n", "utf-8")
    item, = judge.read_list(tmp_path / "list.md")
    assert item.accepted == (("cat", "kitten"), ("bus",)) and item.part == "Two things"
    assert judge.named("a kitten on a bus", item.accepted) and not judge.named("a cat", item.accepted)


def test_wilsons_interval():
    low, high = judge.wilson(16, 20)
    assert (round(low, 3), round(high, 3)) == (0.584, 0.919)
    assert judge.wilson(0, 0) == (0.0, 1.0)


def test_sheets_are_shuffled_and_scored_by_the_key(items, tmp_path):
    program = tmp_path / "unclip"
    program.write_text(FAKE, "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    out = tmp_path / "out"
    judge.draw(items, program, out, shuffle=3, options=[])
    key = json.loads((out / "key.json").read_text("utf-8"))
    assert sorted(key.values()) == [0, 1, 2]
    assert list(key.values()) != [0, 1, 2]
    colour = Image.open(out / f"picture-00{next(n for n, i in key.items() if i == 1)}.png").getpixel((5, 5))
    assert colour == (0, 128, 0)
    assert Image.open(out / "sheet-1.png").width == 5 * 232 + 8
    answers = {number: {0: "a bike", 1: "some bird", 2: "scissors"}[index] for number, index in key.items()}
    table = judge.score(items, out, answers)
    assert "| 2 | an owl | some bird | no |" in table
    assert "2 of 3 named" in table


def test_every_heading_is_counted_for_itself(tmp_path):
    items = [judge.Item(1, "an owl", (("owl",),), "One"), judge.Item(1, "a cat", (("cat",),), "Two")]
    (tmp_path / "key.json").write_text('{"1": 0, "2": 1}', "utf-8")
    table = judge.score(items, tmp_path, {"1": "owl", "2": "dog"})
    assert "* One: 1 of 1 named" in table and "* Two: 0 of 1 named" in table and "1 of 2 named" in table

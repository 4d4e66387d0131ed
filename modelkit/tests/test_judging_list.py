from pathlib import Path

from modelkit import judge
from modelkit.starter.concepts import load_concepts

LIST = Path(__file__).parents[2] / "docs" / "judging.md"


def test_the_list_has_its_prompts_of_things_that_the_full_list_knows():
    items = judge.read_list(LIST)
    assert len(items) == 140 and len({item.prompt for item in items}) == 140
    assert {item.seed for item in items} == {101, 102, 103, 104}
    known = {name for concept in load_concepts("full") for name in (*concept.names, *concept.kinds)}
    assert all(set(names) <= known for item in items for names in item.accepted)
    assert [len(item.accepted) for item in items if item.part.startswith("Two things")] == [2] * 20

"""The list of concepts (``concepts.toml``): what can be drawn and what it may be called."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Concept:
    """One thing that the pack learns. ``names[0]`` identifies it; every name appears in captions."""

    emoji: str
    names: tuple[str, ...]
    plural: bool = False
    portion: str | None = None
    colour: str | None = None

    @property
    def name(self) -> str:
        return self.names[0]


def load_concepts(path: Path | None = None) -> list[Concept]:
    """Read a concept list; without a path the one that ships with the package."""
    path = path or Path(__file__).with_name("concepts.toml")
    with open(path, "rb") as stream:
        rows = tomllib.load(stream)["concept"]
    concepts = [Concept(**{**row, "names": tuple(row["names"])}) for row in rows]
    names = [name for concept in concepts for name in concept.names]
    if len(set(names)) != len(names):
        raise ValueError(f"a name is used by two concepts in {path}")
    return concepts

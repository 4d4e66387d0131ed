"""Lists of concepts (``concepts/NAME.toml``): what can be drawn, what it may be called, and from which drawings."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).with_name("concepts")


@dataclass(frozen=True)
class Concept:
    """One thing that the pack learns. ``names[0]`` identifies it; every name appears in captions."""

    emoji: tuple[str, ...]              #: Unicode names of the pictures it is learned from
    names: tuple[str, ...]
    plural: bool = False                #: the names take no article
    portion: str | None = None          #: the counted form of a plural
    colour: str | None = None           #: what all its drawings are
    poses: tuple[str, ...] = ()         #: by picture, which of ``phrases.POSES`` it shows; the first is what the bare name means
    kinds: tuple[str, ...] = ()         #: narrower words that its drawings may stand for
    without: tuple[str, ...] = ()       #: drawings left out: a set, or "set:emoji"
    also: tuple[str, ...] = ()          #: further drawings, "set:icon"

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class ConceptList:
    """Concepts, the sets their drawings come from, and how often each set is taken (to any scale). ``vectors`` names the set whose drawings stand in at
    1024 pixels where ``sets`` are pictures of one size; empty where the sets are vectors themselves."""

    name: str
    sets: tuple[str, ...]
    shares: tuple[float, ...]
    vectors: str
    concepts: tuple[Concept, ...]


def load_list(name: str = "first") -> ConceptList:
    """Read one of the lists that ship with the package."""
    path = _FOLDER / f"{name}.toml"
    with open(path, "rb") as stream:
        data = tomllib.load(stream)
    concepts = tuple(_concept(row) for row in data["concept"])
    names = [name for concept in concepts for name in (*concept.names, *concept.kinds)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"names used twice in {path}: {twice}")
    return ConceptList(name, tuple(data["sets"]), tuple(data.get("shares", (1,) * len(data["sets"]))),
                       data.get("vectors", ""), concepts)


def load_concepts(name: str = "first") -> list[Concept]:
    """The concepts of a list."""
    return list(load_list(name).concepts)


def _concept(row: dict) -> Concept:
    emoji = row["emoji"]
    many = {key: tuple(row[key]) for key in ("names", "kinds", "without", "also", "poses") if key in row}
    concept = Concept(**{**row, **many, "emoji": (emoji,) if isinstance(emoji, str) else tuple(emoji)})
    if concept.poses and len(concept.poses) != len(concept.emoji):
        raise ValueError(f"{concept.name} has {len(concept.emoji)} pictures and {len(concept.poses)} poses")
    return concept

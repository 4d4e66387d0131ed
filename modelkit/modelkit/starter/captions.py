"""Captions of composed scenes: many forms, right articles, synonyms, details sometimes left out.

Beside the words, a caption comes with what it states, so that training knows which other pictures it also fits.
"""

import random
from dataclasses import dataclass

import torch

from . import grounds
from .composer import BOTTOM, LEFT, MIDDLE, NOTHING, RIGHT, TOP, Layout
from .concepts import Concept

UNSAID = -9
_FRAMES = ("{}",) * 8 + ("a picture of {}", "an illustration of {}", "a drawing of {}", "an image of {}", "{}, icon")
_SCENES = {
    "sky": ("in the sky", "in front of a blue sky", "among clouds"),
    "grass": ("on the grass", "in a meadow", "on a green meadow", "in a park", "in a field"),
    "beach": ("on the beach", "on the sand", "at the beach"),
    "night": ("at night", "under the stars", "in the dark", "in space"),
    "snow": ("in the snow", "in winter", "on snow"),
    "sea": ("on the sea", "at sea", "in the ocean", "on the water"),
    "sunset": ("at sunset", "in the evening", "at dusk"),
    "desert": ("in the desert", "on desert sand"),
}
_PLACES = {
    LEFT: ("on the left", "to the left", "at the left side"), RIGHT: ("on the right", "to the right", "at the right side"),
    TOP: ("at the top", "on top"), BOTTOM: ("at the bottom", "below"), MIDDLE: ("in the middle", "in the centre"),
}
_BIG, _SMALL = ("big", "large", "huge"), ("small", "little", "tiny")


@dataclass(frozen=True)
class Caption:
    """The words, and what they state: (left thing, right thing, ground, place), UNSAID where nothing is said."""

    text: str
    stated: tuple[int, int, int, int]


def article(words: str) -> str:
    """"a" or "an" before these words."""
    spoken_with_consonant = ("uni", "use", "eu", "one")
    vowel = words[:1].lower() in "aeiou" and not words.lower().startswith(spoken_with_consonant)
    return ("an " if vowel else "a ") + words


class Captioner:
    """Writes captions for scenes of these concepts."""

    def __init__(self, concepts: list[Concept]):
        self.concepts = concepts
        self.colours = [names for names in grounds.COLOURS]
        self.scenes = list(grounds.SCENES)

    def write(self, layout: Layout, seed: int) -> list[Caption]:
        """One caption a scene; the same seed gives the same captions."""
        rng = random.Random(seed)
        things, ground, place = layout.things.tolist(), layout.ground.tolist(), layout.place.tolist()
        size = layout.size[:, 0].tolist()
        return [self._caption(rng, things[i], ground[i], place[i], size[i]) for i in range(len(layout))]

    def ground_phrases(self, ground: int) -> tuple[str, ...]:
        """Every way captions speak of this background."""
        if ground < grounds.PLAIN:
            return tuple(form.format(article(name), name) for name in self.colours[ground]
                         for form in ("on {0} background", "on {0} background", "against {0} background", "on {1}"))
        if ground < grounds.PLAIN + grounds.GRADED:
            top, bottom = grounds.GRADIENTS[ground - grounds.PLAIN]
            return tuple(form.format(a, article(a), b) for a in self.colours[top] for b in self.colours[bottom]
                         for form in ("on {1} and {2} background", "on a gradient from {0} to {2}"))
        return _SCENES[self.scenes[ground - grounds.PLAIN - grounds.GRADED]]

    def thing(self, rng: random.Random, concept: Concept, adjective: str | None = None) -> str:
        """A noun phrase for a concept, with its article; the first name is the most frequent."""
        name = concept.names[0] if rng.random() < 0.6 else rng.choice(concept.names)
        words = " ".join(word for word in (adjective, name) if word)
        if concept.plural:
            return concept.portion if adjective is None and concept.portion and rng.random() < 0.4 else words
        roll = rng.random()
        return article(words) if roll < 0.8 else "the " + words if roll < 0.88 else words

    def _caption(self, rng, things, ground, place, size):
        left, right = self.concepts[things[0]], self.concepts[things[1]] if things[1] != NOTHING else None
        tail, ground_said = "", UNSAID
        if rng.random() < 0.6:
            tail, ground_said = " " + rng.choice(self.ground_phrases(ground)), ground
        if right is not None:
            return self._pair(rng, left, right, things, tail, ground_said)
        adjective = None
        if size > 0.85 and rng.random() < 0.25:
            adjective = rng.choice(_BIG)
        elif size < 0.55 and rng.random() < 0.3:
            adjective = rng.choice(_SMALL)
        elif left.colour and rng.random() < 0.12:
            adjective = left.colour
        phrase, place_said = self.thing(rng, left, adjective), UNSAID
        if rng.random() < (0.6 if place != MIDDLE else 0.05):
            where = rng.choice(_PLACES[place])
            phrase, place_said = f"{phrase} {where}", place
        text = rng.choice(_FRAMES).format(phrase + tail)
        return Caption(text, (things[0], NOTHING, ground_said, place_said))

    def _pair(self, rng, left, right, things, tail, ground_said):
        first, second = self.thing(rng, left), self.thing(rng, right)
        forms = ("{0} and {1}", "{0} next to {1}", "{0} beside {1}", "{0} on the left and {1} on the right",
                 "{0} to the left of {1}", "{1} to the right of {0}")
        text = rng.choice(forms).format(first, second) + tail
        return Caption(text, (things[0], things[1], ground_said, UNSAID))


def also_fits(captions: list[Caption], layout: Layout) -> torch.Tensor:
    """bool [N,N]: caption i is true of picture j as well (the diagonal always is)."""
    stated = torch.tensor([caption.stated for caption in captions])
    actual = torch.cat([layout.things, layout.ground[:, None], layout.place[:, None]], 1)
    match = (stated[:, None] == actual[None]) | (stated[:, None] == UNSAID)
    fits = match.all(2)
    fits.fill_diagonal_(True)
    return fits

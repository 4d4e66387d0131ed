"""Captions of composed scenes: many forms, right articles, synonyms, details sometimes left out.

Beside the words, a caption comes with what it states, so that training knows which other pictures it also fits.
"""

import random
from dataclasses import dataclass

import torch

from . import colours, phrases
from .concepts import Concept
from .phrases import article
from .scenes import (ABOVE, ALONE, ARRANGED, BESIDE, CLEAR, COLOUR, DAY, FACTS, GROUND, GROUP, MIDDLE, NOTHING, ON, PLACE,
                     POSE, ROW, SIDE_BY_SIDE, SNOW, SNOWY, STYLE, THINGS, TIME, UNCLEAR, WEATHER, Layout)
from . import grounds, styles

UNSAID = -9
_LOOKS = list(phrases.LOOKS.values())
#: Scenes with a blue sky.
_BLUE = tuple(grounds.scene(name) for name in ("sky", "grass", "beach", "sea", "desert", "road"))


@dataclass(frozen=True)
class Caption:
    """The words, and which facts (``scenes.FACTS`` columns) they state, UNSAID where nothing is said."""

    text: str
    stated: tuple[int, ...]


class Captioner:
    """Writes captions for scenes of these concepts; ``everyday`` is how much of what people type beside the plain forms comes
    in: surroundings first, words that say nothing, further names of places; 1 as it is meant, 0 for none."""

    def __init__(self, concepts: list[Concept], everyday: float = 1.0):
        self.concepts, self.everyday = concepts, everyday

    def write(self, layout: Layout, seed: int) -> list[Caption]:
        """One caption a scene; the same seed gives the same captions."""
        rng = random.Random(seed)
        facts = layout.facts().tolist()
        things, relation, turned = layout.things.tolist(), layout.relation.tolist(), (layout.turned != 0).tolist()
        size, light = layout.size[:, 0].tolist(), layout.light.tolist()
        return [self._caption(rng, facts[i], things[i], relation[i], size[i], turned[i], light[i])
                for i in range(len(layout))]

    def thing(self, rng: random.Random, concept: Concept, adjective: str | None = None) -> str:
        """A noun phrase for a concept, with its article; the first name is the most frequent, kinds are rare."""
        roll = rng.random()
        if concept.kinds and roll < 0.1:
            words = " ".join(word for word in (adjective, rng.choice(concept.kinds)) if word)
            return article(words)
        name = concept.names[0] if roll < 0.6 else rng.choice(concept.names)
        words = " ".join(word for word in (adjective, name) if word)
        if concept.plural:
            return concept.portion if adjective is None and concept.portion and rng.random() < 0.4 else words
        roll = rng.random()
        return article(words) if roll < 0.76 else "the " + words if roll < 0.83 else words

    def _caption(self, rng, facts, things, relation, size, turned, light):
        said = [UNSAID] * FACTS
        said[THINGS:THINGS + 3] = facts[THINGS:THINGS + 3]

        def state(*columns):
            for column in columns:
                said[column] = facts[column]

        concepts = [self.concepts[k] for k in things if k != NOTHING]
        around = self._around(rng, facts, light, state)
        if relation == ALONE:
            pose = self._pose(rng, concepts[0], facts, state)
            adjectives = (self._adjective(rng, facts, size, turned, state), "" if "{}" in pose else pose)
            text = self.thing(rng, concepts[0], " ".join(filter(None, adjectives)) or None)
            text = pose.format(text) if "{}" in pose else text
            if rng.random() < (0.6 if facts[PLACE] != MIDDLE else 0.05):
                text = f"{text} {rng.choice(phrases.PLACES[facts[PLACE]])}"
                state(PLACE)
            elif around and not concepts[0].poses and rng.random() < 0.08 * self.everyday:
                text = f"{text} {rng.choice(phrases.BETWEEN)}"
        else:
            text = self._several(rng, concepts, relation, state)
        first = around and not around[0].startswith(",") and rng.random() < 0.15 * self.everyday
        text = " ".join([text, *(around[1:] if first else around)]).replace(" ,", ",")
        frame = phrases.FRAMES if not first else ("{}",)
        if facts[STYLE] != styles.PLAIN and rng.random() < 0.96:
            frame = phrases.STYLES[facts[STYLE]]
            state(STYLE)
        elif facts[STYLE] == styles.PLAIN and facts[GROUP] != UNCLEAR and rng.random() < 0.2:
            frame = _LOOKS[facts[GROUP]]
            state(GROUP, STYLE)
        text = rng.choice(frame).format(text)
        return Caption(rng.choice(phrases.BEFORE).format(around[0], text) if first else text, tuple(said))

    def _pose(self, rng, concept, facts, state):
        """A form or an adjective that tells the thing's pose; "" where nothing need be said, as of the pose that the bare name
        means."""
        words = phrases.posed(concept.poses[facts[POSE]]) if concept.poses else ()
        if not words or rng.random() < (0.1 if facts[POSE] else 0.75):
            return ""
        state(POSE)
        return rng.choice(words)

    def _adjective(self, rng, facts, size, turned, state):
        """A word before the name: one that says nothing, colour, size."""
        told = self._visible(rng, facts, size, turned, state)
        empty = rng.choice(phrases.EMPTY) if rng.random() < 0.12 * self.everyday else None
        return " ".join(filter(None, (empty, told))) or None

    def _visible(self, rng, facts, size, turned, state):
        if facts[COLOUR] != UNCLEAR and rng.random() < (0.85 if turned else 0.1):
            state(COLOUR)
            return colours.NAMES[facts[COLOUR]]
        if size > 0.85 and rng.random() < 0.25:
            return rng.choice(phrases.BIG)
        if size < 0.55 and rng.random() < 0.3:
            return rng.choice(phrases.SMALL)
        return None

    def _several(self, rng, concepts, relation, state):
        words = [self.thing(rng, concept) for concept in concepts]
        if relation == ROW:
            return rng.choice(phrases.THREE).format(*words)
        roll = rng.random()
        if relation == BESIDE and roll < 0.6:
            # by custom the first named stands left
            state(SIDE_BY_SIDE, ARRANGED)
            return rng.choice(phrases.TOGETHER if roll < 0.35 else phrases.NEAR).format(*words)
        state(ARRANGED)
        return rng.choice({BESIDE: phrases.SIDES, ABOVE: phrases.OVER, ON: phrases.UPON}[relation]).format(*words)

    def _around(self, rng, facts, light, state):
        """Where it is, in which light and weather: a phrase each, one with a comma before it where it can only stand behind."""
        found = []
        fixed = facts[STYLE] in (styles.NEON, styles.BLUEPRINT)
        own = facts[GROUND] in (grounds.scene("night"), grounds.scene("sunset"))
        if not fixed and rng.random() < 0.62:
            if own and rng.random() < 0.45:
                found.append(rng.choice(phrases.TIMES[facts[TIME]]))
                state(TIME)
            elif facts[GROUND] == grounds.scene("snow") and rng.random() < 0.35:
                found.append(rng.choice(phrases.SNOWY))
                state(SNOWY)
            elif facts[GROUND] in _BLUE and facts[WEATHER] == CLEAR and light == DAY and rng.random() < 0.2 * self.everyday:
                found.append(rng.choice(phrases.BLUE_SKY))
            else:
                found.append(self._ground(rng, facts[GROUND]))
                state(GROUND)
        if facts[WEATHER] != CLEAR and rng.random() < 0.95:
            if facts[WEATHER] == SNOW and rng.random() < 0.2:
                found.append(rng.choice(phrases.SNOWY))
                state(SNOWY)
            else:
                found.append(rng.choice(phrases.WEATHER[facts[WEATHER]]))
                state(WEATHER)
        if light != DAY and rng.random() < 0.95:
            found.append(rng.choice(phrases.TIMES[light]))
            state(TIME)
        return sorted(found, key=lambda phrase: phrase.startswith(","))

    def _ground(self, rng, ground):
        if rng.random() < 1 - 0.45 * self.everyday:
            return rng.choice(phrases.ground_phrases(ground))
        if rng.random() < 0.8:
            return rng.choice(phrases.other_ground_phrases(ground))
        return ", " + rng.choice(phrases.keywords(ground))


def also_fits(stated: torch.Tensor, actual: torch.Tensor) -> torch.Tensor:
    """bool [N,N]: caption i, which states ``stated`` [N,FACTS], is true of picture j as well, of which ``actual``
    [N,FACTS] is true (the diagonal always is)."""
    fits = torch.ones(len(stated), len(actual), dtype=torch.bool, device=actual.device)
    for column in range(FACTS):
        told = stated[:, column, None]
        fits &= (told == actual[None, :, column]) | (told == UNSAID)
    fits.fill_diagonal_(True)
    return fits

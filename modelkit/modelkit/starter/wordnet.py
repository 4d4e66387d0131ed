"""Kinds of things and nearest known words, by WordNet's noun hierarchy."""

from collections import defaultdict, deque
from pathlib import Path

from .concepts import Concept

#: WordNet's lexicographer files a drawable thing may be in: animal, artifact, body, food, object, plant.
_DRAWABLE = {5, 6, 8, 13, 17, 20}
_MOST_KINDS = 40


class Lexicon:
    """WordNet's nouns, read from the folder with ``index.noun`` and ``data.noun``."""

    def __init__(self, folder: Path):
        self.words: dict[str, list[str]] = {}
        self.below: dict[str, list[str]] = defaultdict(list)
        self.above: dict[str, list[str]] = defaultdict(list)
        self.file_of: dict[str, int] = {}
        self.senses: dict[str, list[str]] = {}
        self.tagged: dict[str, int] = {}
        for line in _rows(folder / "data.noun"):
            fields = line.split(" | ")[0].split()
            offset, count = fields[0], int(fields[3], 16)
            self.file_of[offset] = int(fields[1])
            self.words[offset] = [fields[4 + 2 * k].replace("_", " ") for k in range(count)]
            at = 4 + 2 * count
            for k in range(int(fields[at])):
                symbol, target, part = fields[at + 1 + 4 * k:at + 4 + 4 * k]
                if part == "n" and symbol == "~":
                    self.below[offset].append(target)
                elif part == "n" and symbol == "@":
                    self.above[offset].append(target)
        for line in _rows(folder / "index.noun"):
            fields = line.split()
            senses = int(fields[2])
            self.senses[fields[0].replace("_", " ")] = fields[-senses:]
            self.tagged[fields[0].replace("_", " ")] = int(fields[-senses - 1])

    def sense(self, concept: Concept) -> str | None:
        """The synset of a concept: the drawable one most of its names share, the most frequent of those."""
        votes: dict[str, float] = defaultdict(float)
        for name in concept.names:
            for rank, offset in enumerate(self.senses.get(name, [])):
                if self.file_of[offset] in _DRAWABLE:
                    votes[offset] += 1 - 0.01 * rank
        return max(votes, key=votes.__getitem__) if votes else None

    def kinds_of(self, concepts: list[Concept]) -> dict[str, list[str]]:
        """Narrower words up to two steps below each concept, nearest first, none that names another concept."""
        taken = {name for concept in concepts for name in (*concept.names, *concept.kinds)}
        result = {}
        for concept in concepts:
            sense = self.sense(concept)
            found = self._words_below(sense, 2) if sense else {}
            words = [word for word in sorted(found, key=lambda w: (found[w], w)) if word not in taken]
            result[concept.name] = words[:_MOST_KINDS]
        return result

    def nearest(self, concepts: list[Concept], known: set[str]) -> dict[str, str]:
        """Unknown single words to the concept they mean: anything below it, then frequent words beside it."""
        result: dict[str, tuple[int, str]] = {}
        for concept in concepts:
            sense = self.sense(concept)
            if sense is None:
                continue
            found = {word: distance for word, distance in self._words_below(sense, 4).items()}
            for parent in self.above[sense]:
                for word, distance in self._words_below(parent, 2).items():
                    if self.tagged.get(word, 0) > 0:
                        found.setdefault(word, distance + 4)
            for word, distance in found.items():
                if word in known or not word.isalpha():
                    continue
                if word not in result or (distance, concept.name) < result[word]:
                    result[word] = (distance, concept.name)
        return {word: result[word][1] for word in sorted(result)}

    def _words_below(self, start: str, depth: int) -> dict[str, int]:
        """Lower-case words of the synsets under ``start`` (itself included), with their distance."""
        found: dict[str, int] = {}
        seen, queue = {start}, deque([(start, 0)])
        while queue:
            offset, distance = queue.popleft()
            for word in self.words[offset]:
                if word == word.lower():
                    found.setdefault(word, distance)
            for child in self.below[offset] if distance < depth else ():
                if child not in seen:
                    seen.add(child)
                    queue.append((child, distance + 1))
        return found


def _rows(path: Path):
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            if not line.startswith(" "):
                yield line

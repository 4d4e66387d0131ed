"""CLIP's byte-level BPE: learning the merges from captions, and encoding.

Format and behaviour are those of OpenAI's CLIP as Hugging Face runs it: Unicode NFC, white space collapsed, lower case,
one token a digit, ``</w>`` on the last symbol of a piece.
"""

import json
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

import torch

START, END = "<|startoftext|>", "<|endoftext|>"
CONTEXT = 77
_CONTRACTIONS = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")


@lru_cache
def byte_symbols() -> tuple[str, ...]:
    """The printable stand-in of every byte: printable bytes are themselves, the rest follow from U+0100."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    table = {byte: chr(byte) for byte in printable} | {byte: chr(256 + k) for k, byte in enumerate(others)}
    return tuple(table[byte] for byte in range(256))


def base_symbols() -> list[str]:
    """The 256 byte symbols in CLIP's order: printable ones first."""
    return sorted(byte_symbols())


def clean(text: str) -> str:
    """NFC, runs of white space to one space, lower case."""
    return " ".join(unicodedata.normalize("NFC", text).split()).lower()


def pieces(text: str) -> list[str]:
    """Split cleaned text: specials, contractions, runs of letters, single digits, runs of anything else."""
    found, i = [], 0
    while i < len(text):
        fixed = next((f for f in (START, END, *_CONTRACTIONS) if text.startswith(f, i)), None)
        if fixed:
            found.append(fixed)
            i += len(fixed)
            continue
        kind = _kind(text[i])
        j = i + 1
        if kind in "LO":
            while j < len(text) and _kind(text[j]) == kind and not (kind == "O" and _special_at(text, j)):
                j += 1
        if kind != " ":
            found.append(text[i:j])
        i = j
    return found


def _special_at(text: str, i: int) -> bool:
    return text.startswith(START, i) or text.startswith(END, i)


def _kind(character: str) -> str:
    category = unicodedata.category(character)[0]
    return " " if character.isspace() else category if category in "LN" else "O"


def learn(captions: list[str], merges: int, at_least: int = 2) -> "Tokenizer":
    """Learn merges: the most frequent neighbouring pair first, equal counts in alphabetical order."""
    counts = Counter(piece for caption in captions for piece in pieces(clean(caption)))
    words = {_symbols(piece): count for piece, count in sorted(counts.items())}
    learned: list[tuple[str, str]] = []
    while len(learned) < merges:
        pairs: Counter = Counter()
        for word, count in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += count
        if not pairs:
            break
        pair, count = min(pairs.items(), key=lambda item: (-item[1], item[0]))
        if count < at_least:
            break
        learned.append(pair)
        words = {_merged(word, pair): count for word, count in words.items()}
    return Tokenizer(learned)


def _symbols(piece: str) -> tuple[str, ...]:
    table = byte_symbols()
    symbols = [table[byte] for byte in piece.encode("utf-8")]
    return (*symbols[:-1], symbols[-1] + "</w>")


def _merged(word: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    out: list[str] = []
    i = 0
    while i < len(word):
        if i + 1 < len(word) and (word[i], word[i + 1]) == pair:
            out.append(word[i] + word[i + 1])
            i += 2
        else:
            out.append(word[i])
            i += 1
    return tuple(out)


class Tokenizer:
    """Text to ids. Ids: 256 byte symbols, the same with ``</w>``, one per merge, start, end; then one per merge that was
    ``added`` later, so that all before keep theirs."""

    def __init__(self, merges: list[tuple[str, str]], added: list[tuple[str, str]] = ()):
        self.merges, self.added = merges, list(added)
        base = base_symbols()
        symbols = [*base, *(symbol + "</w>" for symbol in base), *(a + b for a, b in merges), START, END]
        self.learned = len(symbols)
        self.vocab = {symbol: k for k, symbol in enumerate([*symbols, *(a + b for a, b in self.added)])}
        self.start, self.end = self.vocab[START], self.vocab[END]
        self.pad = self.end
        self._ranks = {pair: k for k, pair in enumerate([*merges, *self.added])}
        self._cache: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return self.learned + len(self.added)

    def with_words(self, words: list[str]) -> "Tokenizer":
        """One that has a token for each of these words (a piece in lower case), too: its symbols are joined from the left."""
        added = list(self.added)
        for word in words:
            symbols = Tokenizer(self.merges, added)._merge(word)
            for k in range(1, len(symbols)):
                pair = "".join(symbols[:k]), symbols[k]
                if "".join(pair) in self.vocab:
                    raise ValueError(f"{word!r} has a part that is a token already")
                added.append(pair)
        return Tokenizer(self.merges, added)

    def ids(self, text: str) -> list[int]:
        """Ids without start, end and padding."""
        return [token for piece in pieces(clean(text)) for token in self._piece(piece)]

    def encode(self, text: str, length: int = CONTEXT) -> list[int]:
        """Start, ids, end, padded (with the end token) or cut to ``length``."""
        ids = [self.start, *self.ids(text)[:length - 2], self.end]
        return ids + [self.pad] * (length - len(ids))

    def batch(self, texts: list[str]) -> torch.Tensor:
        """int64 [N,L], L just long enough: the text tower is causal, so padding changes nothing."""
        length = min(max(len(self.ids(text)) for text in texts) + 2, CONTEXT)
        return torch.tensor([self.encode(text, length) for text in texts])

    def text(self, ids: list[int]) -> str:
        """The text of ids up to the first end token; specials are left out."""
        symbols = list(self.vocab)
        bytes_of = {symbol: byte for byte, symbol in enumerate(byte_symbols())}
        kept = ids[:ids.index(self.end)] if self.end in ids else ids
        joined = "".join(symbols[k] for k in kept if k not in (self.start, self.end)).replace("</w>", " ")
        return bytes(b for c in joined for b in (b" " if c == " " else [bytes_of[c]])).decode("utf-8", "replace").strip()

    def _piece(self, piece: str) -> list[int]:
        if piece not in self._cache:
            self._cache[piece] = [self.vocab[symbol] for symbol in self._merge(piece)]
        return self._cache[piece]

    def _merge(self, piece: str) -> tuple[str, ...]:
        if piece in (START, END):
            return (piece,)
        word = _symbols(piece)
        while len(word) > 1:
            pair = min(zip(word, word[1:]), key=lambda p: self._ranks.get(p, len(self._ranks)))
            if pair not in self._ranks:
                break
            word = _merged(word, pair)
        return word

    def save(self, path: Path) -> None:
        """Write ``tokenizer.json`` as a pack holds it."""
        data = {"merges": [f"{a} {b}" for a, b in [*self.merges, *self.added]], "vocab": self.vocab}
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")

    @staticmethod
    def load(path: Path) -> "Tokenizer":
        """Read a pack's ``tokenizer.json``."""
        data = json.loads(path.read_text("utf-8"))
        merges, start = [tuple(line.split(" ")) for line in data["merges"]], data["vocab"][START]
        learned = sum(data["vocab"][a + b] < start for a, b in merges)
        return Tokenizer(merges[:learned], merges[learned:])

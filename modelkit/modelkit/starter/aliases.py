"""Words that the text tower was never taught, but that mean what a taught one means here (a lawn is grass) or nothing that a
picture could show ("fluffy"): each becomes a token of its own that is read exactly as the taught word is.

Nothing is trained and nothing else is read otherwise; towers taught by captions with these words do not need it.
"""

import tomllib
from pathlib import Path

import torch

from . import clip, vocabulary
from .clip import TextTower
from .tokenizer import Tokenizer, clean, pieces
from .trainer import load_weights, write_checkpoint
from .workshop import Workshop

#: By taught word. "the" says nothing, wherever it stands.
ALIASES = {
    "the": """beautiful pretty cute lovely fluffy fuzzy furry friendly funny nice charming wonderful adorable cheerful sleepy
        gentle amazing awesome cool perfect realistic detailed colourful colorful bright shiny modern vintage ancient antique young
        new fancy elegant magnificent majestic cosy cozy quiet lonely brave wild fresh delicious tasty ripe juicy rustic typical
        simple single tall short fat fast slow dirty clean good bad best splendid fine gorgeous stunning cuddly
        plump sad angry clever naughty proud strong weak pleasant famous favourite favorite real proper usual normal typically
        very really rather quite my your his her our this some any draw show me please sandy sunny clear cold deep outer living there is are""",
    "large": "giant enormous gigantic massive", "tiny": "mini miniature wee petite",
    "picture": "photograph pic snapshot depiction", "grass": "lawn pasture",
    "meadow": "garden yard backyard forest woods jungle countryside nature farm hill hills orchard woodland clearing",
    "beach": "shore seaside coast seashore shoreline", "sand": "dune dunes", "sea": "lake river pond waves",
    "room": "bedroom bathroom lounge cellar attic", "table": "shelf counter tabletop", "road": "lane",
    "street": "city town pavement sidewalk village", "snowy": "icy frosty wintry", "sunset": "sunrise twilight dawn",
    "night": "midnight moonlight nighttime", "rainy": "stormy wet", "foggy": "misty hazy",
    "red": "crimson scarlet", "purple": "lilac mauve", "turquoise": "cyan aqua", "pink": "magenta", "grey": "silver silvery",
    "brown": "tan", "standing": "sitting lying sleeping waiting resting walking",
    # what a word for many things means here, where none is drawn by its own name
    "tulip": "flower", "beetle": "bug insect", "car": "vehicle", "carrot": "vegetable", "grapes": "grape",
}


def pairs() -> dict[str, str]:
    """The taught word of every further one."""
    return {word: taught for taught, words in ALIASES.items() for word in words.split()}


def extended(words: Tokenizer, tower: TextTower, taught: set[str]) -> tuple[Tokenizer, torch.Tensor]:
    """The tokenizer with a token for every alias that is no word of ``taught``, and the tower's table of tokens with their rows.

    Raises ValueError where a taught word has not one token, or would be read otherwise than before."""
    known = {a + b for a, b in words.added}
    wanted = {word: meaning for word, meaning in pairs().items() if word not in taught and word + "</w>" not in known}
    after = words.with_words(list(wanted))
    for word in sorted(taught):
        if any(after.ids(piece) != words.ids(piece) for piece in pieces(clean(word))):
            raise ValueError(f"{word!r} would be read otherwise")
    table = tower.tokens.weight.detach()
    # a part that is no word stands for itself: the first of its pieces
    fresh = after.added[len(words.added):]
    rows = {a + b: words.vocab.get(a) for a, b in fresh}
    for word, meaning in wanted.items():
        token, alias = words.ids(meaning), after.ids(word)
        if len(token) != 1 or len(alias) != 1:
            raise ValueError(f"{meaning!r} has not one token")
        rows[word + "</w>"] = token[0]
    start = {}
    for one, other in fresh:
        start[one + other] = start.get(one, one)
    source = [rows[a + b] if rows[a + b] is not None else words.vocab[start[a + b]] for a, b in fresh]
    return after, torch.cat([table, table[source]])


def teach(data: Path, runs: Path) -> int:
    """Add the words that are not there yet to the tokenizer in ``data`` and to the towers in ``runs/clip``, which keep their
    averaged weights and begin with a fresh optimiser if they are trained on; how many tokens there are more."""
    workshop, folder = Workshop.open(data), runs / "clip"
    towers = clip.build(tomllib.loads((folder / "config.toml").read_text("utf-8")), workshop.tokenizer)
    state = load_weights(towers, folder)
    words, table = extended(workshop.tokenizer, towers.text, set(vocabulary.words_used(workshop.plain())))
    weights = towers.state_dict() | {"text.tokens.weight": table}
    write_checkpoint(folder, {**state, "network": weights, "optimiser": None})
    words.save(data / "tokenizer.json")
    return len(words) - len(workshop.tokenizer)

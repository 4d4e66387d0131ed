"""The pack's vocabulary file: what it can draw, every word it was taught, and the nearest known word of others."""

import json
from collections.abc import Iterable
from pathlib import Path

import torch

from . import grounds, phrases, wordnet
from .tokenizer import clean, pieces
from .workshop import Workshop


def words_used(workshop: Workshop, scenes: int = 40000) -> list[str]:
    """Every word that occurs in captions of random scenes or in a name, sorted."""
    layout = workshop.composer.layouts(scenes, torch.Generator(workshop.composer.device).manual_seed(6))
    texts = [caption.text for caption in workshop.captioner.write(layout, 6)]
    texts += [name for concept in workshop.concepts for name in (*concept.names, *concept.kinds)]
    return sorted({piece for text in texts for piece in pieces(clean(text)) if piece.isalpha()})


def write(workshop: Workshop, path: Path, dictionary: Path | None = None, aliases: Iterable[str] = ()) -> None:
    """Write ``vocabulary.json``; with WordNet's folder also kinds and nearest words. Where the tokenizer has added words, the
    towers know all ``aliases``, also those that had a token before."""
    tokenizer = workshop.tokenizer
    added = {symbol.removesuffix("</w>") for symbol, token in tokenizer.vocab.items() if token >= tokenizer.learned and symbol.endswith("</w>")}
    used = sorted({*words_used(workshop), *added, *(aliases if added else ())})
    lexicon = wordnet.Lexicon(dictionary) if dictionary else None
    kinds = lexicon.kinds_of(workshop.concepts) if lexicon else {}
    spoken = lambda concept: (concept.portion or concept.name) if concept.plural else phrases.article(concept.name)
    rows = [{"name": concept.name, "phrase": spoken(concept), "synonyms": list(concept.names[1:]),
             "kinds": list(dict.fromkeys([*concept.kinds, *kinds.get(concept.name, [])]))} for concept in workshop.concepts]
    places = [name for names in grounds.COLOURS for name in names] + sorted(
        {phrase for scene in phrases.SCENES.values() for phrase in scene})
    nearest = lexicon.nearest(workshop.concepts, set(used)) if lexicon else {}
    data = {"concepts": rows, "words": used, "styles": phrases.styles_spoken(), "places": places, "nearest": nearest}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0), "utf-8")

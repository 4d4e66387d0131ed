"""Projectors on aspects of an embedding (IP-Composer): which directions of the space say thing, place, style, light,
weather and colour, found from captions that differ in that aspect only.

``python -m modelkit.starter aspects --pack FOLDER`` puts them into a pack without training (docs/decisions/0013).
"""

import hashlib
import json
import random
from pathlib import Path

import numpy as np
import onnxruntime
from safetensors.numpy import load_file, save_file

from . import colours, grounds, phrases
from .concepts import ConceptList
from .tokenizer import Tokenizer

#: Share of the variance between an aspect's words that its directions keep.
KEPT = 0.95
#: Captions that say the same of an aspect about different things are averaged, so that only the aspect is left.
CARRIERS = 6
_SEED = 13


def captions(chosen: ConceptList) -> dict[str, list[list[str]]]:
    """By aspect: for every word of it the captions that say it, 150 to 4,000 in all."""
    rng = random.Random(_SEED)
    things = [concept.name if concept.plural else phrases.article(concept.name) for concept in chosen.concepts]
    places = [spoken for forms in phrases.SCENES.values() for spoken in forms]
    places += [spoken for ground in range(grounds.PLAIN) for spoken in phrases.ground_phrases(ground)]
    places = list(dict.fromkeys(places))
    looks = [form for forms in (*phrases.STYLES.values(), *phrases.LOOKS.values()) for form in forms]
    few = lambda among: rng.sample(among, min(CARRIERS, len(among)))
    carriers = few(things)
    around = ["", *(" " + place for place in rng.sample(places, CARRIERS - 1))]
    spoken = lambda table: [" " + words for forms in table.values() for words in forms]
    after = lambda words: [[thing + said for thing in carriers] for said in ["", *words]]
    painted = [thing for thing in things if thing.startswith(("a ", "an "))]
    bare = [thing.split(" ", 1)[1] for thing in few(painted)]
    return {
        "thing": [[thing + place for place in around] for thing in things],
        "place": after([" " + place for place in places]),
        "style": [[form.format(thing) for thing in carriers] for form in ["{}", *looks]],
        "light": after(spoken(phrases.TIMES)),
        "weather": after(spoken(phrases.WEATHER)),
        "colour": [[phrases.article(f"{name} {thing}") for thing in bare] for name in colours.NAMES],
    }


def projector(embeddings: np.ndarray, kept: float = KEPT) -> np.ndarray:
    """Orthonormal rows [R,E]: the leading directions in which raw embeddings [words,captions,E] differ from word to word,
    as many as hold this share of the variance."""
    words = embeddings.astype(np.float64).mean(1)
    _, lengths, directions = np.linalg.svd(words - words.mean(0), full_matrices=False)
    held = np.cumsum(lengths ** 2) / np.sum(lengths ** 2)
    return directions[:int(np.searchsorted(held, kept)) + 1].astype(np.float32)


def tables(read, chosen: ConceptList) -> dict[str, np.ndarray]:
    """``projector_ASPECT`` tables; ``read`` turns captions into raw text embeddings [N,E]."""
    found = {}
    for aspect, words in captions(chosen).items():
        flat = read([caption for row in words for caption in row])
        found[f"projector_{aspect}"] = projector(flat.reshape(len(words), len(words[0]), -1))
    return found


def add(pack: Path, chosen: ConceptList) -> dict[str, int]:
    """Put the projectors into a pack folder's geometry; the rank of each."""
    path = pack / "geometry.safetensors"
    found = tables(reader(pack), chosen)
    kept = {name: table for name, table in load_file(path).items() if not name.startswith("projector_")}
    save_file(kept | found, path)
    content = path.read_bytes()
    manifest = json.loads((pack / "pack.json").read_text("utf-8"))
    manifest["data"]["geometry"].update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    (pack / "pack.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return {name: len(table) for name, table in found.items()}


def reader(pack: Path, batch: int = 64):
    """Reads captions by a pack's own text encoder."""
    words = Tokenizer.load(pack / "tokenizer.json")
    session = onnxruntime.InferenceSession(str(pack / "text-encoder.onnx"), providers=["CPUExecutionProvider"])
    name, shape = session.get_inputs()[0].name, session.get_inputs()[0].shape
    # an older pack's encoder reads captions padded to its context only
    rows_of = (lambda texts: [words.encode(text, shape[1]) for text in texts]) if isinstance(shape[1], int) else words.batch

    def read(texts: list[str]) -> np.ndarray:
        rows = [np.asarray(rows_of(texts[k:k + batch]), np.int64) for k in range(0, len(texts), batch)]
        return np.concatenate([session.run(None, {name: row})[0] for row in rows])

    return read

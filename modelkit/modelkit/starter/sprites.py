"""The sprites: every drawing, cut out, centred in a square cell and kept as premultiplied RGBA.

``prepare`` writes ``sprites.safetensors`` and ``attribution.tsv``; run again on the same packages it writes the same
bytes. The atlas holds, as uint8 [·,4,S,S] cells: ``cell128`` of every drawing; ``cell256`` and ``vector1024`` of some,
whose numbers are in ``which256`` and ``which1024``. ``concept`` and ``set`` say what a drawing shows and which style it
has, ``pose`` which of the concept's pictures it is (``Concept.emoji``), ``tone`` [D,3] and ``share`` [D] what its most common
colour is and how much of it that covers.
"""

import io
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from . import colours
from .concepts import Concept, ConceptList, load_list
from .drawings import SETS, Drawing, Library
from .sources import source

#: Side of the drawings rasterised for the large cells.
VECTOR_CELL = 1024
#: How many drawings have a cell of 256 and of 1024 pixels at most, so that the atlas stays near 1.3 GB.
_MOST_256, _MOST_1024 = 1400, 150


def prepare(cache: Path, out: Path, chosen: ConceptList | None = None) -> None:
    """Write the atlas of a list of concepts, and beside it where every drawing comes from."""
    chosen = chosen or load_list()
    library = Library(cache)
    found = [(k, *drawing) for k, concept in enumerate(chosen.concepts) for drawing in _drawings(library, chosen, concept)]
    drawings = [(concept, drawing) for concept, drawing, _ in found]
    at_256, at_1024 = _spread(drawings, _MOST_256), _vectors(chosen, drawings)
    small, middle, tones, shares = [], [], [], []
    for number, (_, drawing) in enumerate(drawings):
        sprite = cut_out(library.raster(drawing, 512))
        small.append(fit(sprite, 128))
        if number in at_256:
            middle.append(fit(sprite, 256))
        tone, share = colours.dominant(small[-1])
        tones.append(tone)
        shares.append(share)
    large = []
    for number in sorted(at_1024):
        concept, drawing = drawings[number]
        if chosen.vectors:
            drawing = library.find(chosen.vectors, chosen.concepts[concept].emoji[0])
        large.append(fit(cut_out(library.raster(drawing, 1100)), VECTOR_CELL))
    tensors = {
        "cell128": torch.stack(small), "cell256": torch.stack(middle), f"vector{VECTOR_CELL}": torch.stack(large),
        "which256": torch.tensor(sorted(at_256)), f"which{VECTOR_CELL}": torch.tensor(sorted(at_1024)),
        "concept": torch.tensor([concept for concept, _ in drawings]),
        "set": torch.tensor([chosen.sets.index(drawing.set) for _, drawing in drawings]),
        "pose": torch.tensor([pose for _, _, pose in found]),
        "tone": torch.stack(tones), "share": torch.tensor(shares),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    facts = {"list": chosen.name, "names": json.dumps([concept.name for concept in chosen.concepts])}
    save_file(tensors, str(out), metadata=facts)
    _attribute(chosen, drawings, out.with_name("attribution.tsv"))


def load(path: Path) -> dict[str, torch.Tensor]:
    """The atlas that ``prepare`` or ``shrink`` wrote."""
    atlas = load_file(str(path))
    if "webp128" in atlas:
        ends = atlas.pop("ends").tolist()
        files = atlas.pop("webp128").numpy().tobytes()
        cells = [np.asarray(Image.open(io.BytesIO(files[a:b])).convert("RGBA")) for a, b in zip([0, *ends], ends)]
        cells = torch.from_numpy(np.stack(cells)).permute(0, 3, 1, 2).contiguous()
        # premultiplied: no colour is more than its alpha, but for what compression has blurred
        cells[:, :3] = torch.minimum(cells[:, :3], cells[:, 3:])
        atlas |= {"cell128": cells, "which256": torch.arange(0), "which1024": torch.arange(0)}
    return atlas


def shrink(path: Path, out: Path, quality: int = 92) -> None:
    """Write an atlas with the small cells only, as WebP (20 MB for 1.3 GB): for every stage but the upsampler."""
    atlas = load(path)
    with safe_open(str(path), "pt") as file:
        facts = file.metadata()
    files = [_webp(cell, quality) for cell in atlas["cell128"]]
    kept = {name: atlas[name].contiguous() for name in ("concept", "set", "pose", "tone", "share")}
    joined = torch.from_numpy(np.frombuffer(b"".join(files), np.uint8).copy())
    ends = torch.tensor([len(file) for file in files]).cumsum(0)
    out.parent.mkdir(parents=True, exist_ok=True)
    save_file(kept | {"webp128": joined, "ends": ends}, str(out), metadata=facts)


def _webp(cell: torch.Tensor, quality: int) -> bytes:
    file = io.BytesIO()
    # exact: what is transparent keeps its colour, which is premultiplied
    Image.fromarray(cell.permute(1, 2, 0).contiguous().numpy(), "RGBA").save(file, "WEBP", quality=quality, exact=True)
    return file.getvalue()


def list_of(path: Path) -> ConceptList:
    """The list of concepts that an atlas was made from."""
    with safe_open(str(path), "pt") as file:
        chosen = load_list(file.metadata()["list"])
        if json.loads(file.metadata()["names"]) != [concept.name for concept in chosen.concepts]:
            raise ValueError(f"{path} was prepared from another version of the list {chosen.name}; prepare it again")
    return chosen


def _drawings(library: Library, chosen: ConceptList, concept: Concept) -> list[tuple[Drawing, int]]:
    """A concept's drawings, each with the number of the picture that it is of."""
    found: dict[Drawing, int] = {}
    for name in chosen.sets:
        for pose, emoji in enumerate(concept.emoji):
            if name in concept.without or f"{name}:{emoji}" in concept.without:
                continue
            drawing = library.find(name, emoji)
            if drawing:
                found.setdefault(drawing, pose)
    rows = [*found.items(), *((Drawing(*entry.split(":")), 0) for entry in concept.also)]
    if not rows:
        raise LookupError(f"no drawing of {concept.name}")
    return rows


def _spread(drawings: list, most: int) -> set[int]:
    """Numbers of at most that many drawings, every concept's first among them, the others evenly chosen."""
    if len(drawings) <= most:
        return set(range(len(drawings)))
    first = [n for n, (concept, _) in enumerate(drawings) if n == 0 or drawings[n - 1][0] != concept]
    others = sorted(set(range(len(drawings))) - set(first))
    left = most - len(first)
    return set(first) | {others[k * len(others) // left] for k in range(left)}


def _vectors(chosen: ConceptList, drawings: list) -> set[int]:
    """Numbers of the drawings that get the largest cells."""
    if chosen.vectors:
        return set(range(len(drawings)))
    numbers = [n for n, (_, drawing) in enumerate(drawings) if drawing.set != "fluent-3d"]
    most = min(_MOST_1024, len(numbers))
    return {numbers[k * len(numbers) // most] for k in range(most)}


def _attribute(chosen: ConceptList, drawings: list, path: Path) -> None:
    lines = ["concept\tset\tdrawing\tpackage\tversion\tlicence\tcredit"]
    for concept, drawing in drawings:
        item = source(SETS[drawing.set])
        lines.append("\t".join((chosen.concepts[concept].name, drawing.set, drawing.icon, item.package, item.version,
                                item.licence, item.credit)))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def cut_out(image: Image.Image) -> np.ndarray:
    """Crop to the visible part and centre it in a square: float [S,S,4], premultiplied."""
    pixels = np.asarray(image.convert("RGBA")).astype(np.float32) / 255
    rows, columns = np.where(pixels[..., 3] > 0.05)
    pixels = pixels[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
    side = max(pixels.shape[:2])
    square = np.zeros((side, side, 4), np.float32)
    top, left = (side - pixels.shape[0]) // 2, (side - pixels.shape[1]) // 2
    square[top:top + pixels.shape[0], left:left + pixels.shape[1]] = pixels
    square[..., :3] *= square[..., 3:]
    return square


def fit(square: np.ndarray, cell: int) -> torch.Tensor:
    """Shrink or enlarge to 15/16 of a cell with an empty border: uint8 [4,cell,cell]."""
    inner, border = cell * 15 // 16, cell // 32
    tensor = torch.from_numpy(square).permute(2, 0, 1)[None]
    tensor = F.interpolate(tensor, size=(inner, inner), mode="bilinear", antialias=True, align_corners=False)
    return (F.pad(tensor, (border,) * 4)[0] * 255).round().clamp(0, 255).to(torch.uint8)

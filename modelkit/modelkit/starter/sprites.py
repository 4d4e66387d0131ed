"""The sprites: every concept's drawing, cut out, centred in a square cell and kept as premultiplied RGBA.

``prepare`` writes ``sprites.safetensors``; run again on the same packages it writes the same bytes.
"""

import io
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import load_file, save_file

from .concepts import Concept, load_concepts
from .sources import unpacked

#: Cell sizes of the atlas in pixels. The thing itself fills 15/16 of its cell.
CELLS = (128, 256)
#: Cell size of the drawings rasterised from vectors, for training the upsamplers.
VECTOR_CELL = 1024


def prepare(cache: Path, out: Path, concepts: list[Concept] | None = None) -> None:
    """Write the atlas: ``cell128``, ``cell256`` (3D drawings) and ``vector1024`` (flat drawings), uint8 [N,4,S,S]."""
    concepts = concepts or load_concepts()
    table = json.loads((unpacked(cache, "unicode-emoji-json") / "data-by-emoji.json").read_text("utf-8"))
    emoji = {row["name"]: key for key, row in table.items()}
    drawings = unpacked(cache, "@lobehub/fluent-emoji-3d") / "assets"
    icons = json.loads((unpacked(cache, "@iconify-json/fluent-emoji-flat") / "icons.json").read_text("utf-8"))
    atlas = {f"cell{size}": [] for size in CELLS}
    vectors = []
    for concept in concepts:
        sprite = _cut_out(Image.open(_drawing(drawings, emoji[concept.emoji])))
        for size in CELLS:
            atlas[f"cell{size}"].append(_fit(sprite, size))
        vectors.append(_fit(_cut_out(_rasterise(icons, concept.emoji.replace(" ", "-"))), VECTOR_CELL))
    tensors = {name: torch.stack(cells) for name, cells in atlas.items()}
    tensors[f"vector{VECTOR_CELL}"] = torch.stack(vectors)
    out.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, str(out), metadata={"names": json.dumps([concept.name for concept in concepts])})


def load(path: Path) -> dict[str, torch.Tensor]:
    """The atlas that ``prepare`` wrote."""
    return load_file(str(path))


def _drawing(folder: Path, character: str) -> Path:
    codes = [f"{ord(c):04x}" for c in character]
    bare = [code for code in codes if code != "fe0f"]
    for candidate in (codes, bare, bare + ["fe0f"]):
        path = folder / ("-".join(candidate) + ".webp")
        if path.exists():
            return path
    raise FileNotFoundError(f"no drawing for {codes} in {folder}")


def _rasterise(icons: dict, name: str) -> Image.Image:
    icon = icons["icons"][name]
    width, height = icon.get("width", icons["width"]), icon.get("height", icons["height"])
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
           f'viewBox="0 0 {width} {height}">{icon["body"]}</svg>')
    tool = shutil.which("rsvg-convert")
    if tool is None:
        raise RuntimeError("rsvg-convert (librsvg) is needed to rasterise the vector drawings")
    png = subprocess.run([tool, "-w", "1100", "-h", "1100", "-a"], input=svg.encode(), capture_output=True, check=True)
    return Image.open(io.BytesIO(png.stdout))


def _cut_out(image: Image.Image) -> np.ndarray:
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


def _fit(square: np.ndarray, cell: int) -> torch.Tensor:
    inner, border = cell * 15 // 16, cell // 32
    tensor = torch.from_numpy(square).permute(2, 0, 1)[None]
    tensor = F.interpolate(tensor, size=(inner, inner), mode="bilinear", antialias=True, align_corners=False)
    return (F.pad(tensor, (border,) * 4)[0] * 255).round().clamp(0, 255).to(torch.uint8)

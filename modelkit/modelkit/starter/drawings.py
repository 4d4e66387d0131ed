"""Finds and rasterises single drawings in the sets that the data packages bring."""

import io
import json
import re
import shutil
import subprocess
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

from .sources import unpacked

#: Sets by the identifier that lists of concepts use, with the package they come in.
SETS = {
    "fluent-3d": "@lobehub/fluent-emoji-3d",
    "fluent-flat": "@iconify-json/fluent-emoji-flat",
    "fluent-colour": "@iconify-json/fluent-emoji",
    "noto": "@iconify-json/noto",
    "noto-v1": "@iconify-json/noto-v1",
    "fxemoji": "@iconify-json/fxemoji",
    "twemoji": "@iconify-json/twemoji",
    "emojione": "@iconify-json/emojione",
}


@dataclass(frozen=True)
class Drawing:
    """One drawing: its set and its file or icon there."""

    set: str
    icon: str


class Library:
    """The drawings of all sets, fetched into ``cache`` when first asked for."""

    def __init__(self, cache_folder: Path):
        self._cache = cache_folder
        table = json.loads((unpacked(cache_folder, "unicode-emoji-json") / "data-by-emoji.json").read_text("utf-8"))
        self._characters = {row["name"]: key for key, row in table.items()}
        self._other = tomllib.loads(Path(__file__).with_name("concepts").joinpath("fxemoji.toml").read_text("utf-8"))

    def find(self, name: str, emoji: str) -> Drawing | None:
        """The set's drawing of the emoji with that Unicode name, if it has one."""
        if name == "fluent-3d":
            found = self._picture(self._characters[emoji])
            return Drawing(name, found) if found else None
        slugs = [_slug(emoji.replace("’", joint)) for joint in ("-", "")]
        if name == "fxemoji":
            slugs = [self._other.get(slug, slug.replace("-", "")) for slug in slugs[:1]]
        return next((Drawing(name, slug) for slug in slugs if _icon(self._icons(name), slug)), None)

    def raster(self, drawing: Drawing, side: int) -> Image.Image:
        """The drawing with alpha; vectors so that they fit a square of that side."""
        if drawing.set == "fluent-3d":
            return Image.open(self._pictures() / drawing.icon)
        return _rasterise(self._icons(drawing.set), drawing.icon, side)

    def _pictures(self) -> Path:
        return unpacked(self._cache, SETS["fluent-3d"]) / "assets"

    def _picture(self, character: str) -> str | None:
        codes = [f"{ord(c):04x}" for c in character]
        bare = [code for code in codes if code != "fe0f"]
        names = ("-".join(candidate) + ".webp" for candidate in (codes, bare, bare + ["fe0f"]))
        return next((name for name in names if (self._pictures() / name).exists()), None)

    def _icons(self, name: str) -> dict:
        return _load_icons(unpacked(self._cache, SETS[name]) / "icons.json")


@cache
def _load_icons(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


def _slug(emoji: str) -> str:
    plain = unicodedata.normalize("NFKD", emoji).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _icon(icons: dict, name: str) -> dict | None:
    """An icon or the one that its name is an alias of; None also for aliases that turn or mirror."""
    while name in icons.get("aliases", {}):
        alias = icons["aliases"][name]
        if set(alias) != {"parent"}:
            return None
        name = alias["parent"]
    return icons["icons"].get(name)


def _rasterise(icons: dict, name: str, side: int) -> Image.Image:
    icon = _icon(icons, name)
    width, height = (icon.get(key, icons.get(key, 16)) for key in ("width", "height"))
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
           f'viewBox="0 0 {width} {height}">{icon["body"]}</svg>')
    tool = shutil.which("rsvg-convert")
    if tool is None:
        raise RuntimeError("rsvg-convert (librsvg) is needed to rasterise the vector drawings")
    png = subprocess.run([tool, "-w", str(side), "-h", str(side), "-a"], input=svg.encode(), capture_output=True)
    if png.returncode:
        raise RuntimeError(f"{name} of {icons['prefix']} cannot be drawn: {png.stderr.decode().strip()}")
    return Image.open(io.BytesIO(png.stdout))

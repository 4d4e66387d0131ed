"""The section ``looks`` of a pack: in which looks the candidates of a round are drawn where a prompt names none.

The priors draw what captions say, and of a bare name one drawing whatever the seed; another look is another drawing
(docs/decisions/0035).
"""

import json
import tomllib
from pathlib import Path

#: Candidates take these in turn; every other one is as the prompt says.
TAKES = ("{}", "{}, cartoon", "{}", "{}, flat vector icon")
#: A prompt with one of these names its look itself: words of every form in ``phrases.STYLES`` and ``phrases.LOOKS``.
SAID = ("pencil sketch", "pencil drawing", "in pencil", "sketch of", "pixel art", "silhouette", "watercolour", "watercolor", "neon",
        "blueprint", "technical drawing", "black and white", "sepia", "sticker", "comic", "comic book", "3d", "flat icon", "flat design",
        "flat vector", "flat drawing", "vector icon", "shaded", "shading", "cartoon")


def section() -> dict:
    """The section as the manifest has it."""
    return {"mustUnderstand": False, "takes": list(TAKES), "said": list(SAID)}


def followed(runs: Path, configs: Path) -> bool:
    """Whether the prior learned words for looks: ``looked`` in the configuration of its run, else in that of ``configs``."""
    own = runs / "prior" / "config.toml"
    return tomllib.loads((own if own.exists() else configs / "prior.toml").read_text("utf-8")).get("looked", 0) > 0


def add(pack: Path, new: bool) -> None:
    """Write the section into the manifest of a pack folder; unless ``new``, only in the place of one that is there: a round in
    looks that the prior does not follow would be four times the same picture by other words."""
    path = pack / "pack.json"
    manifest = json.loads(path.read_text("utf-8"))
    sections = manifest.setdefault("sections", {})
    if new or "looks" in sections:
        sections["looks"] = section()
        path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")

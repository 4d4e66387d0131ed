"""The section ``splitter`` of a pack: how prompts for two things become two regions, from the forms that captions have.

The decoder learned one thing at a side far better than two things in one embedding (docs/decisions/0009), so each region
asks for one thing at its own side.
"""

import json
from pathlib import Path

from . import grounds, phrases

#: Which side of the picture each region asks for, and its left, top, width and height. The second is painted over the
#: first, so the first reaches under it and the border between them is the second's.
_BESIDE = (("on the left", (0, 0, 0.6, 1)), ("on the right", (0.5, 0, 0.5, 1)))
_ABOVE = (("at the top", (0, 0, 1, 0.6)), ("at the bottom", (0, 0.5, 1, 0.5)))
#: What people say beside the captions' forms, and words after which a caption is about the whole picture.
_ALSO_BESIDE = ("{0} and {1} side by side", "{0} on the left, {1} on the right", "{0} to the left and {1} to the right")
_SHARED = (",", "in", "at", "on", "under", "underwater", "among", "against", "by", "while", "indoors", "from")
#: "a cat on a table" is a cat in a place of the picture, not two things.
_UPON = tuple(form for form in phrases.UPON if form != "{0} on {1}")
FEATHER = 0.1


def section() -> dict:
    """The section as the manifest has it. More telling forms come before those that are true in either order."""
    forms = [(form, _BESIDE) for form in (*_ALSO_BESIDE, *phrases.SIDES)] + [(form, _ABOVE) for form in (*phrases.OVER, *_UPON)]
    forms += [(form, _BESIDE) for form in (*phrases.NEAR, *phrases.TOGETHER)]
    patterns = {}
    for form, places in forms:
        patterns.setdefault(_named(form), [_region(form, which, place, area) for which, (place, area) in enumerate(places)])
    frames = [form for forms in (*phrases.STYLES.values(), *phrases.LOOKS.values()) for form in forms]
    frames += [form for form in phrases.FRAMES if form != "{}"]
    return {"mustUnderstand": False, "feather": FEATHER, "ground": list(phrases.GROUND), "shared": list(_SHARED),
            "frames": list(dict.fromkeys(frames)),
            "patterns": [{"text": text, "regions": regions} for text, regions in patterns.items()]}


def add(pack: Path) -> None:
    """Write the section into the manifest of a pack folder."""
    path = pack / "pack.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest.setdefault("sections", {})["splitter"] = section()
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _turned(form: str) -> bool:
    return form.index("{1}") < form.index("{0}")


def _named(form: str) -> str:
    """The form with {a} for the thing that is named first."""
    first, second = ("{1}", "{0}") if _turned(form) else ("{0}", "{1}")
    return form.replace(first, "{a}").replace(second, "{b}")


def _region(form: str, which: int, place: str, area: tuple) -> dict:
    """The region of the thing that is left or above (0), or right or below (1)."""
    thing = "{b}" if _turned(form) == (which == 0) else "{a}"
    return {"prompt": f"{thing} {place}", "area": list(area)}

"""Blind naming: draw the prompts of a list with the real program, show them shuffled, count what was recognised.

    python -m modelkit.judge draw --list ../docs/gallery.md --unclip ../unclip --out work/judge
    python -m modelkit.judge score --list ../docs/gallery.md --out work/judge --answers work/judge/answers.json

``draw`` writes numbered contact sheets (``sheet-1.png`` …) for eyes that know no prompt, and ``key.json`` for nobody
but ``score``. Answers are ``{"1": "owl", …}`` by number; an answer counts when one of the accepted names is in it as a
word; where ``+`` stands between accepted names, one of each side must be. The list is a Markdown file with rows
``| seed | prompt | accepted names |`` under headings; each heading's rows are counted for themselves.
"""

import argparse
import json
import math
import random
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

COLUMNS, ROWS, SIDE, LABEL = 5, 4, 224, 22


@dataclass(frozen=True)
class Item:
    """A prompt, the seed it is drawn with, the names that count for each thing in it, and the heading it stands under."""

    seed: int
    prompt: str
    accepted: tuple[tuple[str, ...], ...]
    part: str = ""


def read_list(path: Path) -> list[Item]:
    """The rows of three cells, the first of them a number, of a Markdown file's tables."""
    items, part = [], ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            part = line.lstrip("# ")
        elif row := re.fullmatch(r"\|\s*(\d+)\s*\|([^|]+)\|([^|]+)\|\s*", line):
            things = ([name.strip(" ,") for name in thing.split(",")] for thing in row[3].split("+"))
            items.append(Item(int(row[1]), row[2].strip(), tuple(tuple(filter(None, names)) for names in things), part))
    return items


def wilson(hits: int, trials: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's score interval of a share."""
    if trials == 0:
        return 0.0, 1.0
    share, square = hits / trials, z * z / trials
    middle, half = share + square / 2, z * math.sqrt(share * (1 - share) / trials + square / trials / 4)
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def named(answer: str, accepted: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the answer has a name of every thing, in the singular or plural."""
    return all(any(re.search(rf"\b{re.escape(name)}(e?s)?\b", answer, re.IGNORECASE) for name in names)
               for names in accepted)


def draw(items: list[Item], unclip: Path, out: Path, shuffle: int, options: list[str]) -> None:
    """Make the pictures, the sheets and the key."""
    out.mkdir(parents=True, exist_ok=True)
    order = list(range(len(items)))
    random.Random(shuffle).shuffle(order)
    pictures = []
    for number, index in enumerate(order, 1):
        item, path = items[index], out / f"picture-{number:03d}.png"
        subprocess.run([str(unclip), "generate", item.prompt, "--seed", str(item.seed), "--candidates", "1",
                        "--overwrite", "-o", str(path), *options], check=True, stdout=subprocess.DEVNULL)
        pictures.append(path)
    (out / "key.json").write_text(json.dumps({str(n): index for n, index in enumerate(order, 1)}), "utf-8")
    pages(pictures, out)


def pages(pictures: list[Path], out: Path) -> None:
    """Write ``sheet-1.png`` … of numbered pictures."""
    page = COLUMNS * ROWS
    for first in range(0, len(pictures), page):
        sheet(pictures[first:first + page], first + 1).save(out / f"sheet-{first // page + 1}.png")


def sheet(pictures: list[Path], first: int) -> Image.Image:
    """A page of pictures with their numbers."""
    rows = -(-len(pictures) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * (SIDE + 8) + 8, rows * (SIDE + LABEL + 8) + 8), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(16)
    for k, path in enumerate(pictures):
        x, y = 8 + k % COLUMNS * (SIDE + 8), 8 + k // COLUMNS * (SIDE + LABEL + 8)
        page.paste(Image.open(path).convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS), (x, y))
        pen.text((x + 2, y + SIDE + 2), str(first + k), fill="black", font=font)
    return page


def score(items: list[Item], out: Path, answers: dict[str, str]) -> str:
    """A Markdown table of what was recognised, and the share of each part and of all with its interval."""
    key = json.loads((out / "key.json").read_text("utf-8"))
    rows, hits = [], {}
    for number, index in sorted(key.items(), key=lambda entry: entry[1]):
        item, answer = items[index], answers.get(number, "")
        right = named(answer, item.accepted)
        hits.setdefault(item.part, []).append(right)
        rows.append(f"| {item.seed} | {item.prompt} | {answer} | {'yes' if right else 'no'} |")
    head = "| seed | prompt | named blind | right |\n|---|---|---|---|\n"
    parts = [f"* {part}: {_share(found)}" for part, found in hits.items()] if len(hits) > 1 else []
    parts.append(f"{_share([right for found in hits.values() for right in found])} (Wilson, 95 %).")
    return head + "\n".join([*rows, "", *parts]) + "\n"


def _share(found: list[bool]) -> str:
    low, high = wilson(sum(found), len(found))
    return f"{sum(found)} of {len(found)} named, {low:.0%} to {high:.0%}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="modelkit.judge", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    drawing, scoring = steps.add_parser("draw"), steps.add_parser("score")
    for step in (drawing, scoring):
        step.add_argument("--list", type=Path, required=True)
        step.add_argument("--out", type=Path, required=True)
    drawing.add_argument("--unclip", type=Path, default=Path("../unclip"))
    drawing.add_argument("--shuffle", type=int, default=1, help="seed of the order")
    drawing.add_argument("options", nargs="*", help="further options of `unclip generate`, after --")
    scoring.add_argument("--answers", type=Path, required=True)
    arguments = parser.parse_args()
    items = read_list(arguments.list)
    if arguments.step == "draw":
        draw(items, arguments.unclip, arguments.out, arguments.shuffle, arguments.options)
    else:
        print(score(items, arguments.out, json.loads(arguments.answers.read_text("utf-8"))), end="")


if __name__ == "__main__":
    main()

"""Blind naming: draw the prompts of a list with the real program, show them shuffled, count what was recognised.

    python -m modelkit.judge draw --list ../docs/gallery.md --unclip ../unclip --out work/judge
    python -m modelkit.judge score --list ../docs/gallery.md --out work/judge --answers work/judge/answers.json

``draw`` writes numbered contact sheets (``sheet-1.png`` …) for eyes that know no prompt, and ``key.json`` for nobody
but ``score``. Answers are ``{"1": "owl", …}`` by number; an answer counts when one of the accepted names is in it as a
word. The list is a Markdown file with rows ``| seed | prompt | accepted names |``.
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
    """A prompt, the seed it is drawn with, and the names that count."""

    seed: int
    prompt: str
    accepted: tuple[str, ...]


def read_list(path: Path) -> list[Item]:
    """The rows of a Markdown table whose first cell is a number."""
    rows = re.findall(r"^\|\s*(\d+)\s*\|([^|]+)\|([^|]+)\|\s*$", path.read_text("utf-8"), re.MULTILINE)
    return [Item(int(seed), prompt.strip(), tuple(name.strip() for name in names.split(","))) for seed, prompt, names in rows]


def wilson(hits: int, trials: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's score interval of a share."""
    if trials == 0:
        return 0.0, 1.0
    share, square = hits / trials, z * z / trials
    middle, half = share + square / 2, z * math.sqrt(share * (1 - share) / trials + square / trials / 4)
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def named(answer: str, accepted: tuple[str, ...]) -> bool:
    """Whether one of the accepted names stands in the answer, in the singular or plural."""
    return any(re.search(rf"\b{re.escape(name)}(e?s)?\b", answer, re.IGNORECASE) for name in accepted)


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
    """A Markdown table of what was recognised, and the share with its interval."""
    key = json.loads((out / "key.json").read_text("utf-8"))
    rows, hits = [], 0
    for number, index in sorted(key.items(), key=lambda entry: entry[1]):
        item, answer = items[index], answers.get(number, "")
        right = named(answer, item.accepted)
        hits += right
        rows.append(f"| {item.seed} | {item.prompt} | {answer} | {'yes' if right else 'no'} |")
    low, high = wilson(hits, len(rows))
    head = "| seed | prompt | named blind | right |\n|---|---|---|---|\n"
    return head + "\n".join(rows) + f"\n\n{hits} of {len(rows)} named ({low:.0%} to {high:.0%}, Wilson, 95 %).\n"


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

"""How fast the studio's engine runs a pack beside PyTorch: every stage, the same weights and threads, in turn in one run.

    python -m modelkit.bench [--studio ../unclip] [--pack ../assets/packs/starter] [--threads 2] [--repeats 5]

A line a stage: milliseconds a call inside ONNX Runtime as ``unclip bench`` counts them, of the same call in PyTorch eager, and
PyTorch's divided by the studio's: above 1 the studio is faster. Both are medians over the repeats, which take turns, so that
a busy machine slows both. The calls are those of "a red bicycle" by default steps: prior and decoder with a second row
for guidance, the prior's caption read once, upsamplers with one.
"""

import argparse
import json
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import torch

from .starter import networks
from .starter.prior import PriorReader, PriorStep
from .starter.tokenizer import Tokenizer

#: Calls of PyTorch a repeat, by stage: about as many as the studio makes.
_CALLS = {"prior": 24, "decoder": 10, "upsampler-256": 2, "upsampler-1024": 1}


def calls(pack: Path, configs: Path, words: int) -> dict[str, Callable[[], torch.Tensor]]:
    """One call of every stage's network with random inputs of the sizes it has in the studio; ``words`` are the tokens of
    the caption."""
    made = networks.from_pack(pack, configs, Tokenizer.load(pack / "tokenizer.json"))
    prior, decoder = made["prior"], made["decoder"]
    width = decoder.shape.embedding
    text, states = torch.randn(2, width), torch.randn(2, words, decoder.shape.text_width)
    mask, step = torch.ones(2, words, dtype=torch.bool), torch.tensor([500, 500])
    with torch.inference_mode():
        memory = PriorReader(prior)(text, states, mask)
    stepping = PriorStep(prior)
    picture = lambda side, rows=1: torch.randn(rows, 3, side, side)
    hole = lambda side, rows=1: torch.ones(rows, 1, side, side)
    small = picture(decoder.shape.size, 2)
    upsampling = lambda network, side: (
        lambda inputs=(picture(side), step[:1], picture(side), picture(side), hole(side)): network(*inputs))
    return {
        "prior": lambda sample=torch.randn(2, width): stepping(sample, step, *memory, mask),
        "decoder": lambda known=picture(decoder.shape.size, 2), free=hole(decoder.shape.size, 2): decoder(
            small, step, text, text, states, mask, known, free),
        "upsampler-256": upsampling(made["upsampler"], 256),
        "upsampler-1024": upsampling(made["upsampler-1024"], 1024),
    }


def eager(call: Callable[[], torch.Tensor], times: int) -> float:
    """Milliseconds a call in PyTorch, over ``times`` calls after one that is not counted."""
    with torch.inference_mode():
        call()
        begun = time.perf_counter()
        for _ in range(times):
            call()
    return (time.perf_counter() - begun) * 1000 / times


def studio(program: Path, pack: Path, threads: int) -> dict[str, float]:
    """Milliseconds a call inside the runtime, by stage, of one run after a warm-up."""
    made = subprocess.run([program, "bench", "--quiet", "--json", "--repeats", "1", "--threads", str(threads), "--pack", pack],
                          check=True, capture_output=True, text=True)
    return {stage["stage"]: stage["modelMs"] / stage["calls"] for stage in json.loads(made.stdout)["stages"]}


def table(ours: list[dict[str, float]], theirs: list[dict[str, float]]) -> str:
    """The medians of both, a line a stage that both have."""
    lines = [f"{'stage':16}{'studio ms':>12}{'PyTorch ms':>12}{'ratio':>8}"]
    for stage in theirs[0]:
        if stage in ours[0]:
            a, b = (statistics.median(run[stage] for run in runs) for runs in (ours, theirs))
            lines.append(f"{stage:16}{a:12.2f}{b:12.2f}{b / a:8.2f}")
    return "\n".join(lines)


def main() -> None:
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(prog="python -m modelkit.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--studio", type=Path, default=root / "unclip")
    parser.add_argument("--pack", type=Path, default=root / "assets" / "packs" / "starter")
    parser.add_argument("--configs", type=Path, default=root / "modelkit" / "configs" / "starter")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--words", type=int, default=5, help="tokens of the caption, its beginning and end included")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    networks_of = calls(arguments.pack, arguments.configs, arguments.words)
    ours, theirs = [], []
    for _ in range(arguments.repeats):
        ours.append(studio(arguments.studio, arguments.pack, arguments.threads))
        theirs.append({stage: eager(call, _CALLS[stage]) for stage, call in networks_of.items()})
    print(table(ours, theirs))


if __name__ == "__main__":
    main()

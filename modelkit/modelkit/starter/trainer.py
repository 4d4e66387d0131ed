"""The loop every stage trains in: budget, learning rate, spikes, checkpoints, log, and what to do in between.

A checkpoint holds weights, moving average, optimiser, step and seconds spent; a run that is started again in the same
folder goes on from it. One without an optimiser's state (from a pack, or carried from another machine) is gone on from with
a fresh one. Batches depend on the seed and the step only, so a resumed run sees what it would have seen.
"""

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from .optimiser import Optimiser


@dataclass(frozen=True)
class Budget:
    """How long to train. The learning rate warms up over ``warmup`` steps and falls to ``floor`` over the last
    ``cooldown`` share of the budget: ``seconds`` of training (all runs together) or ``steps``, what ends first.
    """

    seconds: float = math.inf
    steps: float = math.inf
    warmup: int = 60
    cooldown: float = 0.6
    floor: float = 0.02
    checkpoint_seconds: float = 180.0
    report_seconds: float = 60.0

    def progress(self, steps: int, seconds: float) -> float:
        return max(seconds / self.seconds, steps / self.steps)

    def factor(self, steps: int, seconds: float, since_start: int) -> float:
        fall = max(self.floor, (1 - self.progress(steps, seconds)) / self.cooldown) if self.cooldown else 1.0
        return min(1.0, (since_start + 1) / max(1, self.warmup)) * min(1.0, fall)


def setup(threads: int = 2, device: str = "cpu") -> None:
    """Process settings. New tensors and networks are made on ``device`` from here on, so the stages never name it."""
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    if device != "cpu":
        torch.set_default_device(device)
        # networks train in bfloat16; what is float32 (pictures' embeddings) must not be rounded to TF32
        torch.backends.cudnn.allow_tf32 = False
        torch.backends.cudnn.benchmark = True


def seeded(seed: int) -> torch.Generator:
    """A generator of random numbers on the device that everything is made on."""
    return torch.Generator(torch.get_default_device()).manual_seed(seed)


def precision(name: str) -> torch.dtype:
    """The number format of this name; on a CPU that has no arithmetic in bfloat16, where a matrix product takes
    seventy times as long, float32 instead."""
    native = torch.get_default_device().type != "cpu" or torch.cpu._is_avx512_bf16_supported()
    return getattr(torch, name) if native else torch.float32


def prepared(network: torch.nn.Module, config: dict) -> torch.nn.Module:
    """The network in the precision that a configuration asks for and, on a GPU, compiled where it says so:
    ``compile = true``, or in one of torch's modes, of which "reduce-overhead" starts a call's kernels as one CUDA graph."""
    network = network.to(precision(config.get("precision", "float32")))
    how = config.get("compile")
    if how and torch.get_default_device().type != "cpu":
        network.compile(dynamic=False, mode=how if isinstance(how, str) else None)
    return network


def load_weights(network: torch.nn.Module, folder: Path, average: bool = True) -> dict:
    """Put a run's weights (averaged where they are) into the network; returns the checkpoint."""
    state = torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)
    network.load_state_dict(state["network"])
    if average and state["optimiser"]:
        put_average(network, state["optimiser"]["average"])
    return state


@torch.no_grad()
def put_average(network: torch.nn.Module, average: dict[str, torch.Tensor]) -> None:
    """Replace the network's weights by these."""
    for name, parameter in network.named_parameters():
        if name in average:
            parameter.copy_(average[name])


def train(network: torch.nn.Module, optimiser: Optimiser, folder: Path, budget: Budget, seed: int,
          loss_of: Callable[[torch.Generator, int], torch.Tensor],
          report: Callable[[], dict[str, float]] | None = None) -> None:
    """Train. ``loss_of(generator, step)`` draws a batch and returns its loss; ``report`` runs on averaged weights."""
    folder.mkdir(parents=True, exist_ok=True)
    step, spent, mean, skipped, origin = 0, 0.0, None, 0, {}
    if (folder / "checkpoint.pt").exists():
        state = load_weights(network, folder, average=False)
        if state["optimiser"]:
            optimiser.restore(state["optimiser"])
        else:
            optimiser.adopt(state["network"])
        step, spent, mean, origin = state["step"], state["seconds"], state["mean"], state.get("origin", {})
    first, before, reported, saved = step, spent, spent, spent
    log = open(folder / "log.jsonl", "a", encoding="utf-8")
    while budget.progress(step, spent) < 1:
        begun = time.monotonic()
        # what CUDA graphs gave the step before may be written over: its gradients are used and gone
        torch.compiler.cudagraph_mark_step_begin()
        generator = seeded(seed * 1_000_003 + step)
        loss = loss_of(generator, step)
        read = _later(loss.detach())
        loss.backward()
        value = read()
        mean = value if mean is None else mean + 0.02 * (min(value, 3 * mean) - mean)
        if math.isfinite(value) and (step - first < 150 or value < 2 * mean):
            optimiser.step(budget.factor(step, spent, step - first))
        else:
            skipped += 1
            network.zero_grad()
        step += 1
        took = time.monotonic() - begun
        # a process that was stopped by a signal for a while did not train meanwhile
        spent += min(took, 10 * (spent - before) / (step - 1 - first)) if step - first > 20 else took
        done = budget.progress(step, spent) >= 1
        if spent - reported >= budget.report_seconds or done:
            row = {"step": step, "seconds": round(spent), "loss": round(mean, 5), "skipped": skipped,
                   "steps_per_second": round((step - first) / max(1e-9, spent - before), 3)}
            row |= {key: round(number, 5) for key, number in _on_average(network, optimiser, report).items()}
            print(json.dumps(row), flush=True)
            print(json.dumps(row), file=log, flush=True)
            reported = spent
        if spent - saved >= budget.checkpoint_seconds or done:
            save(network, optimiser, folder, {"step": step, "seconds": spent, "mean": mean, "seed": seed, "origin": origin})
            saved = spent


def _later(value: torch.Tensor) -> Callable[[], float]:
    """Reads a number without waiting for what a GPU is given to do after it, so that it never runs dry."""
    if value.device.type != "cuda":
        return value.item
    host = torch.empty((), dtype=value.dtype, device="cpu", pin_memory=True)
    host.copy_(value, non_blocking=True)
    there = torch.cuda.Event()
    there.record()

    def read() -> float:
        there.synchronize()
        return host.item()

    return read


def _on_average(network, optimiser, report):
    if report is None:
        return {}
    put_average(network, optimiser.average)
    network.eval()
    # reports use other batch sizes, for none of which it is worth compiling
    with torch.no_grad(), torch.compiler.set_stance("force_eager"):
        result = report()
    network.train()
    put_average(network, optimiser.masters)
    return result


def save(network: torch.nn.Module, optimiser: Optimiser, folder: Path, facts: dict) -> None:
    """Write the run's checkpoint, whole or not at all; ``facts`` are step, seconds, mean (loss or None) and seed."""
    write_checkpoint(folder, {"network": network.state_dict(), "optimiser": optimiser.state(), **facts})


def write_checkpoint(folder: Path, state: dict) -> None:
    """Write ``checkpoint.pt``, whole or not at all; ``state`` as ``save`` makes it, "optimiser" may be None."""
    partial = folder / "checkpoint.partial"
    torch.save(state, partial)
    partial.replace(folder / "checkpoint.pt")

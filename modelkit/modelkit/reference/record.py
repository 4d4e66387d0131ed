"""Records what diffusers' pipelines do, for the engine's tests. Tensors are float32, whatever they hold:

* STAGE.samples [steps+1,...]: x_T, then what each step's sample became; STAGE.predictions [steps,...]: the network's
  answer after guidance, as the scheduler got it; STAGE.timesteps [steps].
* ROLE.in.NAME, ROLE.out.NAME: one call of each graph with random inputs of two rows.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from ..starter import graphs


def seeded(seed: int, make):
    """A module whose weights are those of a seed."""
    torch.manual_seed(seed)
    return make().eval()


def settle(*modules) -> None:
    """Random numbers also where weights begin as all ones or zeros, norms and biases, so that none can be taken for another;
    then all rounded to what half precision holds exactly, so that a pack may store them so."""
    generator = torch.Generator().manual_seed(8)
    for module in modules:
        for weight in module.parameters():
            if (weight == weight.flatten()[0]).all():
                weight.data = weight + 0.1 * torch.randn(weight.shape, generator=generator)
            weight.data = weight.data.half().float()


class Words:
    """A tokenizer as diffusers' pipelines call it."""

    model_max_length = graphs.CONTEXT

    def __init__(self, words):
        self.words = words

    def __call__(self, text, padding=None, **_):
        rows = [self.words.encode(one) for one in ([text] if isinstance(text, str) else text)]
        ids = torch.tensor(rows)
        lengths = [row.index(self.words.end) + 1 for row in rows]
        mask = torch.arange(ids.shape[1])[None] < torch.tensor(lengths)[:, None]
        short = max(lengths) if padding == "longest" else ids.shape[1]
        return _Encoded(ids[:, :short], mask[:, :short].long())


class _Encoded:
    def __init__(self, ids, mask):
        self.input_ids, self.attention_mask = ids, mask


class Steps:
    """While it is open, listens to the steps of schedulers, by stage."""

    def __init__(self, schedulers: dict):
        self.schedulers, self.taken = schedulers, {stage: [] for stage in schedulers}

    def __enter__(self):
        for stage, scheduler in self.schedulers.items():
            scheduler.step = self._listening(scheduler.step, self.taken[stage])
        return self

    def __exit__(self, *_):
        for scheduler in self.schedulers.values():
            del scheduler.step

    @staticmethod
    def _listening(step, taken):
        def listened(model_output, timestep, sample, *args, **kwargs):
            result = step(model_output, timestep, sample, *args, **kwargs)
            following = result[0] if isinstance(result, tuple) else result.prev_sample
            taken.append((int(timestep), sample[0].clone(), model_output[0].clone(), following[0].clone()))
            return result
        return listened

    def tensors(self) -> dict[str, torch.Tensor]:
        found = {}
        for stage, taken in self.taken.items():
            times, samples, predictions, following = zip(*taken)
            found |= {f"{stage}.samples": torch.stack([*samples, following[-1]]),
                      f"{stage}.predictions": torch.stack(predictions), f"{stage}.timesteps": torch.tensor(times)}
        return found


def calls(all_graphs: list[graphs.Graph]) -> dict[str, torch.Tensor]:
    """One call of each graph."""
    found, generator = {}, torch.Generator().manual_seed(3)
    for graph in all_graphs:
        inputs = [port.example(generator, 2, length=9) for port in graph.inputs]
        outputs = graph.module.eval()(*inputs)
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        for way, ports, values in (("in", graph.inputs, inputs), ("out", graph.outputs, outputs)):
            found |= {f"{graph.role}.{way}.{port.role}": value for port, value in zip(ports, values)}
    return found


def write(out: Path, tensors: dict[str, torch.Tensor], settings: dict) -> None:
    """``steps.safetensors`` and ``run.json``."""
    save_file({name: tensor.detach().float().contiguous() for name, tensor in tensors.items()},
              str(out / "steps.safetensors"))
    (out / "steps.safetensors").chmod(0o644)
    (out / "run.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")

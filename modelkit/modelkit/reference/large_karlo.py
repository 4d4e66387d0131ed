"""A Karlo of the published size as diffusers saves it, with a decoder of random weights (3.5 GB) and zeros elsewhere (in files
that take no room on the disk), and what PyTorch makes of one call of the decoder, and in what time:

    python -m modelkit.reference.large_karlo /tmp/large-karlo

``decoder-call.safetensors`` has the call's inputs and its output by the decoder's roles, ``torch.json`` the seconds of three
calls, by the clock and of the processors (``--again`` times them anew). For docs/benchmarks.md; not kept.
"""

import argparse
import json
import time
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from ..convert import karlo_published
from . import tiny_karlo

CALLS = 3


@torch.no_grad()
def write(out: Path) -> None:
    family = karlo_published.family()
    for key, source in family.sources.items():
        folder = out / source.folder / source.path
        folder.mkdir(parents=True, exist_ok=True)
        values = {name: value for name, value in source.module.config.to_dict().items()} if hasattr(
            source.module.config, "to_dict") else {"_class_name": type(source.module).__name__, **source.module.config}
        values["architectures"] = [type(source.module).__name__]
        (folder / "config.json").write_text(json.dumps(values, default=str), "utf-8")
        name = "model" if hasattr(source.module.config, "to_dict") else "diffusion_pytorch_model"
        if key == "decoder":
            fill(source.module)
            save_file({name: value.contiguous() for name, value in source.module.state_dict().items()},
                      str(folder / f"{name}.safetensors"))
        else:
            zeros(source.module.state_dict(), folder / f"{name}.safetensors", ones=("clip_std",))
    words = tiny_karlo.tokenizer()
    folder = out / "karlo" / "tokenizer"
    folder.mkdir(exist_ok=True)
    (folder / "tokenizer.json").write_text(json.dumps({"model": {
        "vocab": words.vocab, "merges": [" ".join(pair) for pair in words.merges]}}), "utf-8")
    for stage, scheduler in (("prior", "fixed_small_log"), ("decoder", "learned_range"), ("super_res", "fixed_small_log")):
        folder = out / "karlo" / f"{stage}_scheduler"
        folder.mkdir(exist_ok=True)
        (folder / "scheduler_config.json").write_text(json.dumps({
            "_class_name": "UnCLIPScheduler", "num_train_timesteps": 1000, "variance_type": scheduler, "clip_sample": True,
            "clip_sample_range": 5.0 if stage == "prior" else 1.0,
            "prediction_type": "sample" if stage == "prior" else "epsilon"}), "utf-8")
    for folder, pipeline in (("karlo", "UnCLIPPipeline"), ("variations", "UnCLIPImageVariationPipeline")):
        (out / folder / "model_index.json").write_text(json.dumps({"_class_name": pipeline}), "utf-8")
    call(next(graph for graph in family.graphs if graph.role == "decoder"), out)


def fill(module) -> None:
    """Weights as small as a trained network's, so that numbers stay finite."""
    generator = torch.Generator().manual_seed(1)
    for name, value in module.named_parameters():
        if value.dim() > 1:
            value.normal_(0, 0.02, generator=generator)
        else:
            value.fill_(1.0 if "norm" in name and name.endswith("weight") else 0.01)


def zeros(tensors: dict, path: Path, ones: tuple[str, ...]) -> None:
    """A safetensors file whose numbers were never written, but for those of ``ones``."""
    header, end = {}, 0
    for name, value in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [end, end + 4 * value.numel()]}
        end += 4 * value.numel()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as stream:
        stream.write(len(text).to_bytes(8, "little") + text)
        stream.truncate(8 + len(text) + end)
        for name in ones:
            if name in header:
                stream.seek(8 + len(text) + header[name]["data_offsets"][0])
                stream.write(torch.ones(tensors[name].shape).numpy().tobytes())


@torch.no_grad()
def again(out: Path) -> None:
    decoder = next(graph for graph in karlo_published.family().graphs if graph.role == "decoder")
    decoder.module.unet.load_state_dict(load_file(out / "karlo" / "decoder" / "diffusion_pytorch_model.safetensors"))
    call(decoder, out)


def call(graph, out: Path) -> None:
    generator = torch.Generator().manual_seed(2)
    inputs = [port.example(generator, 2, length=9) for port in graph.inputs]
    seconds, processor = [], []
    for _ in range(CALLS):
        start, used = time.perf_counter(), time.process_time()
        prediction = graph.module(*inputs)
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    tensors = {f"decoder.in.{port.role}": value.float().contiguous() for port, value in zip(graph.inputs, inputs)}
    save_file(tensors | {"decoder.out.prediction": prediction.contiguous()}, str(out / "decoder-call.safetensors"))
    (out / "torch.json").write_text(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads(),
                                                "seconds": seconds, "processor": processor}) + "\n", "utf-8")
    print("PyTorch:", ", ".join(f"{one:.2f} s ({used:.2f} of the processors)" for one, used in zip(seconds, processor)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--again", action="store_true", help="only time the decoder of a folder that is there")
    given = parser.parse_args()
    torch.set_num_threads(2)
    (again if given.again else write)(given.out)

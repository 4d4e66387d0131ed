"""Writes what a pack must draw, step by step and whole, for the engine's tests (inference/src/test):

    python -m modelkit.reference.goldens --pack ../assets/packs/starter --out ../inference/src/test/resources/reference/starter

``goldens.json`` says of which pack (hashes of its files, its stages), which prompts, which seeds. ``steps.safetensors`` has
every step of every stage; the network is fed the reference's own input each time, so that a step is judged by itself:
* NAME.text, NAME.states: what the text tower makes of the prompt (states of its tokens, without padding).
* NAME.inputs [steps,n]: samples fed to prior and decoder, each what followed from the one before, the decoder's in half
  precision (which is what the reference was fed). An upsampler's inputs are too large to keep and can be made: first the
  stage's noise, then its low-resolution picture (LOW.png, enlarged) noised with that to the step's timestep.
* NAME.predictions, NAME.following [steps,count]: the network's guided answer and the sample that follows, at ``count`` of
  the n places: of step k, places (k + 5077 j) mod n.
* for the autoregressive prior, NAME.logits [2,count] at such places, without and with the caption; its tokens are in the
  index.
PICTURE.png is a whole picture of 1,024 pixels in two halves of an eighth of its size: one pixel of every block of 8 x 8
(``sampled``), and the blocks' means. Nothing in a picture can change without changing one of the two.
"""

import argparse
import json
from pathlib import Path

import diffusers
import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file

from . import schedulers
from .cascade import Cascade, CloseCall
from .streams import Streams

#: Whole pictures: prompt, seed, what stands in for z_i (in the words of the engine's recipes), whether all noise comes from
#: one stream.
PICTURES = (
    ("an owl at night", 101, "diffusion", False), ("a cat", 7, "diffusion", False),
    ("a crab on the beach", 0, "diffusion", False), ("a red apple on a white background", 4294967295, "diffusion", False),
    ("a pencil sketch of a castle", 3, "diffusion", False), ("a dog next to a cat", 42, "diffusion", False),
    ("a bicycle in the snow", 12, "diffusion", False), ("a hot air balloon in the sky", 1000, "diffusion", False),
    ("a strawberry on a green background", 5, "autoregressive", False), ("a rocket at sunset", 8, "text-embedding", False),
    ("a mushroom", 77, "none", False), ("a lighthouse by the sea", 23, "diffusion", True),
)
#: Prompts and seeds of the steps: two captions for the prior, one for everything else.
STEPS = (("an owl at night", 101), ("a dog next to a cat on the grass", 4000000000))
#: Places kept of a sample, at most; the decoder's many steps have fewer.
_KEPT, _KEPT_OF_DECODER = 4096, 1024
_STRIDE, _BLOCK = 5077, 8


def places(step: int, size: int, most: int) -> torch.Tensor:
    """Which values of a flat tensor are kept of a step; over the steps it is others, until all have been kept."""
    return (step + _STRIDE * torch.arange(min(size, most))) % size


def fingerprint(manifest: dict) -> dict:
    """What of a pack decides how its pictures look, as its manifest tells it."""
    parts = [*manifest["components"].values(), *(manifest["data"][key] for key in ("tokenizer", "geometry"))]
    parts += [part for component in manifest["components"].values() for part in component["external"]]
    return {"id": manifest["id"], "version": manifest["version"], "stages": manifest["stages"],
            "autoregressive": manifest["sections"].get("autoregressive-prior"),
            "files": {part["file"]: part["sha256"] for part in sorted(parts, key=lambda part: part["file"])}}


@torch.no_grad()
def write(pack: Path, configs: Path, out: Path) -> None:
    """All files, in place of those that are there."""
    cascade = Cascade(pack, configs)
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    tensors, steps = {}, []
    for prompt, seed in STEPS:
        steps.append(_prior(cascade, prompt, seed, f"prior-{len(steps)}", tensors))
    prompt, seed = STEPS[0]
    seed, _ = _decided(seed, lambda other: cascade.imagine(cascade.read(prompt), Streams(other)))
    steps.append(_decoder(cascade, prompt, seed, tensors))
    for name, stage in cascade.stages.items():
        if "lowResolution" in stage:
            steps.append(_upsampler(cascade, name, prompt, seed, out, tensors))
    if "prior-autoregressive" in cascade.networks:
        steps.append(_spelt(cascade, prompt, seed, tensors))
    index = {"pack": fingerprint(cascade.manifest), "torch": torch.__version__.partition("+")[0],
             "diffusers": diffusers.__version__, "steps": steps, "pictures": _pictures(cascade, out)}
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, str(out / "steps.safetensors"))
    (out / "steps.safetensors").chmod(0o644)
    (out / "goldens.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _prior(cascade: Cascade, prompt: str, seed: int, name: str, tensors: dict) -> dict:
    caption = cascade.read(prompt)
    steps = list(schedulers.steps(cascade.stages["prior"], cascade.prior(caption), caption.text.shape,
                                  Streams(seed).stream("prior")))
    _keep(name, caption, steps, _KEPT, tensors)
    tensors[f"{name}.inputs"] = torch.cat([step.sample for step in steps])
    return _case(name, "prior", prompt, seed, steps, _KEPT)


def _decoder(cascade: Cascade, prompt: str, seed: int, tensors: dict) -> dict:
    caption, streams, stage = cascade.read(prompt), Streams(seed), cascade.stages["decoder"]
    white = cascade.imagine(caption, streams)
    # half the bytes: a sample rounded a little is a sample too
    steps = list(schedulers.steps(stage, cascade.decoder(caption, white), (1, 3, stage["size"], stage["size"]),
                                  streams.stream("decoder"), lambda k, t, sample: sample.half().float() if k else sample))
    _keep("decoder", caption, steps, _KEPT_OF_DECODER, tensors)
    tensors["decoder.image"] = white[0]
    # the first is the stage's noise
    tensors["decoder.inputs"] = torch.cat([step.sample for step in steps[1:]]).flatten(1).half()
    return _case("decoder", "decoder", prompt, seed, steps, _KEPT_OF_DECODER)


def _upsampler(cascade: Cascade, name: str, prompt: str, seed: int, out: Path, tensors: dict) -> dict:
    stage, low = cascade.stages[name], f"low-{cascade.stages[name]['lowResolution']['size']}.png"
    levels = _levels(_smaller(cascade, stage, prompt, seed))
    Image.fromarray(levels.permute(1, 2, 0).numpy()).save(out / low, optimize=True)
    large = cascade.enlarged(name, levels[None].float() / 127.5 - 1)
    noise = torch.randn(large.shape, generator=Streams(seed).stream(name))
    steps = list(schedulers.steps(stage, cascade.upsampler(name, large), large.shape, Streams(seed).stream(name),
                                  lambda k, t, sample: schedulers.add_noise(stage, large, noise, t) if k else sample))
    _keep(name, None, steps, _KEPT, tensors)
    return _case(name, name, prompt, seed, steps, _KEPT) | {"low": low}


def _smaller(cascade: Cascade, stage: dict, prompt: str, seed: int) -> torch.Tensor:
    """The whole reference's picture [1,3,S,S] at the size of a stage's low resolution."""
    return cascade.draw(prompt, seed, "diffusion", upto=stage["lowResolution"]["size"])


def _spelt(cascade: Cascade, prompt: str, seed: int, tensors: dict) -> dict:
    name, caption = "prior-autoregressive", cascade.read(prompt)
    seed, tokens = _decided(seed, lambda other: cascade.tokens(caption, Streams(other).stream(name)))
    _text(name, caption, tensors)
    logits = cascade.logits(caption, tokens).flatten(1)
    tensors[f"{name}.logits"] = logits[:, places(0, logits.shape[1], _KEPT)]
    tensors[f"{name}.values"] = cascade.buckets.values(tokens)[0]
    return {"name": name, "stage": name, "prompt": prompt, "seed": seed, "count": _KEPT, "tokens": tokens[0].tolist()}


def _pictures(cascade: Cascade, out: Path) -> list[dict]:
    rows = []
    for prompt, seed, conditioning, single in PICTURES:
        seed, picture = _decided(seed, lambda other: cascade.draw(prompt, other, conditioning, single))
        name = f"{len(rows):02d}-{prompt.replace(' ', '-')}.png"
        Image.fromarray(_halves(picture)).save(out / name, optimize=True)
        rows.append({"file": name, "prompt": prompt, "seed": seed, "conditioning": conditioning,
                     "noiseOrder": "one-stream" if single else "stream-per-stage"})
        print(f"{prompt}, seed {seed}: {name}", flush=True)
    return rows


def _decided(seed: int, draw):
    """The first seed from this one on with which nothing hangs on a close call, and what is drawn with it."""
    for other in range(seed, seed + 50):
        try:
            return other % 2 ** 32, draw(other % 2 ** 32)
        except CloseCall:
            continue
    raise RuntimeError(f"fifty seeds from {seed} on are all close calls: is the pack trained?")


def _keep(name: str, caption, steps: list[schedulers.Step], most: int, tensors: dict) -> None:
    if caption:
        _text(name, caption, tensors)
    for part in ("prediction", "following"):
        values = [getattr(step, part).flatten() for step in steps]
        tensors[f"{name}.{'predictions' if part == 'prediction' else part}"] = torch.stack(
            [flat[places(k, len(flat), most)] for k, flat in enumerate(values)])


def _text(name: str, caption, tensors: dict) -> None:
    tensors[f"{name}.text"], tensors[f"{name}.states"] = caption.text[0], caption.states[caption.mask]


def _case(name: str, stage: str, prompt: str, seed: int, steps: list[schedulers.Step], most: int) -> dict:
    return {"name": name, "stage": stage, "prompt": prompt, "seed": seed, "timesteps": [step.timestep for step in steps],
            "count": min(most, steps[0].sample.numel())}


def _levels(picture: torch.Tensor) -> torch.Tensor:
    """uint8 [3,H,W] of a picture [1,3,H,W]."""
    return ((picture[0] * 0.5 + 0.5).clamp(0, 1) * 255).round().to(torch.uint8)


def _halves(picture: torch.Tensor) -> np.ndarray:
    """uint8 [H/8,W/4,3]: of every block of 8 x 8 pixels one, then its mean. Which one goes round all 64 places."""
    levels = _levels(picture)
    side = levels.shape[1] // _BLOCK
    y, x = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    sampled = levels[:, _BLOCK * y + (3 * x + 2 * y) % _BLOCK, _BLOCK * x + (x + 3 * y) % _BLOCK]
    means = levels.float().view(3, side, _BLOCK, side, _BLOCK).mean((2, 4)).round().to(torch.uint8)
    return torch.cat([sampled, means], 2).permute(1, 2, 0).contiguous().numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--configs", type=Path, default=Path("configs/starter"), help="the shapes of its networks")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    write(arguments.pack, arguments.configs, arguments.out)


if __name__ == "__main__":
    main()

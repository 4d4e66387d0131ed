"""A pack's denoising loops by diffusers' own schedulers, configured as the pack's manifest says."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch
from diffusers import DDIMScheduler, UnCLIPScheduler

_SHARED = ("num_train_timesteps", "beta_schedule", "prediction_type", "clip_sample", "clip_sample_range")
_OF_DDIM = ("timestep_spacing", "steps_offset", "set_alpha_to_one")


class Step(NamedTuple):
    """One step of a loop: the network's (guided) answer to the sample at a timestep, and the sample that follows."""

    timestep: int
    sample: torch.Tensor
    prediction: torch.Tensor
    following: torch.Tensor


def steps(stage: dict, predict: Callable[[torch.Tensor, int], torch.Tensor], shape: tuple[int, ...],
          generator: torch.Generator, fed: Callable[[int, int, torch.Tensor], torch.Tensor] = lambda k, t, sample: sample
          ) -> Iterator[Step]:
    """The steps of a stage of the manifest with its default sampler and number of steps. All noise comes from
    ``generator``, that of the start first. ``fed(k, timestep, sample)`` may put another sample in the place of step k's."""
    chosen = stage["defaults"]
    loop = {"unclip": _Ancestral, "ddim": _Ddim}.get(chosen["sampler"])
    if loop is None:
        raise ValueError(f"stage {stage['name']}: there is no reference for sampler {chosen['sampler']} yet")
    loop = loop(stage["schedule"], chosen["steps"], chosen.get("eta", 0.0))
    sample = torch.randn(shape, generator=generator)
    for k, timestep in enumerate(loop.timesteps):
        sample = fed(k, timestep, sample)
        prediction = predict(sample, timestep)
        following = loop.step(k, prediction, sample, generator)
        yield Step(timestep, sample, prediction, following)
        sample = following


def add_noise(stage: dict, clean: torch.Tensor, noise: torch.Tensor, timestep: int) -> torch.Tensor:
    """The clean tensor at a timestep of the stage's schedule."""
    scheduler = UnCLIPScheduler(**{key: stage["schedule"][key] for key in _SHARED})
    return scheduler.add_noise(clean, noise, torch.tensor([timestep]))


class _Ancestral:
    """DDPM sampling as Karlo's scheduler does it."""

    def __init__(self, config: dict, count: int, eta: float):
        self.scheduler = UnCLIPScheduler(variance_type=config["variance_type"], **{key: config[key] for key in _SHARED})
        self.scheduler.set_timesteps(count)
        self.timesteps = self.scheduler.timesteps.tolist()

    def step(self, k, prediction, sample, generator):
        previous = self.timesteps[k + 1] if k + 1 < len(self.timesteps) else None
        return self.scheduler.step(prediction, self.timesteps[k], sample, prev_timestep=previous, generator=generator).prev_sample


class _Ddim:
    def __init__(self, config: dict, count: int, eta: float):
        self.scheduler = DDIMScheduler(**{key: config[key] for key in (*_SHARED, *_OF_DDIM)})
        self.scheduler.set_timesteps(count)
        self.timesteps = self.scheduler.timesteps.tolist()
        self.eta, self.clipped = eta, config["use_clipped_model_output"]

    def step(self, k, prediction, sample, generator):
        # diffusers steps down by T // count from wherever it is; where the timesteps are not evenly apart that misses
        # the next one, so the stride is told anew each time
        following = self.timesteps[k + 1] if k + 1 < len(self.timesteps) else -1
        self.scheduler.register_to_config(num_train_timesteps=self.timesteps[k] - following)
        self.scheduler.num_inference_steps = 1
        return self.scheduler.step(prediction, self.timesteps[k], sample, eta=self.eta, generator=generator,
                                   use_clipped_model_output=self.clipped).prev_sample

"""The noise schedule shared by every diffusion stage, as diffusers' schedulers define it."""

import math
from functools import lru_cache

import torch

STEPS = 1000


@lru_cache
def alpha_bars() -> torch.Tensor:
    """``squaredcos_cap_v2``: cumulative products [1000], float32."""
    level = lambda s: math.cos((s + 0.008) / 1.008 * math.pi / 2) ** 2
    betas = [min(1 - level((i + 1) / STEPS) / level(i / STEPS), 0.999) for i in range(STEPS)]
    return torch.cumprod(1 - torch.tensor(betas, dtype=torch.float32), 0)


def config(clip_range: float, spacing: str) -> dict:
    """The scheduler configuration a pack states for an x0-predicting stage, in diffusers' words. ``spacing`` may also be
    "unclip", the UnCLIP scheduler's own (evenly from the first to the last).

    The noise direction is taken from the clamped picture, as ``ddim`` here does: with guidance the difference is large.
    """
    return {"_class_name": "UnCLIPScheduler", "num_train_timesteps": STEPS, "beta_schedule": "squaredcos_cap_v2",
            "variance_type": "fixed_small_log", "prediction_type": "sample", "clip_sample": True,
            "clip_sample_range": clip_range, "use_clipped_model_output": True, "timestep_spacing": spacing,
            "steps_offset": 0, "set_alpha_to_one": True}


def noised(clean: torch.Tensor, timestep: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    """The clean tensor at these timesteps (int64 [B])."""
    bar = alpha_bars()[timestep].view(-1, *[1] * (clean.ndim - 1))
    return bar.sqrt() * clean + (1 - bar).sqrt() * noise


def stratified_timesteps(count: int, generator: torch.Generator) -> torch.Tensor:
    """int64 [count], spread evenly over all steps, in random order."""
    cell = (torch.arange(count) + torch.rand(count, generator=generator)) / count
    return (cell * STEPS).long().clamp(0, STEPS - 1)[torch.randperm(count, generator=generator)]


def loss_weight(timestep: torch.Tensor, most: float = 5.0) -> torch.Tensor:
    """min(1 / noise variance, most) [B]."""
    return (1 / (1 - alpha_bars()[timestep])).clamp(max=most)


def trailing(steps: int) -> list[int]:
    """DDIM's "trailing" timesteps, descending; they begin at the noisiest."""
    return [round(STEPS - k * STEPS / steps) - 1 for k in range(steps)]


def ddim_inversion(predict, clean: torch.Tensor, timesteps: list[int]) -> torch.Tensor:
    """The noise from which ``ddim`` draws a clean tensor again: its own steps upwards, evaluated at the current level as
    OpenAI's form does, so that it ends at the level where ``ddim`` begins."""
    bars, x = alpha_bars(), clean
    up = timesteps[::-1]
    for t, higher in zip(up, up[1:]):
        predicted = predict(x, t)
        epsilon = (x - bars[t].sqrt() * predicted) / (1 - bars[t]).sqrt()
        x = bars[higher].sqrt() * predicted + (1 - bars[higher]).sqrt() * epsilon
    return x


def ddim(predict, noise: torch.Tensor, timesteps: list[int], clip: float | None, eta: float = 0.0,
         generator: torch.Generator | None = None) -> torch.Tensor:
    """Sample with DDIM at these timesteps, descending; ``predict(x, t)`` returns the clean tensor for an integer step."""
    bars, x = alpha_bars(), noise
    for k, t in enumerate(timesteps):
        bar = bars[t]
        previous = bars[timesteps[k + 1]] if k + 1 < len(timesteps) else torch.tensor(1.0)
        clean = predict(x, t)
        if clip is not None:
            clean = clean.clamp(-clip, clip)
        epsilon = (x - bar.sqrt() * clean) / (1 - bar).sqrt()
        sigma = eta * ((1 - previous) / (1 - bar) * (1 - bar / previous)).clamp(min=0).sqrt()
        x = previous.sqrt() * clean + (1 - previous - sigma ** 2).clamp(min=0).sqrt() * epsilon
        if eta > 0:
            x = x + sigma * torch.randn(x.shape, generator=generator)
    return x

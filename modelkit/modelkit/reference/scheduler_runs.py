"""Scheduler steps and tables by diffusers: what golden_schedulers.json lacks.

    python -m modelkit.reference.scheduler_runs ../inference/src/test/resources/reference/scheduler_runs.json

Runs are made with a toy model, out = 0.5 x + 0.1 sin(t / 100) with 24 elements, from x = 1.3 sin(0.1 i); the noise of
every step is sin(0.7 i + 1). Of each run the timesteps are kept, and the sample after every step.
"""

import json
import sys
from unittest import mock

import diffusers
import torch
from diffusers import DDIMScheduler, DDPMScheduler, DPMSolverMultistepScheduler, PNDMScheduler, UnCLIPScheduler

SIZE = 24
INDEX = torch.arange(SIZE, dtype=torch.float64)
SAMPLE = (1.3 * torch.sin(0.1 * INDEX)).float().reshape(1, 4, 2, 3)
NOISE = torch.sin(0.7 * INDEX + 1.0).float().reshape(1, 4, 2, 3)

#: Stable Diffusion's schedule.
SD = {"beta_schedule": "scaled_linear", "beta_start": 0.00085, "beta_end": 0.012}
#: The starter pack's, as DDIM reads it.
STARTER = {"beta_schedule": "squaredcos_cap_v2", "prediction_type": "sample", "clip_sample": True}

#: Name, scheduler, configuration, N, keywords of every step.
RUNS = [
    ("ddpm trailing", DDPMScheduler, SD | {"timestep_spacing": "trailing"}, 10, {}),
    ("ddpm linspace", DDPMScheduler, SD | {"timestep_spacing": "linspace"}, 10, {}),
    ("ddpm linspace, uneven", DDPMScheduler, SD | {"timestep_spacing": "linspace", "clip_sample": False}, 7, {}),
    ("ddim starter decoder", DDIMScheduler, STARTER, 30, {"use_clipped_model_output": True}),
    ("ddim starter upsampler 256", DDIMScheduler, STARTER | {"timestep_spacing": "trailing"}, 2,
     {"use_clipped_model_output": True}),
    ("ddim starter upsampler 1024", DDIMScheduler, STARTER | {"timestep_spacing": "trailing"}, 1,
     {"use_clipped_model_output": True}),
    ("ddim zero terminal snr", DDIMScheduler,
     SD | {"timestep_spacing": "trailing", "prediction_type": "v_prediction", "clip_sample": False,
           "rescale_betas_zero_snr": True}, 10, {}),
    ("dpm defaults", DPMSolverMultistepScheduler, {}, 12, {}),
    ("dpm leading", DPMSolverMultistepScheduler, SD | {"timestep_spacing": "leading", "steps_offset": 1}, 12, {}),
    ("dpm trailing", DPMSolverMultistepScheduler, SD | {"timestep_spacing": "trailing"}, 12, {}),
    ("dpm zero terminal snr", DPMSolverMultistepScheduler,
     SD | {"timestep_spacing": "trailing", "prediction_type": "v_prediction", "rescale_betas_zero_snr": True}, 12, {}),
]

TABLES = [("scaled_linear", SD), ("squaredcos_cap_v2", {"beta_schedule": "squaredcos_cap_v2"})]
CLASSES = [UnCLIPScheduler, DDPMScheduler, DDIMScheduler, PNDMScheduler, DPMSolverMultistepScheduler]
KEYS = ["beta_schedule", "variance_type", "clip_sample", "clip_sample_range", "thresholding",
        "dynamic_thresholding_ratio", "timestep_spacing", "steps_offset", "set_alpha_to_one", "prediction_type"]


def run(kind: type, config: dict, count: int, keywords: dict) -> dict:
    """Timesteps and every sample of one loop."""
    scheduler = kind(**config)
    scheduler.set_timesteps(count)
    x = SAMPLE
    samples = []
    with mock.patch.object(diffusers.schedulers.scheduling_ddpm, "randn_tensor", lambda *_, **__: NOISE):
        for t in scheduler.timesteps:
            out = 0.5 * x + 0.1 * torch.sin(t / 100.0)
            x = scheduler.step(out, t, x, **keywords).prev_sample
            samples.append([float(f"{v:.9g}") for v in x.flatten().tolist()])
    return {"timesteps": scheduler.timesteps.tolist(), "samples": samples}


def main() -> None:
    data = {
        "diffusers": diffusers.__version__,
        "defaults": {kind.__name__: {key: kind().config[key] for key in KEYS if key in kind().config} for kind in CLASSES},
        "rescaled": {},
        "runs": [],
    }
    for name, config in TABLES:
        scheduler = DDIMScheduler(**config, rescale_betas_zero_snr=True)
        at = [0, 1, 2, 10, 100, 500, 900, 990, 998, 999]
        data["rescaled"][name] = {
            "config": config,
            "alphas_cumprod": {str(t): float(f"{scheduler.alphas_cumprod[t].item():.9g}") for t in at},
        }
    for name, kind, config, count, keywords in RUNS:
        data["runs"].append({"name": name, "class": kind.__name__, "config": config, "N": count, "keywords": keywords}
                            | run(kind, config, count, keywords))
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(data, file)
        file.write("\n")


if __name__ == "__main__":
    main()

import torch
from diffusers import DDIMScheduler, UnCLIPScheduler

from modelkit.starter import schedule


def test_the_noise_levels_are_diffusers():
    theirs = UnCLIPScheduler().alphas_cumprod
    assert torch.allclose(schedule.alpha_bars(), theirs, rtol=1e-5, atol=1e-9)


def test_ddim_takes_diffusers_steps():
    generator = torch.Generator().manual_seed(3)
    noise = torch.randn(2, 3, 8, 8, generator=generator)
    target = torch.rand(2, 3, 8, 8, generator=generator) * 2 - 1
    model = lambda x, t: 0.7 * target + 0.1 * x
    scheduler = DDIMScheduler(beta_schedule="squaredcos_cap_v2", prediction_type="sample", clip_sample=True,
                              timestep_spacing="trailing", set_alpha_to_one=True)
    scheduler.set_timesteps(10)
    theirs = noise
    for t in scheduler.timesteps:
        theirs = scheduler.step(model(theirs, int(t)), t, theirs).prev_sample
    assert torch.allclose(schedule.ddim(model, noise, schedule.trailing(10), 1.0), theirs, atol=2e-5)


def test_stratified_timesteps_cover_every_tenth():
    chosen = schedule.stratified_timesteps(50, torch.Generator().manual_seed(1))
    assert sorted((chosen // 100).unique().tolist()) == list(range(10))
    assert chosen.min() >= 0 and chosen.max() <= 999


def test_the_loss_weight_is_capped_at_little_noise():
    weight = schedule.loss_weight(torch.tensor([0, 500, 999]))
    assert weight[0] == 5 and weight[0] > weight[1] > weight[2] >= 1

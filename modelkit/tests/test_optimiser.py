import pytest
import torch

from modelkit.starter import trainer
from modelkit.starter.optimiser import Optimiser, orthogonalise


@pytest.mark.parametrize("shape", [(64, 64), (32, 96), (96, 32)])
@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_orthogonalising_evens_out_the_singular_values(shape, precision):
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(2)) @ torch.diag(torch.logspace(0, -2, shape[1]))
    before, after = (torch.linalg.svdvals(m.float()) for m in (matrix, orthogonalise(matrix.to(precision)[None])[0]))
    assert after.max() < 1.7
    middling = before > before.max() / 30
    assert middling.sum() >= 16 and after[:middling.sum()].min() > 0.35


@pytest.mark.parametrize("rank", range(1, 13))
@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_matrices_of_few_equal_singular_values_stay_bounded(rank, precision):
    generator = torch.Generator().manual_seed(rank)
    for side in (256, 1024):
        u, v = (torch.linalg.qr(torch.randn(n, rank, generator=generator))[0] for n in (256, side))
        result = orthogonalise((u @ v.T).to(precision)[None])[0].float()
        assert torch.linalg.matrix_norm(result, ord=2) < 1.7


def test_an_orthogonalised_matrix_keeps_its_directions():
    u, _, v = torch.linalg.svd(torch.randn(48, 96, generator=torch.Generator().manual_seed(5)), full_matrices=False)
    spread = u @ torch.diag(torch.linspace(1, 0.1, 48)) @ v
    near = orthogonalise(spread[None])[0]
    assert torch.allclose(u.T @ near @ v.T, torch.diag(torch.diagonal(u.T @ near @ v.T)), atol=1e-4)


def test_matrices_are_orthogonalised_each_for_itself():
    several = torch.randn(3, 40, 64, generator=torch.Generator().manual_seed(7)) * torch.tensor([1.0, 1e-3, 50.0]).view(3, 1, 1)
    for one, alone in zip(orthogonalise(several), several):
        assert torch.allclose(one, orthogonalise(alone[None])[0], atol=1e-5)


def fitted(precision: torch.dtype, steps: int = 150) -> float:
    torch.manual_seed(1)
    network = torch.nn.Sequential(torch.nn.Linear(32, 64), torch.nn.SiLU(), torch.nn.Linear(64, 32)).to(precision)
    optimiser = Optimiser(network, rate=2e-2)
    x = torch.randn(256, 32)
    y = torch.tanh(x @ torch.randn(32, 32) * 0.3)
    for _ in range(steps):
        loss = (network(x.to(precision)).float() - y).pow(2).mean()
        loss.backward()
        optimiser.step(1.0)
    return loss.item()


@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_it_learns_in_both_precisions(precision):
    assert fitted(precision, 1) > 0.2
    assert fitted(precision) < 0.05


def test_a_restored_optimiser_takes_the_same_steps(tmp_path):
    def network():
        torch.manual_seed(3)
        return torch.nn.Sequential(torch.nn.Linear(40, 40), torch.nn.LayerNorm(40)).to(torch.bfloat16)

    def run(net, optimiser, first, last):
        for step in range(first, last):
            x = torch.randn(16, 40, generator=torch.Generator().manual_seed(step)).bfloat16()
            (net(x) - x).pow(2).mean().backward()
            optimiser.step(0.5)

    whole = network()
    straight = Optimiser(whole, rate=1e-2)
    run(whole, straight, 0, 20)

    begun = network()
    half = Optimiser(begun, rate=1e-2)
    run(begun, half, 0, 11)
    torch.save({"network": begun.state_dict(), "optimiser": half.state()}, tmp_path / "c.pt")
    state = torch.load(tmp_path / "c.pt", weights_only=True)
    resumed = network()
    resumed.load_state_dict(state["network"])
    second = Optimiser(resumed, rate=1e-2)
    second.restore(state["optimiser"])
    run(resumed, second, 11, 20)
    for (name, a), b in zip(whole.named_parameters(), resumed.parameters()):
        assert torch.equal(a, b), name
    assert all(torch.equal(straight.average[n], second.average[n]) for n in straight.average)


def test_weights_taken_over_stay_exact_beside_a_rounded_network():
    net = torch.nn.Linear(40, 40)
    weights = {name: value.clone() for name, value in net.state_dict().items()}
    net = net.bfloat16()
    optimiser = Optimiser(net, rate=1e-2)
    assert not torch.equal(optimiser.masters["weight"], weights["weight"])
    optimiser.adopt(weights)
    for name, value in weights.items():
        assert torch.equal(optimiser.masters[name].detach(), value) and torch.equal(optimiser.average[name], value)


def test_time_in_which_the_process_stood_still_is_not_training(tmp_path, monkeypatch):
    # a second a step, but for an hour in step 30
    clock = iter([second + (3600 if second > 60 else 0) for second in range(1000)])
    monkeypatch.setattr(trainer.time, "monotonic", lambda: float(next(clock)))
    network = torch.nn.Linear(40, 40)
    trainer.train(network, Optimiser(network, rate=1e-3), tmp_path, trainer.Budget(seconds=60), 1,
                  lambda generator, step: network(torch.ones(2, 40)).square().mean())
    assert 45 <= torch.load(tmp_path / "checkpoint.pt", weights_only=True)["step"] <= 60

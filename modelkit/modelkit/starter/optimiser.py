"""Muon for matrices and kernels, AdamW for everything else, and a moving average of the weights.

Muon follows Keller Jordan's description; the polynomial's coefficients are those published as "Polar Express".
"""

import torch

_POLAR = ((8.28721, -23.59589, 17.30039), (4.10706, -2.94785, 0.54484),
          (3.94869, -2.90890, 0.55182), (3.31842, -2.48849, 0.51005))


def orthogonalise(matrix: torch.Tensor) -> torch.Tensor:
    """Nearest semi-orthogonal matrix, roughly: all singular values near 1. Works on the small Gram matrix."""
    wide = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    wide = wide / (wide.norm() + 1e-7)
    gram = wide @ wide.T
    eye = torch.eye(len(gram), device=gram.device)
    total = eye
    for a, b, c in _POLAR:
        step = a * eye + b * gram + c * (gram @ gram)
        total = step @ total
        gram = step @ gram @ step
    result = total @ wide
    return result if matrix.shape[0] <= matrix.shape[1] else result.T


class Optimiser:
    """One optimiser for a network. Parameters whose name contains one of ``plain`` go to AdamW, as do all vectors
    and tables; the rest, at least 32 x 32, goes to Muon. AdamW's rate is ``plain_factor`` of Muon's.
    """

    def __init__(self, network: torch.nn.Module, rate: float, plain: tuple[str, ...] = (), decay: float = 0.1,
                 momentum: float = 0.95, average: float = 0.998, plain_factor: float = 0.4):
        self.named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
        square = lambda n, p: (p.ndim >= 2 and min(p.shape[0], p[0].numel()) >= 32
                               and not any(word in n for word in plain))
        self.matrices = [p for n, p in self.named if square(n, p)]
        self.others = [p for n, p in self.named if not square(n, p)]
        self.momenta = [torch.zeros_like(p) for p in self.matrices]
        self.adam = torch.optim.AdamW(self.others, lr=rate, betas=(0.9, 0.99), weight_decay=decay * 0.1, fused=True)
        self.rate, self.decay, self.momentum, self.plain_factor = rate, decay, momentum, plain_factor
        self.limit, self.steps = average, 0
        self.average = {n: p.detach().clone() for n, p in self.named}

    @torch.no_grad()
    def step(self, factor: float) -> None:
        """One update at ``factor`` of the full rate, from the gradients; clears them."""
        self.steps += 1
        rate = self.rate * factor
        norm = torch.stack(torch._foreach_norm([p.grad for p in self.others])).norm()
        torch._foreach_mul_([p.grad for p in self.others], torch.clamp(1 / (norm + 1e-6), max=1.0))
        for parameter, momentum in zip(self.matrices, self.momenta):
            momentum.lerp_(parameter.grad, 1 - self.momentum)
            update = parameter.grad.lerp(momentum, self.momentum).reshape(len(parameter), -1)
            update = orthogonalise(update) * (0.2 * max(update.shape) ** 0.5)
            parameter.mul_(1 - rate * self.decay).add_(update.view(parameter.shape), alpha=-rate)
        self.adam.param_groups[0]["lr"] = rate * self.plain_factor
        self.adam.step()
        for _, parameter in self.named:
            parameter.grad = None
        if self.steps % 8 == 0:
            keep = min(self.limit, (1 + self.steps) / (10 + self.steps)) ** 8
            torch._foreach_lerp_(list(self.average.values()), [p.detach() for _, p in self.named], 1 - keep)

    def state(self) -> dict:
        """Everything but the weights, for a checkpoint."""
        return {"momenta": self.momenta, "adam": self.adam.state_dict(), "steps": self.steps, "average": self.average}

    def restore(self, state: dict) -> None:
        """Continue from ``state()``."""
        for mine, theirs in zip(self.momenta, state["momenta"], strict=True):
            mine.copy_(theirs)
        self.adam.load_state_dict(state["adam"])
        self.steps = state["steps"]
        for name, value in state["average"].items():
            self.average[name].copy_(value)

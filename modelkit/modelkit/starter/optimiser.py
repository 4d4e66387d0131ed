"""Muon for matrices and kernels, AdamW for everything else, and a moving average of the weights.

Muon follows Keller Jordan's description; the polynomial's coefficients are those published as "Polar Express".
"""

import torch

_POLAR = ((8.28721, -23.59589, 17.30039), (4.10706, -2.94785, 0.54484),
          (3.94869, -2.90890, 0.55182), (3.31842, -2.48849, 0.51005))
#: The polynomials end where they begin to grow without bound; every iteration starts this much inside.
_SAFETY = 1.03


def orthogonalise(matrices: torch.Tensor) -> torch.Tensor:
    """Semi-orthogonal matrices [N,A,B] near these: large and middling singular values come out between 0.4 and 1.6.

    Iterates on the matrices themselves: accumulating powers of the small Gram matrix saves time, but in bfloat16 it blew
    the values of square, ill-conditioned matrices up to 15.
    """
    tall = matrices.shape[1] > matrices.shape[2]
    wide = matrices.mT if tall else matrices
    wide = wide / (torch.linalg.matrix_norm(wide.float(), keepdim=True) + 1e-7).to(wide.dtype)
    for a, b, c in _POLAR:
        wide = wide / _SAFETY
        gram = wide @ wide.mT
        wide = torch.baddbmm(wide, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), wide, beta=a)
    return wide.mT if tall else wide


class Optimiser:
    """One optimiser for a network. Parameters whose name contains one of ``plain`` go to AdamW, as do all vectors
    and tables; the rest, at least 32 x 32, goes to Muon. AdamW's rate is ``plain_factor`` of Muon's.

    The network may be in bfloat16: updates then go to float32 masters, which are rounded into it after every step.
    """

    def __init__(self, network: torch.nn.Module, rate: float, plain: tuple[str, ...] = (), decay: float = 0.1,
                 momentum: float = 0.95, average: float = 0.998, plain_factor: float = 0.4):
        self.named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
        square = lambda n, p: (p.ndim >= 2 and min(p.shape[0], p[0].numel()) >= 32
                               and not any(word in n for word in plain))
        self.matrices = [(n, p) for n, p in self.named if square(n, p)]
        self.others = [(n, p) for n, p in self.named if not square(n, p)]
        self.masters = {n: p.detach().float().clone() for n, p in self.named}
        self.momenta = [torch.zeros_like(p) for _, p in self.matrices]
        #: Places in ``matrices`` of those of one shape: one product of many small matrices keeps a GPU busy.
        self.alike = _alike([(len(p), p[0].numel()) for _, p in self.matrices])
        self.adam = torch.optim.AdamW([self.masters[n].requires_grad_() for n, _ in self.others], lr=rate,
                                      betas=(0.9, 0.99), weight_decay=decay * 0.1, fused=True)
        self.rate, self.decay, self.momentum, self.plain_factor = rate, decay, momentum, plain_factor
        self.limit, self.steps = average, 0
        self.average = {n: master.detach().clone() for n, master in self.masters.items()}

    @torch.no_grad()
    def step(self, factor: float) -> None:
        """One update at ``factor`` of the full rate, from the gradients; clears them."""
        self.steps += 1
        rate = self.rate * factor
        gradients = [p.grad.float() for _, p in self.others]
        norm = torch.stack(torch._foreach_norm(gradients)).norm()
        torch._foreach_mul_(gradients, torch.clamp(1 / (norm + 1e-6), max=1.0))
        for (name, _), gradient in zip(self.others, gradients):
            self.masters[name].grad = gradient
        for group in self.alike:
            gradients, momenta = [self.matrices[k][1].grad for k in group], [self.momenta[k] for k in group]
            torch._foreach_lerp_(momenta, gradients, 1 - self.momentum)
            updates = torch._foreach_lerp(gradients, momenta, self.momentum)
            updates = orthogonalise(torch.stack([update.flatten(1) for update in updates]))
            masters = [self.masters[self.matrices[k][0]] for k in group]
            torch._foreach_mul_(masters, 1 - rate * self.decay)
            torch._foreach_add_(masters, [update.view_as(master) for update, master in zip(updates.float(), masters)],
                                alpha=-rate * 0.2 * max(updates.shape[1:]) ** 0.5)
        self.adam.param_groups[0]["lr"] = rate * self.plain_factor
        self.adam.step()
        self.adam.zero_grad()
        for name, parameter in self.named:
            parameter.copy_(self.masters[name])
            parameter.grad = None
        if self.steps % 8 == 0:
            keep = min(self.limit, (1 + self.steps) / (10 + self.steps)) ** 8
            torch._foreach_lerp_(list(self.average.values()), [m.detach() for m in self.masters.values()], 1 - keep)

    def state(self) -> dict:
        """Everything but the network's own weights, for a checkpoint."""
        return {"masters": self.masters, "momenta": self.momenta, "adam": self.adam.state_dict(), "steps": self.steps,
                "average": self.average}

    @torch.no_grad()
    def adopt(self, weights: dict[str, torch.Tensor]) -> None:
        """Begin with these weights, which may be more exact than the network's own."""
        for name, _ in self.named:
            self.masters[name].copy_(weights[name])
            self.average[name].copy_(weights[name])

    @torch.no_grad()
    def restore(self, state: dict) -> None:
        """Continue from ``state()``."""
        for name, value in state["masters"].items():
            self.masters[name].copy_(value)
        for mine, theirs in zip(self.momenta, state["momenta"], strict=True):
            mine.copy_(theirs)
        self.adam.load_state_dict(state["adam"])
        self.steps = state["steps"]
        for name, value in state["average"].items():
            self.average[name].copy_(value)


def _alike(shapes: list[tuple[int, int]]) -> list[list[int]]:
    """Places of equal shapes."""
    places = {}
    for place, shape in enumerate(shapes):
        places.setdefault(shape, []).append(place)
    return list(places.values())

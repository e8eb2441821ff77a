"""Muon: momentum whose update is made orthogonal, for matrices and stacks of matrices.

Keller Jordan et al., "Muon: An optimizer for hidden layers in neural networks" (2024); the coefficients
of the quintic are theirs, the scale of the update is Liu et al., arXiv 2502.16982, section 2.2.
torch.optim.Muon takes one matrix at a time; here the experts of a layer are one stack.
"""

from __future__ import annotations

import torch

_QUINTIC = (3.4445, -4.7750, 2.0315)
_STEPS = 5


def orthogonalised(update: torch.Tensor) -> torch.Tensor:
    """Singular values of [N, rows, cols] (BF16) pushed towards one by Newton-Schulz steps."""
    a, b, c = _QUINTIC
    tall = update.shape[-2] > update.shape[-1]
    x = update.mT.contiguous() if tall else update
    x = x / (x.float().norm(dim=(-2, -1), keepdim=True) + 1e-7).bfloat16()
    for _ in range(_STEPS):
        gram = x @ x.mT
        x = torch.baddbmm(x, b * gram + c * (gram @ gram), x, beta=a)
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    """lr is the size of an update in AdamW's terms: every entry moves by about 0.2 lr.

    Parameters of one matrix shape are orthogonalised together, as one stack.
    """

    def __init__(self, params, lr: float, momentum: float = 0.95, weight_decay: float = 0.0):
        super().__init__(params, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            by_shape: dict[torch.Size, list[torch.Tensor]] = {}
            for param in group["params"]:
                if param.grad is not None:
                    by_shape.setdefault(param.shape[-2:], []).append(param)
            for params in by_shape.values():
                self._step(params, **{k: group[k] for k in ("lr", "momentum", "weight_decay")})

    def _step(self, params: list[torch.Tensor], lr: float, momentum: float, weight_decay: float) -> None:
        stacks = [p.shape[:-2].numel() for p in params]
        updates = torch.empty(sum(stacks), *params[0].shape[-2:], dtype=torch.bfloat16)
        for param, update in zip(params, updates.split(stacks), strict=True):
            state = self.state[param]
            if not state:
                state["momentum"] = torch.zeros_like(param)
            state["momentum"].lerp_(param.grad, 1 - momentum)
            update.view_as(param).copy_(param.grad.lerp_(state["momentum"], momentum))  # Nesterov
        step_size = lr * 0.2 * max(params[0].shape[-2:]) ** 0.5
        for param, update in zip(params, orthogonalised(updates).split(stacks), strict=True):
            param.mul_(1 - lr * weight_decay).add_(update.view_as(param), alpha=-step_size)

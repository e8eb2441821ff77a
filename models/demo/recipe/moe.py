"""Routed experts of the DeepSeek-V3 kind, trained without an auxiliary loss and without dropping tokens.

Tokens are sorted by expert into a stack [experts, capacity, H] whose capacity is the busiest expert's
count, so that each product is one batched matrix product. Every slot of the stack belongs to at most one
(token, choice), so both directions of both gradients are gathers; PyTorch's own scatter is serial on a CPU.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import nn

import fp8
import fused

CAPACITY_STEP = 128  # few shapes, because oneDNN prepares a program for each new one
# Step of the correction bias: fast while the first experts run away from the others, then near the 1e-3
# of the report (section 4.2).
BIAS_SPEED_FIRST, BIAS_SPEED, BIAS_SETTLED = 4e-2, 2e-3, 400


class _Dispatch(torch.autograd.Function):
    """x [N, H] -> its rows in slots [S, H]; empty slots are zero."""

    @staticmethod
    def forward(ctx, x, token_of_slot, slot_of_choice):
        ctx.save_for_backward(slot_of_choice)
        return fused.gather_or_zero(x, token_of_slot)

    @staticmethod
    def backward(ctx, grad):
        (slot_of_choice,) = ctx.saved_tensors
        return fused.gather_sum(grad, slot_of_choice), None, None


class _Combine(torch.autograd.Function):
    """Slots [S, H] -> for each token the sum over its choices [N, H]."""

    @staticmethod
    def forward(ctx, y, token_of_slot, slot_of_choice):
        ctx.save_for_backward(token_of_slot)
        return fused.gather_sum(y, slot_of_choice)

    @staticmethod
    def backward(ctx, grad):
        (token_of_slot,) = ctx.saved_tensors
        return fused.gather_or_zero(grad, token_of_slot), None, None


class Experts(nn.Module):
    """The gate and the routed experts of one layer. `load` counts tokens by expert since it was cleared."""

    def __init__(self, c: dict):
        super().__init__()
        experts, hidden, width = c["n_routed_experts"], c["hidden_size"], c["moe_intermediate_size"]
        self.top_k, self.n_group, self.topk_group = c["num_experts_per_tok"], c["n_group"], c["topk_group"]
        self.scaling = c["routed_scaling_factor"]
        self.gate = nn.Parameter(torch.randn(experts, hidden) / math.sqrt(hidden))
        self.gate_proj = nn.Parameter(torch.randn(experts, width, hidden) / math.sqrt(hidden))
        self.up_proj = nn.Parameter(torch.randn(experts, width, hidden) / math.sqrt(hidden))
        self.down_proj = nn.Parameter(torch.zeros(experts, hidden, width))
        self.register_buffer("e_score_correction_bias", torch.zeros(experts))
        self.register_buffer("load", torch.zeros(experts), persistent=False)
        self.register_buffer("age", torch.zeros(()))  # steps of the bias
        self.stored = False

    @torch.no_grad()
    def choose(self, scores: torch.Tensor) -> torch.Tensor:
        """topk_idx [N, k]: groups by the sum of their two best biased scores, then experts in them."""
        biased = scores + self.e_score_correction_bias
        groups = biased.view(len(scores), self.n_group, -1)
        best = groups.topk(2, -1).values.sum(-1).topk(self.topk_group, -1).indices
        kept = torch.zeros(groups.shape[:2], dtype=torch.bool).scatter_(1, best, True)
        return groups.masked_fill(~kept[..., None], -math.inf).flatten(1).topk(self.top_k, -1).indices

    @torch.no_grad()
    def step_bias(self, rate: float) -> float:
        """The auxiliary-loss-free rule: a bias rises where the load was below the mean, falls where above.

        rate: of the full speed. Returns busiest/mean of the step; a layer that had no tokens is left alone.
        """
        mean = float(self.load.mean())
        if mean == 0:
            return 1.0
        speed = max(BIAS_SPEED_FIRST * (1 - float(self.age) / BIAS_SETTLED), BIAS_SPEED) * rate
        self.e_score_correction_bias += speed * torch.sign(mean - self.load)
        busiest = float(self.load.max()) / mean
        self.load.zero_()
        self.age += 1
        return busiest

    def _weights(self, dtype: torch.dtype):
        for weight in (self.gate_proj, self.up_proj, self.down_proj):
            yield (fp8.as_stored(weight) if self.stored else weight).to(dtype).mT

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        tokens, experts = len(x), len(self.gate)
        scores = torch.sigmoid(F.linear(x.float(), self.gate))
        chosen = self.choose(scores)
        weights = scores.gather(1, chosen)
        weights = weights / weights.sum(-1, keepdim=True) * self.scaling
        token_of_slot, choice_of_slot, slot_of_choice = self._slots(chosen, tokens, experts)

        stack = _Dispatch.apply(x, token_of_slot, slot_of_choice).view(experts, -1, x.shape[1])
        gate, up, down = self._weights(x.dtype)
        weight_of_slot = F.pad(weights.flatten(), (0, 1)).index_select(0, choice_of_slot)
        inner = fused.weighted_swiglu(stack @ gate, stack @ up, weight_of_slot.view(experts, -1, 1))
        return _Combine.apply((inner @ down).flatten(0, 1), token_of_slot, slot_of_choice)

    @torch.no_grad()
    def _slots(self, chosen: torch.Tensor, tokens: int, experts: int):
        """(token of each slot, choice of each slot, slot of each choice [N, k]); empty slots name one past."""
        choices = chosen.numel()
        flat = chosen.flatten()
        count = torch.bincount(flat, minlength=experts)
        if self.training:
            self.load += count
        capacity = -(-int(count.max()) // CAPACITY_STEP) * CAPACITY_STEP
        order = flat.argsort(stable=True)
        first = count.cumsum(0) - count
        sorted_expert = flat[order]
        slot = sorted_expert * capacity + torch.arange(choices) - first[sorted_expert]
        slot_of_choice = torch.empty_like(flat)
        slot_of_choice[order] = slot
        choice_of_slot = torch.full((experts * capacity,), choices)
        choice_of_slot[slot] = order
        token_of_slot = torch.where(choice_of_slot < choices, choice_of_slot // self.top_k, tokens)
        return token_of_slot, choice_of_slot, slot_of_choice.view_as(chosen)

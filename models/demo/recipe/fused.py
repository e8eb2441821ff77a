"""Elementwise parts of the model, compiled: on a CPU they are bound by memory, so each is one pass."""

from __future__ import annotations

import torch
import torch.nn.functional as F

# The norm alone is compiled for three sizes, two input types and several layouts.
torch._dynamo.config.recompile_limit = 64


def _normed(x: torch.Tensor, weight: torch.Tensor, eps: float) -> torch.Tensor:
    return (x * torch.rsqrt(x.square().mean(-1, keepdim=True) + eps) * weight).bfloat16()


@torch.compile(dynamic=True)
def rms_norm(x: torch.Tensor, weight: torch.Tensor, eps: float) -> torch.Tensor:
    """x / rms(x) * weight in float32, as bfloat16."""
    return _normed(x.float(), weight, eps)


@torch.compile(dynamic=True)
def add_norm(x: torch.Tensor, change: torch.Tensor, weight: torch.Tensor, eps: float):
    """(x + change in float32, its rms_norm in bfloat16)."""
    x = x + change.float()
    return x, _normed(x, weight, eps)


@torch.compile(dynamic=True)
def swiglu(gate: torch.Tensor, up: torch.Tensor) -> torch.Tensor:
    """silu(gate) * up in bfloat16."""
    return (F.silu(gate.float()) * up.float()).bfloat16()


@torch.compile(dynamic=True)
def weighted_swiglu(gate: torch.Tensor, up: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """silu(gate) * up * weight in bfloat16; weight [..., 1]."""
    return (F.silu(gate.float()) * up.float() * weight).bfloat16()


def _rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Rotates pairs (i, i + rope / 2) of x [..., rope]; cos and sin [..., rope / 2]."""
    first, second = x.float().chunk(2, -1)
    return torch.cat((first * cos - second * sin, first * sin + second * cos), -1).bfloat16()


@torch.compile(dynamic=True)
def split_heads(q, latent_pe, kv, cos, sin, heads: int, nope: int, scale: float):
    """Queries (scaled) and keys [B, heads, T, nope + rope] and values [B, heads, T, v].

    q [B, T, heads * (nope + rope)], latent_pe [B, T, rope], kv [B, T, heads * (nope + v)], cos and sin
    [T, rope / 2].
    """
    rows, length, _ = q.shape
    q_nope, q_pe = q.view(rows, length, heads, -1).split((nope, cos.shape[-1] * 2), -1)
    k_nope, v = kv.view(rows, length, heads, -1).tensor_split((nope,), -1)
    k_pe = _rotate(latent_pe, cos, sin)[:, :, None].expand(-1, -1, heads, -1)
    q = torch.cat((q_nope, _rotate(q_pe, cos[:, None], sin[:, None])), -1) * scale
    k = torch.cat((k_nope, k_pe), -1)
    return tuple(x.transpose(1, 2).contiguous() for x in (q, k, v))


@torch.compile(dynamic=True)
def gather_or_zero(rows: torch.Tensor, index: torch.Tensor) -> torch.Tensor:
    """rows[index], and zeros where the index is one past the last row."""
    inside = index < rows.shape[0]
    return rows[torch.where(inside, index, 0)] * inside[:, None].to(rows.dtype)


@torch.compile(dynamic=True)
def gather_sum(rows: torch.Tensor, index: torch.Tensor) -> torch.Tensor:
    """For each line of index [N, k] the sum of those rows, added in float32."""
    parts = [rows[choice].float() for choice in index.unbind(1)]
    return sum(parts[1:], parts[0]).to(rows.dtype)


@torch.compile(dynamic=True)
def cross_entropy(logits: torch.Tensor, target: torch.Tensor, counted: torch.Tensor) -> torch.Tensor:
    """Sum of -log p(target) where counted: logits [N, V] bfloat16, target [N], counted [N]."""
    logits = logits.float()
    top = logits.amax(-1, keepdim=True)
    normaliser = (logits - top).exp().sum(-1).log() + top.squeeze(-1)
    return ((normaliser - logits.gather(-1, target[:, None]).squeeze(-1)) * counted).sum()

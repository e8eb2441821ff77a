"""The DeepSeek-V3 decoder with its MTP layer in PyTorch, written for training on a CPU.

Whole rows of tokens at once, no cache, keys and values expanded. Parameters are kept in float32 and
computed with in bfloat16; the residual stream, norms, the gate and the loss stay in float32. Formulas:
arXiv 2412.19437, section 2, and arXiv 2309.00071 (YaRN).
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import nn

import fp8
import fused
from moe import Experts


def _yarn(config: dict) -> tuple[torch.Tensor, float]:
    """(inverse frequencies [rope / 2], factor on the softmax scale); mscale = mscale_all_dim."""
    yarn, dim, base = config["rope_scaling"], config["qk_rope_head_dim"], config["rope_theta"]
    pairs = torch.arange(dim // 2, dtype=torch.float64)
    frequencies = base ** (-2 * pairs / dim)

    def pair_of(rotations: float) -> float:
        length = yarn["original_max_position_embeddings"]
        return dim * math.log(length / (rotations * 2 * math.pi)) / (2 * math.log(base))

    low = max(math.floor(pair_of(yarn["beta_fast"])), 0)
    high = min(math.ceil(pair_of(yarn["beta_slow"])), dim - 1)
    ramp = ((pairs - low) / max(high - low, 0.001)).clamp(0, 1)
    frequencies = frequencies / yarn["factor"] * ramp + frequencies * (1 - ramp)
    mscale = 0.1 * yarn["mscale_all_dim"] * math.log(yarn["factor"]) + 1
    return frequencies.float(), mscale**2


class Linear(nn.Module):
    """y = x W^T in bfloat16. `stored` computes with the weight as its FP8 blocks will give it back.

    first: factor on the weight's first values; 0 for what adds to the residual stream, which then begins
    as the bare embedding.
    """

    def __init__(self, out_features: int, in_features: int, first: float = 1.0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) * first / math.sqrt(in_features))
        self.stored = False

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        weight = fp8.as_stored(self.weight) if self.stored else self.weight
        return F.linear(x, weight.to(x.dtype))


class RmsNorm(nn.Module):
    """x / rms(x) * weight in float32, as bfloat16."""

    def __init__(self, size: int, eps: float = 1e-6):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.eps = eps

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return fused.rms_norm(x, self.weight, self.eps)


class Attention(nn.Module):
    """Multi-head latent attention over whole rows [B, T, H]."""

    def __init__(self, c: dict):
        super().__init__()
        self.heads, self.nope = c["num_attention_heads"], c["qk_nope_head_dim"]
        self.rope, self.v_dim, self.rank = c["qk_rope_head_dim"], c["v_head_dim"], c["kv_lora_rank"]
        self.q_a_proj = Linear(c["q_lora_rank"], c["hidden_size"])
        self.q_a_layernorm = RmsNorm(c["q_lora_rank"])
        self.q_b_proj = Linear(self.heads * (self.nope + self.rope), c["q_lora_rank"])
        self.kv_a_proj_with_mqa = Linear(self.rank + self.rope, c["hidden_size"])
        self.kv_a_layernorm = RmsNorm(self.rank)
        self.kv_b_proj = Linear(self.heads * (self.nope + self.v_dim), self.rank)
        self.o_proj = Linear(c["hidden_size"], self.heads * self.v_dim, first=0)
        self.scale = (self.nope + self.rope) ** -0.5 * _yarn(c)[1]

    def forward(self, x: torch.Tensor, cos, sin, causal) -> torch.Tensor:
        q = self.q_b_proj(self.q_a_layernorm(self.q_a_proj(x)))
        latent, k_pe = self.kv_a_proj_with_mqa(x).split((self.rank, self.rope), -1)
        kv = self.kv_b_proj(self.kv_a_layernorm(latent))
        q, k, v = fused.split_heads(q, k_pe, kv, cos, sin, self.heads, self.nope, self.scale)
        # Spelled out: for short rows PyTorch's fused kernel is several times slower backward.
        shares = (q @ k.mT).add_(causal).softmax(-1)
        return self.o_proj((shares @ v).transpose(1, 2).flatten(2))


class Mlp(nn.Module):
    """SwiGLU: down(silu(gate(x)) * up(x))."""

    def __init__(self, hidden: int, intermediate: int):
        super().__init__()
        self.gate_proj = Linear(intermediate, hidden)
        self.up_proj = Linear(intermediate, hidden)
        self.down_proj = Linear(hidden, intermediate, first=0)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.down_proj(fused.swiglu(self.gate_proj(x), self.up_proj(x)))


class SparseMlp(nn.Module):
    """The routed experts and the shared one."""

    def __init__(self, c: dict):
        super().__init__()
        self.experts = Experts(c)
        self.shared_experts = Mlp(c["hidden_size"], c["n_shared_experts"] * c["moe_intermediate_size"])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.experts(x.flatten(0, 1)).view(x.shape) + self.shared_experts(x)


class Layer(nn.Module):
    """Attention and FFN, each on a normed copy of the residual stream [B, T, H] (float32)."""

    def __init__(self, c: dict, dense: bool):
        super().__init__()
        self.input_layernorm = RmsNorm(c["hidden_size"])
        self.self_attn = Attention(c)
        self.post_attention_layernorm = RmsNorm(c["hidden_size"])
        self.mlp = Mlp(c["hidden_size"], c["intermediate_size"]) if dense else SparseMlp(c)

    def forward(self, x: torch.Tensor, cos, sin, causal) -> torch.Tensor:
        attended = self.self_attn(self.input_layernorm(x), cos, sin, causal)
        norm = self.post_attention_layernorm
        x, normed = fused.add_norm(x, attended, norm.weight, norm.eps)
        return x + self.mlp(normed)


class Mtp(nn.Module):
    """The MTP layer: from the main model's hidden state at t and the token at t + 1 to the one at t + 2."""

    def __init__(self, c: dict):
        super().__init__()
        self.enorm = RmsNorm(c["hidden_size"])
        self.hnorm = RmsNorm(c["hidden_size"])
        self.eh_proj = Linear(c["hidden_size"], 2 * c["hidden_size"])
        self.layer = Layer(c, dense=False)
        self.shared_head_norm = RmsNorm(c["hidden_size"])

    def forward(self, embedded: torch.Tensor, hidden: torch.Tensor, cos, sin, causal) -> torch.Tensor:
        x = self.eh_proj(torch.cat((self.enorm(embedded), self.hnorm(hidden)), -1)).float()
        return self.shared_head_norm(self.layer(x, cos, sin, causal))


class DemoModel(nn.Module):
    """The whole model; logits are `head` of a normed hidden state.

    The head is the embedding in other units: its rows, times sqrt(hidden_size), are what goes in. The
    checkpoint has both, as the architecture wants; sharing them lets every token that is read train how it
    is written, and copying words comes many times sooner.
    """

    def __init__(self, c: dict):
        super().__init__()
        self.embedding_scale = math.sqrt(c["hidden_size"])
        self.lm_head = nn.Parameter(torch.randn(c["vocab_size"], c["hidden_size"]) / self.embedding_scale)
        dense = c["first_k_dense_replace"]
        self.layers = nn.ModuleList(Layer(c, dense=i < dense) for i in range(c["num_hidden_layers"]))
        self.norm = RmsNorm(c["hidden_size"])
        self.mtp = Mtp(c)
        frequencies = _yarn(c)[0]
        angles = torch.arange(c["max_position_embeddings"])[:, None] * frequencies
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    def _positions(self, length: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        causal = torch.full((length, length), -math.inf, dtype=torch.bfloat16).triu_(1)
        return self.cos[:length], self.sin[:length], causal

    def forward(self, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """tokens [B, T] -> (embeddings, normed hidden states), [B, T, H] each."""
        positions = self._positions(tokens.shape[1])
        embedded = F.embedding(tokens, self.lm_head) * self.embedding_scale
        x = embedded
        for layer in self.layers:
            x = layer(x, *positions)
        return embedded, self.norm(x)

    def head(self, hidden: torch.Tensor) -> torch.Tensor:
        """Logits [..., V] in bfloat16 of normed hidden states."""
        return F.linear(hidden, self.lm_head.to(hidden.dtype))

    def draft(self, embedded: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """What forward() gave -> the MTP layer's normed hidden states [B, T - 1, H]."""
        positions = self._positions(hidden.shape[1] - 1)
        return self.mtp(embedded[:, 1:], hidden[:, :-1], *positions)

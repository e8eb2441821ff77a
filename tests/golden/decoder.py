"""The DeepSeek-V3 decoder and its MTP layer in numpy, from the formulas.

One function a formula, whole sequences at once, no cache, keys and values expanded (not absorbed).
`real` is the type that everything is computed in; float64 for golden values.
"""

import math

import numpy as np

LORA_NORM_EPS = 1e-6  # q_a_layernorm and kv_a_layernorm: the checkpoints' code leaves the default


def rms_norm(x, weight, eps):
    return x / np.sqrt(np.mean(x * x, -1, keepdims=True) + x.dtype.type(eps)) * weight


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def yarn_mscale(factor, k):
    return 1.0 if factor <= 1 else 0.1 * k * math.log(factor) + 1.0


def rotary(config):
    """(inverse frequencies, factor on cos and sin, factor on the softmax scale)."""
    dim, base = config["qk_rope_head_dim"], config["rope_theta"]
    pairs = np.arange(dim // 2)
    frequencies = base ** (-2.0 * pairs / dim)
    yarn = config.get("rope_scaling")
    if not yarn:
        return frequencies, 1.0, 1.0

    def correction(rotations):
        length = yarn["original_max_position_embeddings"]
        return dim * math.log(length / (rotations * 2 * math.pi)) / (2 * math.log(base))

    low = max(math.floor(correction(yarn["beta_fast"])), 0)
    high = min(math.ceil(correction(yarn["beta_slow"])), dim - 1)
    ramp = np.clip((pairs - low) / (high - low if high != low else 0.001), 0, 1)
    frequencies = frequencies / yarn["factor"] * ramp + frequencies * (1 - ramp)
    all_dim = yarn_mscale(yarn["factor"], yarn["mscale_all_dim"])
    return frequencies, yarn_mscale(yarn["factor"], yarn["mscale"]) / all_dim, all_dim**2


def rotate(x, cos, sin):
    """Interleaved pairs: x [T, ..., dim], cos and sin [T, dim / 2]."""
    shape = (len(x),) + (1,) * (x.ndim - 2) + (-1,)
    cos, sin = cos.reshape(shape), sin.reshape(shape)
    out = np.empty_like(x)
    out[..., 0::2] = x[..., 0::2] * cos - x[..., 1::2] * sin
    out[..., 1::2] = x[..., 0::2] * sin + x[..., 1::2] * cos
    return out


def swiglu(x, gate, up, down):
    g = x @ gate.T
    return (g * sigmoid(g) * (x @ up.T)) @ down.T


class Decoder:
    def __init__(self, config, weights, real=np.float64):
        self.c = config
        self.real = real
        self.w = {name: x.astype(real) for name, x in weights.items()}

    def attention(self, prefix, x):
        c, w = self.c, lambda name: self.w[prefix + name + ".weight"]
        tokens, heads = len(x), c["num_attention_heads"]
        nope, rope, v_dim = c["qk_nope_head_dim"], c["qk_rope_head_dim"], c["v_head_dim"]
        frequencies, cos_factor, scale_factor = rotary(c)
        angles = np.arange(tokens)[:, None] * frequencies
        cos = (np.cos(angles) * cos_factor).astype(self.real)
        sin = (np.sin(angles) * cos_factor).astype(self.real)
        if c["q_lora_rank"] is None:
            q = x @ w("q_proj").T
        else:
            q = rms_norm(x @ w("q_a_proj").T, w("q_a_layernorm"), LORA_NORM_EPS) @ w("q_b_proj").T
        q = q.reshape(tokens, heads, nope + rope)
        latent = x @ w("kv_a_proj_with_mqa").T
        rank = c["kv_lora_rank"]
        k_pe = rotate(latent[:, rank:], cos, sin)
        kv = rms_norm(latent[:, :rank], w("kv_a_layernorm"), LORA_NORM_EPS) @ w("kv_b_proj").T
        kv = kv.reshape(tokens, heads, nope + v_dim)
        scores = np.einsum("thd,shd->hts", q[..., :nope], kv[..., :nope])
        scores += np.einsum("thd,sd->hts", rotate(q[..., nope:], cos, sin), k_pe)
        scores *= self.real((nope + rope) ** -0.5 * scale_factor)
        scores[:, np.triu(np.ones((tokens, tokens), bool), 1)] = -np.inf
        p = np.exp(scores - scores.max(-1, keepdims=True))
        p /= p.sum(-1, keepdims=True)
        out = np.einsum("hts,shd->thd", p, kv[..., nope:])
        return out.reshape(tokens, -1) @ w("o_proj").T

    def route(self, prefix, x):
        """(topk_idx [T, k] ascending, their weights, expert margin [T], group margin [T])."""
        c, k = self.c, self.c["num_experts_per_tok"]
        s = sigmoid(x @ self.w[prefix + "gate.weight"].T)
        biased = s + self.w[prefix + "gate.e_score_correction_bias"]
        groups = biased.reshape(len(x), c["n_group"], -1)
        group_margin = np.full(len(x), np.inf)
        if c["topk_group"] < c["n_group"]:
            best = np.sort(np.sort(groups, -1)[..., -2:].sum(-1), -1)[:, ::-1]
            limit = best[:, c["topk_group"] - 1 : c["topk_group"]]
            group_margin = (limit[:, 0] - best[:, c["topk_group"]]).astype(np.float64)
            kept = np.sort(groups, -1)[..., -2:].sum(-1) >= limit
            biased = np.where(kept[..., None], groups, -np.inf).reshape(biased.shape)
        order = np.sort(biased, -1)[:, ::-1]
        next_best = order[:, k] if k < biased.shape[1] else np.full(len(x), -np.inf)
        topk_idx = np.sort(np.argsort(-biased, -1, kind="stable")[:, :k], -1)
        topk_weights = np.take_along_axis(s, topk_idx, -1)
        if c["norm_topk_prob"]:
            topk_weights = topk_weights / (topk_weights.sum(-1, keepdims=True) + 1e-20)
        topk_weights = topk_weights * self.real(c["routed_scaling_factor"])
        return topk_idx, topk_weights, order[:, k - 1] - next_best, group_margin

    def mlp(self, prefix, x):
        return swiglu(x, *(self.w[f"{prefix}{n}_proj.weight"] for n in ("gate", "up", "down")))

    def layer(self, layer, x):
        """(x after the layer, what route() gave or None)."""
        c, p = self.c, f"model.layers.{layer}."
        eps = c["rms_norm_eps"]
        x = x + self.attention(p + "self_attn.",
                               rms_norm(x, self.w[p + "input_layernorm.weight"], eps))
        y = rms_norm(x, self.w[p + "post_attention_layernorm.weight"], eps)
        if layer < c["first_k_dense_replace"]:
            return x + self.mlp(p + "mlp.", y), None
        routing = self.route(p + "mlp.", y)
        out = self.mlp(p + "mlp.shared_experts.", y)
        for expert in range(c["n_routed_experts"]):
            token, slot = np.nonzero(routing[0] == expert)
            if len(token):
                part = self.mlp(f"{p}mlp.experts.{expert}.", y[token])
                out[token] += routing[1][token, slot, None] * part
        return x + out, routing

    def forward(self, tokens):
        """(hidden after each layer [L, T, H], final normed hidden [T, H], logits [T, V], routings)."""
        x = self.w["model.embed_tokens.weight"][tokens]
        hidden, routings = [], []
        for layer in range(self.c["num_hidden_layers"]):
            x, routing = self.layer(layer, x)
            hidden.append(x)
            if routing is not None:
                routings.append(routing)
        normed = rms_norm(x, self.w["model.norm.weight"], self.c["rms_norm_eps"])
        return np.stack(hidden), normed, normed @ self.w["lm_head.weight"].T, routings

    def draft(self, tokens, normed):
        """The MTP layer on rows 0 .. T-2: (hidden after shared_head.norm, logits, routing)."""
        p, eps = f"model.layers.{self.c['num_hidden_layers']}.", self.c["rms_norm_eps"]
        e = rms_norm(self.w["model.embed_tokens.weight"][tokens[1:]], self.w[p + "enorm.weight"], eps)
        h = rms_norm(normed[:-1], self.w[p + "hnorm.weight"], eps)
        x = np.concatenate([e, h], -1) @ self.w[p + "eh_proj.weight"].T
        x, routing = self.layer(self.c["num_hidden_layers"], x)
        out = rms_norm(x, self.w[p + "shared_head.norm.weight"], eps)
        return out, out @ self.w["lm_head.weight"].T, routing

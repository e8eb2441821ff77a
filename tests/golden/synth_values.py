"""The tensors of a synthetic checkpoint, made with numpy alone.

A second implementation of what runtime/synth documents in generator.h and quantize.h, written from
those two comments. It shares no code with them, so equal bytes mean that both follow the text.
"""

import numpy as np

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MASK = (1 << 64) - 1


def mix(z):
    """The finaliser of splitmix64 on an array of uint64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def fnv1a64(name):
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def random_bits(name, seed, count):
    """r(0) .. r(count - 1) as uint64."""
    with np.errstate(over="ignore"):
        seed_part = mix(np.array([seed], np.uint64) + GOLDEN)
        key = mix(np.array([fnv1a64(name)], np.uint64) ^ seed_part)
        return mix(key + np.arange(1, count + 1, dtype=np.uint64) * GOLDEN)


def uniform(name, seed, count):
    """u(0) .. u(count - 1) as float32 in [-1, 1)."""
    bits = (random_bits(name, seed, count) >> np.uint64(40)).astype(np.float32)
    return bits * np.float32(2.0**-23) - np.float32(1)


def values(name, shape, kind, seed):
    """float32 values before they are stored."""
    u = uniform(name, seed, int(np.prod(shape))).reshape(shape)
    if kind == "embedding":
        return u
    if kind == "norm":
        return np.float32(1) + u / np.float32(8)
    if kind == "bias":
        return u / np.float32(4) - np.float32(1)
    return u * np.float32(np.sqrt(3.0 / shape[-1]))


def round_bf16(x):
    """float32 -> the nearest BF16, ties to even, as float32."""
    bits = x.astype(np.float32).view(np.uint32)
    bits = (bits + np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))) & np.uint32(0xFFFF0000)
    return bits.view(np.float32)


def round_e4m3(x):
    """float32 -> the nearest e4m3 value, ties to even, saturating at 448, as float32."""
    exponent = np.maximum(np.frexp(x)[1] - 1, -6)  # |x| in [2^e, 2^(e+1)); subnormals share 2^-6
    step = np.ldexp(np.float32(1), exponent - 3)
    return np.clip(np.rint(x / step) * step, -448, 448).astype(np.float32)


def e4m3_bytes(x):
    """The bytes of e4m3 values."""
    magnitude = np.abs(x)
    exponent = np.maximum(np.frexp(magnitude)[1] - 1, -6)
    steps = (magnitude / np.ldexp(np.float32(1), exponent - 3)).astype(np.int64)  # 8..15, subnormal 0..7
    code = np.where(steps >= 8, ((exponent + 7) << 3) + (steps - 8), steps)
    return (code + np.where(np.signbit(x), 0x80, 0)).astype(np.uint8)


def quantize(x, ue8m0, block=128):
    """float32 matrix -> (e4m3 values as float32, scales float32 [row blocks, column blocks])."""
    rows, cols = x.shape
    scales = np.ones((-(-rows // block), -(-cols // block)), np.float32)
    out = np.zeros_like(x)
    for i in range(scales.shape[0]):
        for j in range(scales.shape[1]):
            tile = (slice(i * block, (i + 1) * block), slice(j * block, (j + 1) * block))
            amax = np.max(np.abs(x[tile]))
            if amax > 0:
                scale = amax / np.float32(448)
                if ue8m0:
                    mantissa, exponent = np.frexp(scale)
                    scale = np.ldexp(np.float32(1), exponent - (1 if mantissa == 0.5 else 0))
                scales[i, j] = scale
            out[tile] = round_e4m3(x[tile] / scales[i, j])
    return out, scales


def dequantize(elements, scales, block=128):
    full = np.repeat(np.repeat(scales, block, 0), block, 1)[: elements.shape[0], : elements.shape[1]]
    return elements * full


def plan(config):
    """(name, shape, kind) of every stored tensor; kinds: linear, plain (never FP8), gate, embedding,
    norm, bias. The MTP layer's copies of embedding and head are not stored."""
    c = config
    hidden, heads = c["hidden_size"], c["num_attention_heads"]
    nope, rope, v_dim = c["qk_nope_head_dim"], c["qk_rope_head_dim"], c["v_head_dim"]
    q_rank, kv_rank = c["q_lora_rank"], c["kv_lora_rank"]
    yield "model.embed_tokens.weight", (c["vocab_size"], hidden), "embedding"
    for layer in range(c["num_hidden_layers"] + min(c["num_nextn_predict_layers"], 1)):
        p = f"model.layers.{layer}."
        yield p + "input_layernorm.weight", (hidden,), "norm"
        yield p + "post_attention_layernorm.weight", (hidden,), "norm"
        a = p + "self_attn."
        if q_rank is None:
            yield a + "q_proj.weight", (heads * (nope + rope), hidden), "linear"
        else:
            yield a + "q_a_proj.weight", (q_rank, hidden), "linear"
            yield a + "q_a_layernorm.weight", (q_rank,), "norm"
            yield a + "q_b_proj.weight", (heads * (nope + rope), q_rank), "linear"
        yield a + "kv_a_proj_with_mqa.weight", (kv_rank + rope, hidden), "linear"
        yield a + "kv_a_layernorm.weight", (kv_rank,), "norm"
        yield a + "kv_b_proj.weight", (heads * (nope + v_dim), kv_rank), "linear"
        yield a + "o_proj.weight", (hidden, heads * v_dim), "linear"
        m = p + "mlp."
        if layer < c["first_k_dense_replace"]:
            yield from mlp(m, hidden, c["intermediate_size"])
        else:
            yield m + "gate.weight", (c["n_routed_experts"], hidden), "gate"
            yield m + "gate.e_score_correction_bias", (c["n_routed_experts"],), "bias"
            for expert in range(c["n_routed_experts"]):
                yield from mlp(f"{m}experts.{expert}.", hidden, c["moe_intermediate_size"])
            shared = c["n_shared_experts"] * c["moe_intermediate_size"]
            yield from mlp(m + "shared_experts.", hidden, shared)
        if layer >= c["num_hidden_layers"]:
            yield p + "enorm.weight", (hidden,), "norm"
            yield p + "hnorm.weight", (hidden,), "norm"
            yield p + "eh_proj.weight", (hidden, 2 * hidden), "plain"
            yield p + "shared_head.norm.weight", (hidden,), "norm"
    yield "model.norm.weight", (hidden,), "norm"
    yield "lm_head.weight", (c["vocab_size"], hidden), "plain"


def mlp(prefix, hidden, width):
    yield prefix + "gate_proj.weight", (width, hidden), "linear"
    yield prefix + "up_proj.weight", (width, hidden), "linear"
    yield prefix + "down_proj.weight", (hidden, width), "linear"


def bf16_bytes(x):
    return (x.view(np.uint32) >> np.uint32(16)).astype("<u2").tobytes()


def checkpoint(config, dtype, seed, ue8m0):
    """Returns (weights, stored): float32 weights as a reader sees them, by name; and the stored
    tensors, name -> (dtype, shape, bytes)."""
    weights, stored = {}, {}
    for name, shape, kind in plan(config):
        x = values(name, shape, kind, seed)
        if kind == "bias" or (dtype == "F32" and kind in ("linear", "plain", "embedding")):
            stored[name] = ("F32", shape, x.astype("<f4").tobytes())
        elif dtype == "F8_E4M3" and kind == "linear":
            elements, scales = quantize(x, ue8m0)
            stored[name] = ("F8_E4M3", shape, e4m3_bytes(elements).tobytes())
            stored[name + "_scale_inv"] = ("F32", scales.shape, scales.astype("<f4").tobytes())
            x = dequantize(elements, scales)
        else:
            x = round_bf16(x)
            stored[name] = ("BF16", shape, bf16_bytes(x))
        weights[name] = x
    return weights, stored


def checksum(data):
    """sum of (i + 1) * byte[i], modulo 2^64: quick to write down in any language, and a moved or
    changed byte changes it."""
    array = np.frombuffer(data, np.uint8).astype(np.uint64)
    with np.errstate(over="ignore"):
        return int(np.sum(array * np.arange(1, len(array) + 1, dtype=np.uint64), dtype=np.uint64))

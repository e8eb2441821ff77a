"""The golden cases: small DeepSeek-V3 configs, each about one thing that an implementation gets wrong.

Sizes are odd on purpose: a prime vocab_size, intermediate sizes and head counts that eight ranks do not
divide, ragged FP8 blocks.
"""

YARN = {
    "type": "yarn", "factor": 40, "original_max_position_embeddings": 4096,
    "beta_fast": 32, "beta_slow": 1, "mscale": 1.0, "mscale_all_dim": 1.0,
}

COMMON = {
    "architectures": ["DeepseekV3ForCausalLM"], "model_type": "deepseek_v3",
    "vocab_size": 271, "hidden_size": 64, "intermediate_size": 96, "moe_intermediate_size": 32,
    "num_hidden_layers": 3, "first_k_dense_replace": 1, "moe_layer_freq": 1,
    "num_nextn_predict_layers": 1, "num_attention_heads": 4, "num_key_value_heads": 4,
    "q_lora_rank": 32, "kv_lora_rank": 32, "qk_nope_head_dim": 16, "qk_rope_head_dim": 8,
    "v_head_dim": 16, "n_routed_experts": 8, "n_shared_experts": 1, "num_experts_per_tok": 2,
    "n_group": 1, "topk_group": 1, "topk_method": "noaux_tc", "scoring_func": "sigmoid",
    "norm_topk_prob": True, "routed_scaling_factor": 2.5, "hidden_act": "silu",
    "rms_norm_eps": 1e-6, "attention_bias": False, "rope_theta": 10000, "rope_scaling": None,
    "max_position_embeddings": 4096, "tie_word_embeddings": False,
}


def case(about, dtype, seed, ue8m0=False, **overrides):
    synth = {"dtype": dtype, "seed": seed, "ue8m0_scales": ue8m0}
    return {"about": about, "synth": synth, "config": {**COMMON, **overrides}}


CASES = {
    "plain": case("low-rank q, no groups, no YaRN, MTP", "BF16", 1),
    "no_q_lora": case(
        "q_lora_rank null, two shared experts (Moonlight), v_head_dim unlike the others, odd widths, "
        "weights not renormalised; rms_norm_eps large enough to see that kv_a_layernorm keeps 1e-6",
        "F32", 2,
        vocab_size=283, hidden_size=72, intermediate_size=104, moe_intermediate_size=40,
        num_nextn_predict_layers=0, num_attention_heads=5, num_key_value_heads=5, q_lora_rank=None,
        v_head_dim=24, n_routed_experts=12, n_shared_experts=2, num_experts_per_tok=3,
        norm_topk_prob=False, routed_scaling_factor=2.446, rms_norm_eps=1e-3, rope_theta=50000),
    "group_limit": case(
        "4 groups of which 2 stay, all biased scores below zero: a mask of 0 instead of -inf picks "
        "masked experts; no dense layer", "BF16", 3,
        vocab_size=277, first_k_dense_replace=0, n_routed_experts=16, num_experts_per_tok=6,
        n_group=4, topk_group=2),
    "yarn": case(
        "YaRN factor 40 from 64 positions, so that 200 tokens reach the scaled range; mscale and "
        "mscale_all_dim differ, so that cos and sin are scaled too", "BF16", 4,
        vocab_size=269, qk_rope_head_dim=16, max_position_embeddings=2560,
        rope_scaling={**YARN, "original_max_position_embeddings": 64, "mscale_all_dim": 0.707}),
    "fp8_ragged": case(
        "FP8 with f32 scales; hidden 192, intermediate 160, 144 rows of kv_a: ragged blocks on both "
        "edges", "F8_E4M3", 5,
        vocab_size=281, hidden_size=192, intermediate_size=160, moe_intermediate_size=144,
        num_nextn_predict_layers=0, q_lora_rank=160, kv_lora_rank=128, qk_nope_head_dim=32,
        qk_rope_head_dim=16, v_head_dim=32, n_routed_experts=6),
    "v31": case(
        "all of V3.1: FP8 with power-of-two scales, 8 heads, groups, YaRN, MTP, 4 layers",
        "F8_E4M3", 6, ue8m0=True,
        vocab_size=293, hidden_size=160, intermediate_size=224, num_hidden_layers=4,
        moe_intermediate_size=64, num_attention_heads=8, num_key_value_heads=8, q_lora_rank=96,
        kv_lora_rank=64, qk_nope_head_dim=32, qk_rope_head_dim=16, v_head_dim=32,
        n_routed_experts=16, num_experts_per_tok=4, n_group=4, topk_group=2,
        max_position_embeddings=163840, rope_scaling=YARN),
}

# Prompt length -> rows whose floats are kept: ends, and both sides of page and chunk edges.
PROMPT_ROWS = {
    1: [0],
    17: [0, 1, 2, 7, 8, 14, 15, 16],
    200: [0, 1, 63, 64, 65, 127, 128, 198, 199],
}

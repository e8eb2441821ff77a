#pragma once
// The tensors of a DeepSeek-V3 checkpoint: names, shapes, and how each is divided over ranks.
// The plan below and the code that binds weights to stages take the names from here.
//
// Division: q_a_proj, kv_a_proj, gate, norms and the embedding are on every rank (dividing the
// first three would cost a third exchange a layer); q_b_proj / q_proj, kv_b_proj and o_proj by
// heads; dense and shared FFN by intermediate columns; lm_head by rows of the vocabulary; eh_proj
// by columns; routed experts whole.

#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/index.h"
#include "models/deepseek/config.h"
#include "models/weight_plan.h"

namespace octant {

// Names of tensors. Those of a layer go behind layer_prefix().
namespace deepseek_names {

inline constexpr std::string_view kEmbedTokens = "model.embed_tokens.weight";
inline constexpr std::string_view kFinalNorm = "model.norm.weight";
inline constexpr std::string_view kLmHead = "lm_head.weight";

inline constexpr std::string_view kInputLayernorm = "input_layernorm.weight";
inline constexpr std::string_view kPostAttentionLayernorm = "post_attention_layernorm.weight";
inline constexpr std::string_view kQProj = "self_attn.q_proj.weight";  // only without q_lora_rank
inline constexpr std::string_view kQAProj = "self_attn.q_a_proj.weight";
inline constexpr std::string_view kQALayernorm = "self_attn.q_a_layernorm.weight";
inline constexpr std::string_view kQBProj = "self_attn.q_b_proj.weight";
inline constexpr std::string_view kKvAProj = "self_attn.kv_a_proj_with_mqa.weight";
inline constexpr std::string_view kKvALayernorm = "self_attn.kv_a_layernorm.weight";
inline constexpr std::string_view kKvBProj = "self_attn.kv_b_proj.weight";
inline constexpr std::string_view kOProj = "self_attn.o_proj.weight";
inline constexpr std::string_view kGate = "mlp.gate.weight";
inline constexpr std::string_view kGateBias = "mlp.gate.e_score_correction_bias";

// Behind one of the FFN prefixes.
inline constexpr std::string_view kGateProj = "gate_proj.weight";
inline constexpr std::string_view kUpProj = "up_proj.weight";
inline constexpr std::string_view kDownProj = "down_proj.weight";

// The MTP layer has these beside everything that a layer with experts has.
inline constexpr std::string_view kEnorm = "enorm.weight";
inline constexpr std::string_view kHnorm = "hnorm.weight";
inline constexpr std::string_view kEhProj = "eh_proj.weight";
inline constexpr std::string_view kSharedHeadNorm = "shared_head.norm.weight";
inline constexpr std::string_view kDraftEmbedTokens = "embed_tokens.weight";    // a copy
inline constexpr std::string_view kSharedHeadHead = "shared_head.head.weight";  // a copy

// "model.layers.12."
std::string layer_prefix(LayerIdx layer);
// "model.layers.0.mlp.", "model.layers.12.mlp.shared_experts.", "model.layers.12.mlp.experts.3."
std::string dense_ffn_prefix(LayerIdx layer);
std::string shared_experts_prefix(LayerIdx layer);
std::string expert_prefix(LayerIdx layer, LogicalExpert expert);
// prefix + name.
std::string join(const std::string& prefix, std::string_view name);

}  // namespace deepseek_names

// Intermediate columns and vocabulary rows are cut at multiples of this: one AVX-512 vector of f32
// is 16 elements, so every rank's slice of an activation is whole vectors.
inline constexpr int64_t kDeepseekSliceUnit = 16;

// Every tensor that the config implies, in the order of the layers; the MTP layer's are marked
// `draft`, its stored copies of embedding and head `duplicate` as well.
// Source: the safetensors headers of deepseek-ai/DeepSeek-V3 and moonshotai/Moonlight-16B-A3B.
std::vector<TensorSpec> deepseek_weight_plan(const DeepseekConfig& config);

}  // namespace octant

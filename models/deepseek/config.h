#pragma once
// config.json of the DeepSeek-V3 architecture: V3, R1, V3.1, Moonlight. Fields carry their HF
// names; what is not listed here is not read. A DeepseekConfig that parse_deepseek_config()
// returned is consistent: head dims fit rotary, groups fit the router, no product overflows. Not
// for DeepSeek-V2, V3.2 or V4: those are other architectures (models/registry.h).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/index.h"
#include "kernels/core/status.h"
#include "kernels/stages/route.h"
#include "models/config_reader.h"
#include "models/shared/rope_scaling.h"

namespace octant {

struct DeepseekConfig {
  std::string architecture;  // architectures[0]
  std::string model_type;

  int64_t vocab_size = 0;
  int64_t hidden_size = 0;
  int64_t num_hidden_layers = 0;
  int64_t num_nextn_predict_layers = 0;  // 0: no MTP layer
  int64_t max_position_embeddings = 0;
  double rms_norm_eps = 0;
  // Of q_a_layernorm and kv_a_layernorm: the checkpoints' own code builds these two without passing
  // rms_norm_eps, so they keep its default. It differs where rms_norm_eps is 1e-5 (Moonlight).
  double q_kv_norm_eps = 1e-6;

  int64_t num_attention_heads = 0;
  std::optional<int64_t> q_lora_rank;  // null: one q_proj instead of q_a_proj, q_b_proj
  int64_t kv_lora_rank = 0;
  int64_t qk_nope_head_dim = 0;
  int64_t qk_rope_head_dim = 0;  // even
  int64_t v_head_dim = 0;
  double rope_theta = 0;
  std::optional<RopeScaling> rope_scaling;

  int64_t intermediate_size = 0;  // of the dense layers
  int64_t first_k_dense_replace = 0;
  int64_t moe_intermediate_size = 0;
  int64_t n_routed_experts = 0;
  int64_t n_shared_experts = 0;  // 0: none
  int64_t num_experts_per_tok = 0;
  int64_t n_group = 1;
  int64_t topk_group = 1;
  bool norm_topk_prob = true;
  double routed_scaling_factor = 1;
  ScoringFunc scoring_func = ScoringFunc::kSigmoid;

  std::optional<std::array<int64_t, 2>> weight_block_size;  // null: weights are not quantized
  std::vector<int32_t> eos_token_ids;
  int32_t bos_token_id = -1;  // -1: none

  int64_t qk_head_dim() const { return qk_nope_head_dim + qk_rope_head_dim; }
  // Layers with tensors: the main ones and one MTP layer. Further MTP layers are not used.
  int64_t num_planned_layers() const {
    return num_hidden_layers + (num_nextn_predict_layers > 0 ? 1 : 0);
  }
  bool has_experts(LayerIdx layer) const { return layer.value >= first_k_dense_replace; }
  bool is_draft(LayerIdx layer) const { return layer.value >= num_hidden_layers; }
  // (N + P)^-0.5, times YaRN's m^2: 0.1352337788608801 for V3.
  double softmax_scale() const { return octant::softmax_scale(qk_head_dim(), rope_scaling); }
};

// Errors: every problem of the file in one Status, a line each (see config_reader.h): kCorrupt for
// fields of a wrong type or range or that contradict each other, kUnsupported for settings that are
// well-formed but not implemented (quantization methods, rotary types, gates), by name.
Result<DeepseekConfig> parse_deepseek_config(const ConfigDocument& document);
// The same from text; `where` names the file in messages.
Result<DeepseekConfig> parse_deepseek_config(std::string_view config_json, std::string_view where);

}  // namespace octant

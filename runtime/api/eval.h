#pragma once
// Teacher-forced evaluation of ids: what the model says at every position of a given text.

#include <cstdint>
#include <vector>

namespace octant::api {

struct EvalRequest {
  std::vector<int32_t> tokens;  // T of them, at least one
  bool with_draft = false;      // the MTP layer too
};

struct EvalResult {
  int64_t num_tokens = 0;           // T
  int64_t vocab_size = 0;           // V
  int64_t num_moe_layers = 0;       // main layers with experts
  int64_t num_experts_per_tok = 0;  // k
  std::vector<float> logits;        // [T, V]
  std::vector<int32_t> topk_idx;    // [num_moe_layers, T, k]
  std::vector<float> topk_weights;  // [num_moe_layers, T, k]
  std::vector<float> draft_logits;  // [T - 1, V], or empty; row t speaks of token t + 2
};

}  // namespace octant::api

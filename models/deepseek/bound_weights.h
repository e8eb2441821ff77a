#pragma once
// The weights of one rank by their place in the computation. Views only, but for the placement of
// the experts: the loader's store owns the memory and outlives them.

#include <span>
#include <vector>

#include "kernels/core/memory.h"
#include "kernels/core/status.h"
#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"
#include "kernels/stages/moe.h"
#include "models/deepseek/config.h"
#include "models/model.h"

namespace octant {

struct AttentionWeights {
  View<const float, 1> input_layernorm;  // [H]
  WeightView q_a_proj;                   // [Q, H]; with q_lora_rank null q_proj [h (N + P), H]
  View<const float, 1> q_a_layernorm;    // [Q] or null
  WeightView q_b_proj;                   // [h (N + P), Q] or null
  WeightView kv_a_proj;                  // [C + P, H] kv_a_proj_with_mqa
  View<const float, 1> kv_a_layernorm;   // [C]
  WeightView kv_b_proj;                  // [h (N + V), C]
  WeightView o_proj;                     // [H, h V]
};

struct MoeWeights {
  WeightView gate;                          // [E, H]
  View<const float, 1> bias;                // [E] e_score_correction_bias
  std::vector<GatedFfn> experts;            // by local slot
  Buffer placement;                         // of local_of_logical
  View<const int32_t, 1> local_of_logical;  // [E], -1 for experts of other ranks
  GatedFfn shared;                          // this rank's slice, or null
};

struct LayerWeights {
  LayerIdx index{0};
  AttentionWeights attention;
  View<const float, 1> post_attention_layernorm;  // [H]
  bool has_experts = false;
  GatedFfn dense;  // this rank's slice, if !has_experts
  MoeWeights moe;  // if has_experts
};

struct DraftWeights {
  View<const float, 1> enorm;  // [H]
  View<const float, 1> hnorm;  // [H]
  WeightView eh_proj;          // [H, cols of this rank]
  int64_t col_begin = 0;       // of eh_proj's columns in [0, 2 H)
  LayerWeights layer;
  View<const float, 1> shared_head_norm;  // [H]
};

struct BoundWeights {
  WeightView embed_tokens;  // [vocab_size, H]
  std::vector<LayerWeights> layers;
  View<const float, 1> final_norm;  // [H]
  WeightView lm_head;               // [W, H]
  DraftWeights draft;               // empty unless bound with draft
};

// `plan` is deepseek_weight_plan(config). Errors: those of `source` for a tensor that it does not
// hold.
Result<BoundWeights> bind_weights(const DeepseekConfig& config, std::span<const TensorSpec> plan,
                                  const RankLayout& layout, const WeightSource& source,
                                  bool with_draft, Memory& memory);

}  // namespace octant

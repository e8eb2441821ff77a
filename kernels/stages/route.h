#pragma once
// route: chooses the k experts of each token.
//   logits = x gate^T in f32;  s = sigmoid(logits) or softmax(logits);  c = s + bias
//   Groups: E experts in n_group consecutive groups; the topk_group best groups stay, the others'
//   experts are out. Group score: sum of its two largest c (kTop2Sum), or its largest (kMax).
//   topk_idx = the k largest c among what is left, in descending order of c
//   w = s[topk_idx];  if norm_topk_prob, w /= sum(w) + 1e-20;  w *= routed_scaling_factor
// The bias takes part in the choice only. Ties go to the lower group and the lower expert, on every
// backend.
// Errors: kInvalidArgument if k > E, E % n_group != 0, topk_group > n_group, or the surviving
// groups
//   have fewer than k experts; kInternal if a logit is not finite.
// Source: deepseek-ai/DeepSeek-V3, inference/model.py, Gate.forward; DeepSeek-V2's modeling code
// for
//   softmax and kMax.

#include <cstdint>

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"

namespace octant {

enum class ScoringFunc { kSigmoid, kSoftmax };
enum class GroupScore { kTop2Sum, kMax };

struct RouteShape {
  ScoringFunc scoring_func = ScoringFunc::kSigmoid;
  GroupScore group_score = GroupScore::kTop2Sum;
  int64_t n_routed_experts = 0;     // E
  int64_t num_experts_per_tok = 0;  // k
  int64_t n_group = 1;
  int64_t topk_group = 1;
  bool norm_topk_prob = true;
  float routed_scaling_factor = 1;
};

struct RouteArgs {
  RouteShape shape;
  View<const float, 2> x;       // [T, H] after post_attention_layernorm
  WeightView gate;              // [E, H], F32 or BF16
  View<const float, 1> bias;    // [E] e_score_correction_bias, or null
  View<int32_t, 2> topk_idx;    // [T, k] logical experts, out
  View<float, 2> topk_weights;  // [T, k] out
};

}  // namespace octant

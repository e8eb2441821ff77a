#pragma once
// attn_in: n = RMSNorm(x); q_a_out = n q_a^T; kv_a_out = n kv_a^T.
//   RMSNorm(x)_i = norm_weight_i * x_i / sqrt(mean(x^2) + eps)
// With q_lora_rank null, q_a is q_proj's rows of the local heads and q_a_out holds the queries.

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"

namespace octant {

struct AttnInArgs {
  View<const float, 2> x;            // [T, H] residual stream
  View<const float, 1> norm_weight;  // [H] input_layernorm
  float eps = 0;
  WeightView q_a;           // [Q, H] q_a_proj, or [h (N + P), H] q_proj
  WeightView kv_a;          // [C + P, H] kv_a_proj_with_mqa
  View<float, 2> q_a_out;   // [T, Q] or [T, h (N + P)] out
  View<float, 2> kv_a_out;  // [T, C + P] out
};

}  // namespace octant

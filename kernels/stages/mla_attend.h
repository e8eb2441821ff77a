#pragma once
// mla_attend: causal attention of the new rows over the latent cache.
//   Row t sees positions 0 .. first_position + t.
//   kAbsorbed: s_j = softmax_scale * q . cache_j;  p = softmax(s);  out = sum_j p_j c_kv_j
//   kExpanded: k_j = [W_UK c_kv_j ; k_pe_j], v_j = W_UV c_kv_j; s_j = softmax_scale * q . k_j;
//              out = sum_j p_j v_j
// Softmax in f32 with the maximum subtracted; split over positions and merged by log-sum-exp where
// the backend finds that useful.

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"
#include "kernels/stages/mla.h"

namespace octant {

struct MlaAttendArgs {
  MlaShape shape;
  MlaForm form = MlaForm::kAbsorbed;
  int64_t first_position = 0;
  float softmax_scale = 0;  // (N + P)^-0.5 times YaRN's m^2
  View<const float, 3> q;   // [T, h, C + P] absorbed, [T, h, N + P] expanded
  LatentCacheView cache;
  WeightView kv_b;     // [h (N + V), C]; only read when expanded
  View<float, 3> out;  // [T, h, C] absorbed, [T, h, V] expanded; out
};

}  // namespace octant

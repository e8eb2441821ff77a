#pragma once
// attn_q: queries of the local heads, and the new rows of the latent cache.
//   c_kv = RMSNorm(kv_a[0 .. C)); k_pe = rotate(kv_a[C .. C + P)); cache row p = [c_kv ; k_pe]
//   qh   = RMSNorm(q_a) q_b^T per head: [q_nope (N) ; q_pe (P)], q_pe rotated
//   kAbsorbed: q[t, head] = [q_nope W_UK(head) (C) ; q_pe (P)];  kExpanded: q[t, head] = qh
// rotate(v) at position p: (v[2i], v[2i+1]) -> (v[2i] c - v[2i+1] s, v[2i] s + v[2i+1] c) with
// c, s = rope.cos[p, i], rope.sin[p, i]: interleaved pairs.
// k_pe gets no norm. Row t stands at position first_position + t.
// Errors: kInvalidArgument if a position is beyond the rope table or the block table.

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"
#include "kernels/stages/mla.h"

namespace octant {

struct AttnQArgs {
  MlaShape shape;
  MlaForm form = MlaForm::kAbsorbed;
  int64_t first_position = 0;
  View<const float, 2> q_a;        // [T, Q], or [T, h (N + P)] when q_b is null
  View<const float, 2> kv_a;       // [T, C + P]
  View<const float, 1> q_a_norm;   // [Q] q_a_layernorm, null exactly when q_b is
  View<const float, 1> kv_a_norm;  // [C] kv_a_layernorm
  float eps = 0;                   // of both norms
  WeightView q_b;                  // [h (N + P), Q] q_b_proj of the local heads, or null
  WeightView kv_b;                 // [h (N + V), C] kv_b_proj of the local heads
  RopeTable rope;
  LatentCacheView cache;  // rows first_position .. first_position + T - 1 are written
  View<float, 3> q;       // [T, h, C + P] absorbed, [T, h, N + P] expanded; out
};

}  // namespace octant

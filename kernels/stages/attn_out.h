#pragma once
// attn_out: out = concat_head(o) o_proj^T over the local heads: a partial sum over ranks.
//   kAbsorbed: o(head) = W_UV(head) attended(head);  kExpanded: o(head) = attended(head)
// h = 0 gives zeros.

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"
#include "kernels/stages/mla.h"

namespace octant {

struct AttnOutArgs {
  MlaShape shape;
  MlaForm form = MlaForm::kAbsorbed;
  View<const float, 3> attended;  // [T, h, C] absorbed, [T, h, V] expanded
  WeightView kv_b;                // [h (N + V), C]; only read when absorbed
  WeightView o_proj;              // [H, h V] columns of the local heads
  View<float, 2> out;             // [T, H] out
};

}  // namespace octant

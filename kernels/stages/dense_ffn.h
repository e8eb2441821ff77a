#pragma once
// dense_ffn: out = (silu(x gate^T) * (x up^T)) down^T over this rank's slice of the intermediate
// size: a partial sum over ranks. A slice of width 0 gives zeros.

#include "kernels/core/view.h"
#include "kernels/stages/moe.h"

namespace octant {

struct DenseFfnArgs {
  View<const float, 2> x;  // [T, H] after post_attention_layernorm
  GatedFfn ffn;            // [S, H], [S, H], [H, S]
  View<float, 2> out;      // [T, H] out
};

}  // namespace octant

#pragma once
// linear: [T, K] @ [N, K]^T -> [T, N], optionally behind a norm of x. Up to kMaxTokens tokens as
// decode does it (gemv.h), more by tiles (tile_linear.h) where the weights allow.

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"
#include "kernels/cuda/stage_context.h"

namespace octant::cuda {

struct LinearArgs {
  const char* name = "linear";       // of the launch, in errors
  View<const float, 2> x;            // [T, K]
  View<const float, 1> norm_weight;  // [K] multiplies x / rms(x) first; null: x as it is
  float eps = 0;
  WeightView weight;          // [N, K]
  View<float, 2> out;         // [T, N] out
  WeightView second = {};     // [M, K] on the same x in the same launch; or null. Of weight's dtype
  View<float, 2> second_out;  // [T, M] out
};
Status linear(const StageContext& context, const LinearArgs& args);

// Floats of scratch that it needs for [num_tokens, cols] of x.
int64_t linear_scratch_floats(int64_t num_tokens, int64_t cols);

}  // namespace octant::cuda

#pragma once
// linear: [T, K] @ [N, K]^T -> [T, N] for up to kMaxDecodeRows tokens, optionally behind a norm of
// x.

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

}  // namespace octant::cuda

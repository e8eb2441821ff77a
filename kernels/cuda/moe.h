#pragma once
// moe_up, moe_down and dense_ffn on CUDA. `experts` is the device's copy of args.experts.

#include "kernels/cuda/experts.h"
#include "kernels/cuda/stage_context.h"
#include "kernels/stages/dense_ffn.h"
#include "kernels/stages/moe.h"

namespace octant::cuda {

Status moe_up(const StageContext& context, const MoeUpArgs& args, const Expert* experts);
Status moe_down(const StageContext& context, const MoeDownArgs& args, const Expert* experts);
// Keeps [T, S] activations in the context's scratch.
Status dense_ffn(const StageContext& context, const DenseFfnArgs& args);
int64_t dense_ffn_scratch_floats(const DenseFfnArgs& args);

}  // namespace octant::cuda

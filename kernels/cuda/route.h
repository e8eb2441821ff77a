#pragma once
// route on CUDA: scores, bias, groups and top-k in one launch.

#include "kernels/cuda/stage_context.h"
#include "kernels/stages/route.h"

namespace octant::cuda {

// Most experts of a layer: their scores lie in shared memory.
inline constexpr int64_t kMaxExperts = 512;

Status route(const StageContext& context, const RouteArgs& args);

}  // namespace octant::cuda

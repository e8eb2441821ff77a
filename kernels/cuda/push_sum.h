#pragma once
// push_sum on CUDA: kernels/stages/push_sum.h.

#include "kernels/cuda/stage_context.h"
#include "kernels/stages/push_sum.h"

namespace octant::cuda {

// Mailboxes and stop are reachable from this device.
Status push_sum(const StageContext& context, const PushSumArgs& args);

}  // namespace octant::cuda

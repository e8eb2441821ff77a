#pragma once
// sample on CUDA: logits stay on the device; what comes back is a token, or a distribution that the
// device draws from.

#include "kernels/cuda/stage_context.h"
#include "kernels/stages/sample.h"

namespace octant::cuda {

// args.argmax, logsumexp and probs lie in device memory.
Status sample(const StageContext& context, const SampleArgs& args);

}  // namespace octant::cuda

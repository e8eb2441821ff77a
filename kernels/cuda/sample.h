#pragma once
// sample on CUDA: logits stay on the device; what comes back is a token, or a distribution that the
// device draws from.

#include "kernels/cuda/stage_context.h"
#include "kernels/stages/sample.h"

namespace octant::cuda {

// args.argmax, logsumexp, largest and probs lie in device memory.
Status sample(const StageContext& context, const SampleArgs& args);

// The same without probs, several blocks a row; its share of scratch.
Status sample_top(const StageContext& context, const SampleArgs& args);
int64_t sample_scratch_floats(const SampleArgs& args);

}  // namespace octant::cuda

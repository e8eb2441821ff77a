#pragma once
// sample and candidates on CUDA: logits stay on the device; what comes back is a token, or what a
// draw needs.

#include "kernels/cuda/stage_context.h"
#include "kernels/cuda/step_state.h"
#include "kernels/stages/candidates.h"
#include "kernels/stages/sample.h"

namespace octant::cuda {

// args.argmax, logsumexp, largest and probs lie in device memory.
Status sample(const StageContext& context, const SampleArgs& args);

// The same without probs, several blocks a row; its share of scratch.
Status sample_top(const StageContext& context, const SampleArgs& args);
int64_t sample_scratch_floats(const SampleArgs& args);

// At the temperature of `state`, which lies in device memory; its share of scratch.
Status candidates(const StageContext& context, const CandidatesArgs& args, const StepState* state);
int64_t candidates_scratch_floats(const CandidatesArgs& args);

}  // namespace octant::cuda

#pragma once
// StageClock of a CUDA stream: a stamp is an event.

#include <cuda_runtime.h>

#include <memory>

#include "kernels/stages/stage_clock.h"

namespace octant::cuda {

// `stream` is one of `device` and outlives the clock. Events are made when a step first needs them
// and used again in the next.
std::unique_ptr<StageClock> make_event_clock(int device, cudaStream_t stream);

}  // namespace octant::cuda

#pragma once
// Random values on CUDA: the same bytes as fill_random of kernels/core/random_fill.h.

#include <cuda_runtime.h>

#include "kernels/core/random_fill.h"

namespace octant::cuda {

// Asynchronous on `stream`. Errors: kInvalidArgument where rows do not begin at 16-byte boundaries,
// kUnsupported for an element type, those of the launch.
Status fill_random(cudaStream_t stream, const RandomFill& fill);

}  // namespace octant::cuda

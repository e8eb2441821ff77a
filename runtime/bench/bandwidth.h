#pragma once
// The bandwidth that decoding is judged against, measured in the process whose figures it stands
// beside.

#include <cstdint>

#include "kernels/core/status.h"

namespace octant {

// Bytes per second that `threads` threads read from memory. Errors: kOutOfMemory.
Result<double> measure_read_bandwidth(int32_t threads);

// Bytes per second that a CUDA device reads and writes together, copying. Errors: as
// cuda::copy_bandwidth.
Result<double> measure_device_bandwidth(int32_t device);

}  // namespace octant

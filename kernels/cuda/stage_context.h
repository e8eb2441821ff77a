#pragma once
// What a CUDA stage gets besides its arguments.

#include <cuda_runtime.h>

#include "kernels/core/buffer.h"

namespace octant::cuda {

// Device memory that outlives every launch, carved up once (device_memory.h).
struct StageMemory {
  int32_t* counters = nullptr;  // kNumCounters, all 0 between launches: see is_last_block
  int32_t* fault = nullptr;     // see faults.h
  float* scratch = nullptr;     // of one stage; stages of a stream follow each other
  int64_t scratch_floats = 0;
};
inline constexpr int kNumCounters = 4096;

struct StageContext {
  cudaStream_t stream = nullptr;
  int num_multiprocessors = 1;
  StageMemory memory;
};

}  // namespace octant::cuda

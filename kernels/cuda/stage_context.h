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
};
inline constexpr int kNumCounters = 4096;

class BlasProducts;  // blas_products.h

// Whole 16 bytes, so that what lies behind begins at such a boundary.
constexpr int64_t aligned_floats(int64_t floats) {
  return (floats + 3) / 4 * 4;
}

struct StageContext {
  cudaStream_t stream = nullptr;
  int num_multiprocessors = 1;
  int64_t max_shared_bytes = 48 * 1024;  // of a block, if asked for
  StageMemory memory;
  BlasProducts* blas = nullptr;

  // For a stage within a stage, which keeps the first `floats` of scratch.
  StageContext behind(int64_t floats) const {
    StageContext rest = *this;
    rest.memory.scratch += aligned_floats(floats);
    return rest;
  }
};

}  // namespace octant::cuda

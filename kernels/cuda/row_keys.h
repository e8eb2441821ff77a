#pragma once
// Order and largest of a row of logits: what both sampling kernels begin with.
//
// Only for files that hold kernels.

#include "kernels/cuda/device.h"

namespace octant::cuda {

// Unsigned integers in the order of the floats.
__device__ __forceinline__ unsigned key_of(float value) {
  const unsigned bits = __float_as_uint(value == 0 ? 0.0f : value);  // -0 equals 0
  return (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u;
}

// A logit's key and its inverted id side by side: the largest belongs to the largest logit, the
// lowest id among equals. 0: none.
__device__ __forceinline__ unsigned long long ranked(float logit, int id) {
  return static_cast<unsigned long long>(key_of(logit)) << 32 |
         (0xffffffffu - static_cast<unsigned>(id));
}
__device__ __forceinline__ int id_of(unsigned long long rank) {
  return static_cast<int>(0xffffffffu - static_cast<unsigned>(rank));
}

// The largest of the block's values, in every lane; `shared` has room for one a warp.
__device__ __forceinline__ unsigned long long block_best(unsigned long long best,
                                                         unsigned long long* shared) {
  for (int distance = kWarpLanes / 2; distance > 0; distance /= 2) {
    const unsigned long long other = __shfl_xor_sync(kAllLanes, best, distance);
    best = other > best ? other : best;
  }
  __syncthreads();
  if (threadIdx.x % kWarpLanes == 0) shared[threadIdx.x / kWarpLanes] = best;
  __syncthreads();
  for (int w = 0; w < kBlockWarps; ++w) best = shared[w] > best ? shared[w] : best;
  return best;
}

}  // namespace octant::cuda

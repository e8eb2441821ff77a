#pragma once
// RMSNorm of a row by one block: the end of add_norm and of push_sum, which give the same bits.
//
// Only for files that hold kernels.

#include "kernels/cuda/device.h"

namespace octant::cuda {

inline constexpr int64_t kNormSharedBytes = kWarpLanes * static_cast<int64_t>(sizeof(float));

struct NormOut {
  const float* weight = nullptr;  // [cols]
  float eps = 0;
  float* out = nullptr;  // [T, cols]
  int64_t stride = 0;
};

// 1 / rms of values that this block's lanes have, `squares` each.
__device__ __forceinline__ float inv_rms_of(float squares, int cols, float eps, float* shared) {
  return rsqrtf(block_sum(squares, shared) / static_cast<float>(cols) + eps);
}

// Row `t` of the norm of `row`, of whose columns this lane has seen `squares`. All lanes of the
// block; `shared` has kNormSharedBytes.
__device__ __forceinline__ void write_norm(const NormOut& norm, int t, const float* row, int cols,
                                           float squares, float* shared) {
  const float inv_rms = inv_rms_of(squares, cols, norm.eps, shared);
  for (int c = static_cast<int>(threadIdx.x); c < cols; c += kBlockLanes) {
    norm.out[t * norm.stride + c] = norm.weight[c] * (row[c] * inv_rms);
  }
}

}  // namespace octant::cuda

#pragma once
// Rows of the paged latent cache on the device. Only for files that hold kernels.

#include "kernels/core/dtype.h"
#include "kernels/cuda/device.h"
#include "kernels/cuda/step_state.h"

namespace octant::cuda {

struct CachePages {
  std::byte* data = nullptr;
  int64_t page_stride = 0;  // elements
  int width = 0;
};

template <typename E>
__device__ __forceinline__ E* cache_row(const CachePages& cache, const StepState& state,
                                        int position) {
  const int page = state.block_table[position / state.page_block_size];
  return reinterpret_cast<E*>(cache.data) + page * cache.page_stride +
         static_cast<int64_t>(position % state.page_block_size) * cache.width;
}

__device__ __forceinline__ float to_float(float value) {
  return value;
}
__device__ __forceinline__ float to_float(bf16 value) {
  return __uint_as_float(static_cast<unsigned>(value.bits) << 16);
}
template <typename E>
__device__ __forceinline__ E from_float(float value);
template <>
__device__ __forceinline__ float from_float<float>(float value) {
  return value;
}
// Round to nearest, ties to even; NaN stays NaN.
template <>
__device__ __forceinline__ bf16 from_float<bf16>(float value) {
  const unsigned bits = __float_as_uint(value);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return {static_cast<uint16_t>((bits >> 16) | 0x40u)};
  return {static_cast<uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16)};
}

}  // namespace octant::cuda

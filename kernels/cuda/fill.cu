// to[r][c] = round(u(first_idx + r * idx_stride + c) * factor + offset), u as in random_fill.h
// Grid: (blocks of 16-byte chunks of a row, rows). A lane makes a chunk of every gridDim.y-th row.
// Writes each byte once, reads nothing. Bound: some thirty integer operations an element, not
// memory; by that count, about a second for a device full of FP8.

#include <algorithm>
#include <string>

#include "kernels/cuda/device.h"
#include "kernels/cuda/dispatch.h"
#include "kernels/cuda/fill.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/matrix.h"

namespace octant::cuda {
namespace {

constexpr unsigned kMostRowBlocks = 65535;  // of gridDim.y

__device__ __forceinline__ unsigned rounded_bits(float value, float) {
  return __float_as_uint(value);
}
__device__ __forceinline__ unsigned rounded_bits(float value, bf16) {
  return bf16::from_float(value).bits;
}
__device__ __forceinline__ unsigned rounded_bits(float value, e4m3) {
  return e4m3::from_finite(value).bits;
}

template <typename T>
OCTANT_KERNEL void fill_kernel(RandomFill a) {
  constexpr int kSize = kChunkBytes / static_cast<int>(sizeof(T));
  constexpr int kBits = 8 * static_cast<int>(sizeof(T));
  constexpr int kInWord = 32 / kBits;
  const int64_t col =
      (static_cast<int64_t>(blockIdx.x) * kBlockLanes + static_cast<int>(threadIdx.x)) * kSize;
  if (col >= a.cols) return;
  for (int64_t row = blockIdx.y; row < a.rows; row += gridDim.y) {
    T* to = reinterpret_cast<T*>(static_cast<std::byte*>(a.to) + row * a.to_stride) + col;
    const uint64_t first =
        a.first_idx + static_cast<uint64_t>(row) * a.idx_stride + static_cast<uint64_t>(col);
    unsigned words[4] = {};
#pragma unroll
    for (int i = 0; i < kSize; ++i) {
      const float value = random_value(a.values, first + static_cast<uint64_t>(i));
      words[i / kInWord] |= rounded_bits(value, T{}) << (i % kInWord * kBits);
    }
    if (col + kSize <= a.cols) {
      *reinterpret_cast<uint4*>(to) = uint4{words[0], words[1], words[2], words[3]};
      continue;
    }
#pragma unroll
    for (int i = 0; i < kSize; ++i) {
      const unsigned bits = words[i / kInWord] >> (i % kInWord * kBits);
      if constexpr (sizeof(T) == 4) {
        if (col + i < a.cols) to[i] = __uint_as_float(bits);
      } else {
        if (col + i < a.cols) to[i] = T{static_cast<decltype(T::bits)>(bits)};
      }
    }
  }
}

}  // namespace

Status fill_random(cudaStream_t stream, const RandomFill& fill) {
  if (fill.rows == 0 || fill.cols == 0) return {};
  const auto address = reinterpret_cast<uintptr_t>(fill.to);
  if (address % kChunkBytes != 0 || (fill.rows > 1 && fill.to_stride % kChunkBytes != 0)) {
    return invalid_argument("rows of " + std::to_string(fill.to_stride) +
                            " bytes to fill are not 16-byte aligned on the device");
  }
  return with_weight_type(fill.dtype, [&](auto type) {
    using T = typename decltype(type)::type;
    constexpr int64_t kBlockCols = kBlockLanes * (kChunkBytes / static_cast<int64_t>(sizeof(T)));
    const int64_t blocks = (fill.cols + kBlockCols - 1) / kBlockCols;
    const int64_t row_blocks = std::min<int64_t>(fill.rows, kMostRowBlocks);
    return launch({.name = "fill",
                   .grid = dim3(static_cast<unsigned>(blocks), static_cast<unsigned>(row_blocks)),
                   .block = kBlockLanes,
                   .shared_bytes = 0},
                  stream, fill_kernel<T>, fill);
  });
}

}  // namespace octant::cuda

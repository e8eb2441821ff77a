#pragma once
// Chunk<W>: 16 bytes of weights of type W (float, bf16 or e4m3) as floats.
//
// Only for files that hold kernels.

#include "kernels/core/dtype.h"
#include "kernels/cuda/device.h"
#include "kernels/cuda/matrix.h"

#ifdef __CUDACC__
#include <cuda_fp8.h>
#endif

namespace octant::cuda {

template <typename W>
struct Chunk;

template <>
struct Chunk<float> {
  static constexpr int kSize = 4;
  __device__ static __forceinline__ void unpack(const uint4& bits, float (&value)[kSize]) {
    value[0] = __uint_as_float(bits.x);
    value[1] = __uint_as_float(bits.y);
    value[2] = __uint_as_float(bits.z);
    value[3] = __uint_as_float(bits.w);
  }
};

template <>
struct Chunk<bf16> {
  static constexpr int kSize = 8;
  __device__ static __forceinline__ void unpack(const uint4& bits, float (&value)[kSize]) {
    const unsigned words[4] = {bits.x, bits.y, bits.z, bits.w};
    for (int i = 0; i < 4; ++i) {
      value[2 * i] = __uint_as_float(words[i] << 16);
      value[2 * i + 1] = __uint_as_float(words[i] & 0xffff0000u);
    }
  }
  // keep(j, bits) for the j-th eight elements as BF16.
  template <typename Keep>
  __device__ static __forceinline__ void to_bf16(const uint4& bits, Keep keep) {
    keep(0, bits);
  }
};

template <>
struct Chunk<e4m3> {
  static constexpr int kSize = 16;
  __device__ static __forceinline__ void unpack(const uint4& bits, float (&value)[kSize]) {
    const unsigned words[4] = {bits.x, bits.y, bits.z, bits.w};
    for (int i = 0; i < 8; ++i) {
      const unsigned pair = words[i / 2] >> (i % 2 * 16) & 0xffffu;
#ifdef __CUDACC__
      // One instruction from sm_89 on; exact, since e4m3 is a subset of half precision.
      const __half2 halves(
          __nv_cvt_fp8x2_to_halfraw2(static_cast<__nv_fp8x2_storage_t>(pair), __NV_E4M3));
      const float2 floats = __half22float2(halves);
      value[2 * i] = floats.x;
      value[2 * i + 1] = floats.y;
#else
      value[2 * i] = e4m3{static_cast<uint8_t>(pair & 0xffu)}.to_float();
      value[2 * i + 1] = e4m3{static_cast<uint8_t>(pair >> 8)}.to_float();
#endif
    }
  }
  // Exact: BF16 has more bits than e4m3 and reaches further.
  template <typename Keep>
  __device__ static __forceinline__ void to_bf16(const uint4& bits, Keep keep) {
    float value[kSize];
    unpack(bits, value);
    for (int j = 0; j < 2; ++j) {
      const auto pair = [&](int i) {
        return __float_as_uint(value[8 * j + i]) >> 16 |
               (__float_as_uint(value[8 * j + i + 1]) & 0xffff0000u);
      };
      keep(j, uint4{pair(0), pair(2), pair(4), pair(6)});
    }
  }
};

// One row of a matrix, from some column on. No data: a row that is left out.
struct Row {
  const std::byte* data = nullptr;
  const float* scales = nullptr;  // of the block of column 0; null: none
  int col_phase = 0;              // of column 0 in its block
  int last_block = 0;             // of the last column
};

template <typename W>
__device__ __forceinline__ Row row_of(const Matrix& w, int row) {
  Row r;
  r.data = w.data + row * w.row_bytes;
  if (w.scales == nullptr) return r;
  r.scales = w.scales + (row + w.row_phase) / kScaleBlock * w.scale_stride;
  r.col_phase = w.col_phase;
  r.last_block = (w.cols - 1 + w.col_phase) / kScaleBlock;
  return r;
}
// The same row from column `begin` on, a multiple of the chunk's size.
template <typename W>
__device__ __forceinline__ Row advance(Row row, int begin) {
  if (row.data == nullptr) return row;
  row.data += begin * static_cast<int>(sizeof(W));
  if (row.scales == nullptr) return row;
  const int blocks = (begin + row.col_phase) / kScaleBlock;
  row.scales += blocks;
  row.last_block -= blocks;
  row.col_phase = (begin + row.col_phase) % kScaleBlock;
  return row;
}

// The chunk at column `col`, a multiple of the chunk's size, with its scales multiplied in.
template <typename W>
__device__ __forceinline__ void unpack_scaled(const Row& row, const uint4& bits, int col,
                                              float (&value)[Chunk<W>::kSize]) {
  constexpr int kSize = Chunk<W>::kSize;
  Chunk<W>::unpack(bits, value);
  if (row.scales == nullptr) return;
  // Scales change at multiples of 128 columns of the whole matrix: a chunk of a shard that begins
  // elsewhere may lie on both sides.
  const int begin = col + row.col_phase;
  if (begin / kScaleBlock == (begin + kSize - 1) / kScaleBlock) {
    const float scale = row.scales[begin / kScaleBlock];
    for (int i = 0; i < kSize; ++i) value[i] *= scale;
  } else {
    for (int i = 0; i < kSize; ++i) {
      const int block = (begin + i) / kScaleBlock;
      value[i] *= row.scales[block < row.last_block ? block : row.last_block];
    }
  }
}

}  // namespace octant::cuda

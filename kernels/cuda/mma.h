#pragma once
// Tensor cores: a warp multiplies small BF16 tiles that lie in shared memory, and adds in f32.
//   sum[16 x 8] += a[16 x 16] * b[8 x 16]^T        mma.sync.m16n8k16, from sm_80 on
// A warp's 32 lanes hold a tile together; which lane has which element is the instruction's affair
// except for sums, see SumTile. Rows in shared memory begin at 16-byte boundaries; eight of them
// that follow each other should lie in different banks: a stride of 16 bytes more than a multiple
// of 128 does that.
//
// Source: PTX ISA, "Matrix Fragments for mma.m16n8k16 with floating point type" and "ldmatrix". The
// executor has the same layout, so that a mistake here shows there.
//
// Only for files that hold kernels.

#include "kernels/core/dtype.h"
#include "kernels/cuda/device.h"

namespace octant::cuda {

inline constexpr int kMmaRows = 16;   // of a and of the sums
inline constexpr int kMmaCols = 8;    // rows of b, columns of the sums
inline constexpr int kMmaDepth = 16;  // columns of a and b

struct ATile {
  unsigned pairs[4];
};
struct BTile {
  unsigned pairs[2];
};
// Lane l has rows l / 4 (value 0, 1) and l / 4 + 8 (value 2, 3) at columns l % 4 * 2 and the next.
struct SumTile {
  float value[4] = {};
};
__device__ __forceinline__ int sum_row(int lane, int i) {
  return lane / 4 + i / 2 * 8;
}
__device__ __forceinline__ int sum_col(int lane, int i) {
  return lane % 4 * 2 + i % 2;
}

// Four 8 x 8 matrices, of which lane l names row l % 8 of the (l / 8)-th.
__device__ __forceinline__ void load_matrices(const bf16* row, unsigned (&pairs)[4]) {
#ifdef __CUDACC__
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(pairs[0]), "=r"(pairs[1]), "=r"(pairs[2]), "=r"(pairs[3])
               : "r"(static_cast<unsigned>(__cvta_generic_to_shared(row))));
#else
  simt_load_matrices(row, false, pairs);
#endif
}
__device__ __forceinline__ void load_matrices_transposed(const bf16* row, unsigned (&pairs)[4]) {
#ifdef __CUDACC__
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(pairs[0]), "=r"(pairs[1]), "=r"(pairs[2]), "=r"(pairs[3])
               : "r"(static_cast<unsigned>(__cvta_generic_to_shared(row))));
#else
  simt_load_matrices(row, true, pairs);
#endif
}

// a from 16 rows of 16 columns, `stride` elements apart.
__device__ __forceinline__ ATile load_a(const bf16* tile, int stride) {
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  ATile a;
  load_matrices(tile + lane % 16 * stride + lane / 16 * 8, a.pairs);
  return a;
}

// Two b side by side, from 16 rows (8 of each) of 16 columns.
__device__ __forceinline__ void load_b(const bf16* tile, int stride, BTile& first, BTile& second) {
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  unsigned pairs[4];
  load_matrices(tile + (lane % 8 + lane / 16 * 8) * stride + lane / 8 % 2 * 8, pairs);
  first = {pairs[0], pairs[1]};
  second = {pairs[2], pairs[3]};
}

// The same from their transposition: 16 rows, which are the columns of b, of 16 columns.
__device__ __forceinline__ void load_b_transposed(const bf16* tile, int stride, BTile& first,
                                                  BTile& second) {
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  unsigned pairs[4];
  load_matrices_transposed(tile + lane % 16 * stride + lane / 16 * 8, pairs);
  first = {pairs[0], pairs[1]};
  second = {pairs[2], pairs[3]};
}

// sum[m][n] += a[m] * b[n]^T for all m and n. All lanes of the warp.
template <int kM, int kN>
__device__ __forceinline__ void multiply_add(SumTile (&sum)[kM][kN], const ATile (&a)[kM],
                                             const BTile (&b)[kN]) {
#ifdef __CUDACC__
#pragma unroll
  for (int m = 0; m < kM; ++m) {
#pragma unroll
    for (int n = 0; n < kN; ++n) {
      float(&d)[4] = sum[m][n].value;
      asm volatile(
          "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 "
          "{%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
          : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
          : "r"(a[m].pairs[0]), "r"(a[m].pairs[1]), "r"(a[m].pairs[2]), "r"(a[m].pairs[3]),
            "r"(b[n].pairs[0]), "r"(b[n].pairs[1]));
    }
  }
#else
  simt_mma_bf16(a[0].pairs, kM, b[0].pairs, kN, sum[0][0].value);
#endif
}

// Two f32 as sums of two BF16 each, side by side as the hardware pairs them: value = high + low up
// to 2^-17 of it. Products of both parts with BF16 weights are nearly as exact as f32 arithmetic,
// at twice the multiplications of rounding once, which leaves 2^-8.
struct SplitPair {
  unsigned high;
  unsigned low;
};
__device__ __forceinline__ unsigned round_pair(float first, float second) {
#ifdef __CUDACC__
  unsigned pair;
  asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(second), "f"(first));
  return pair;
#else
  return bf16::from_float(first).bits | static_cast<unsigned>(bf16::from_float(second).bits) << 16;
#endif
}
__device__ __forceinline__ SplitPair split_pair(float first, float second) {
  const unsigned high = round_pair(first, second);
  return {high, round_pair(first - __uint_as_float(high << 16),
                           second - __uint_as_float(high & 0xffff0000u))};
}

}  // namespace octant::cuda

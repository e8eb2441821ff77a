#pragma once
// The inner loop of decode: a warp multiplies a few rows of weights by a few tokens.
//   sum[r][t] = sum over columns c of x[t][c] * row[r][c]
//
// Bound by reading weights: lanes read neighbouring 16-byte chunks of each row, and the loads of
// all rows are under way before the first is used. The tokens' values lie in shared memory, in an
// order (staged_index) in which a warp's float4 loads meet no bank twice.
//
// The order of a sum depends on the number of columns only, not on rows and tokens, and every
// addition is an explicit fmaf: a token's bits do not depend on its neighbours.
//
// Only for files that hold kernels.

#include "kernels/cuda/chunk.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {

// Columns that a warp covers with one chunk a lane.
template <typename W>
inline constexpr int kWarpCols = kWarpLanes* Chunk<W>::kSize;

// What a product multiplies: `count` tokens, normed first if there is a norm.
struct Tokens {
  const float* x = nullptr;  // [count, cols]
  int64_t stride = 0;
  int count = 0;
  int cols = 0;
  const float* norm_weight = nullptr;  // [cols], or null: x as it is
  float eps = 0;
  int slab_cols = 0;  // columns kept at once: slab_cols() of tuning.h
};

// Shared memory of multiply() in floats.
inline int64_t multiply_shared_floats(int num_tokens, int slab_cols) {
  return kWarpLanes + int64_t{num_tokens} * slab_cols;
}

// Where column `col` of a token lies among its staged values: groups of four of a lane's chunk,
// lane by lane.
template <typename W>
__device__ __forceinline__ int staged_index(int col) {
  constexpr int kSize = Chunk<W>::kSize;
  const int lane = col / kSize % kWarpLanes;
  const int within = col % kSize;
  return col / kWarpCols<W> * kWarpCols<W> + within / 4 * (4 * kWarpLanes) + lane * 4 + within % 4;
}

// Columns [begin, begin + slab_cols) of every token into `staged`, zero behind the last column. All
// lanes of the block; a barrier must follow.
template <typename W, int kTokens>
__device__ __forceinline__ void stage(const Tokens& tokens, int begin,
                                      const float (&inv_rms)[kTokens], float* staged) {
#pragma unroll
  for (int t = 0; t < kTokens; ++t) {
    for (int c = static_cast<int>(threadIdx.x); c < tokens.slab_cols; c += kBlockLanes) {
      const int col = begin + c;
      float value = 0;
      if (t < tokens.count && col < tokens.cols) {
        value = tokens.x[t * tokens.stride + col];
        if (tokens.norm_weight != nullptr) value *= inv_rms[t] * tokens.norm_weight[col];
      }
      staged[t * tokens.slab_cols + staged_index<W>(c)] = value;
    }
  }
}

// 1 / rms(x) of every token, 1 without a norm. All lanes of the block; `partial` as in block_sum.
template <int kTokens>
__device__ __forceinline__ void inverse_rms(const Tokens& tokens, float* partial,
                                            float (&inv_rms)[kTokens]) {
#pragma unroll
  for (int t = 0; t < kTokens; ++t) {
    inv_rms[t] = 1;
    if (tokens.norm_weight == nullptr || t >= tokens.count) continue;
    float squares = 0;
    for (int c = static_cast<int>(threadIdx.x); c < tokens.cols; c += kBlockLanes) {
      const float value = tokens.x[t * tokens.stride + c];
      squares = fmaf(value, value, squares);
    }
    inv_rms[t] = rsqrtf(block_sum(squares, partial) / static_cast<float>(tokens.cols) + tokens.eps);
  }
}

// Adds the products of this lane's chunks of columns [0, cols). `x` is staged, `x_stride` floats
// from a token to the next.
template <typename W, int kRows, int kTokens>
__device__ __forceinline__ void add_products(const Row (&row)[kRows], int cols, const float* x,
                                             int x_stride, float (&sum)[kRows][kTokens]) {
  constexpr int kSize = Chunk<W>::kSize;
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
#pragma unroll 2
  for (int col = lane * kSize; col < cols; col += kWarpCols<W>) {
    uint4 bits[kRows];
#pragma unroll
    for (int r = 0; r < kRows; ++r) {
      bits[r] = row[r].data == nullptr ? uint4{0, 0, 0, 0}
                                       : load_once(row[r].data + col * static_cast<int>(sizeof(W)));
    }
    const float* staged = x + col / kWarpCols<W> * kWarpCols<W> + lane * 4;
#pragma unroll
    for (int r = 0; r < kRows; ++r) {
      if (row[r].data == nullptr) continue;
      float value[kSize];
      unpack_scaled<W>(row[r], bits[r], col, value);
#pragma unroll
      for (int t = 0; t < kTokens; ++t) {
#pragma unroll
        for (int i = 0; i < kSize; i += 4) {
          const float4 v = *reinterpret_cast<const float4*>(staged + t * x_stride + i * kWarpLanes);
          float s = fmaf(v.x, value[i], sum[r][t]);
          s = fmaf(v.y, value[i + 1], s);
          s = fmaf(v.z, value[i + 2], s);
          sum[r][t] = fmaf(v.w, value[i + 3], s);
        }
      }
    }
  }
}

// Multiplies groups of kRows rows, a warp a group, in turns over the blocks:
//   rows_of(group, row) says which rows a group has,
//   done(group, sum) takes sum[kRows][kTokens] in every lane.
// All lanes of a block of kBlockLanes; `shared` has multiply_shared_floats().
template <typename W, int kRows, int kTokens, typename RowsOf, typename Done>
__device__ __forceinline__ void multiply(const Tokens& tokens, int num_groups, int block,
                                         int num_blocks, float* shared, RowsOf rows_of, Done done) {
  float* staged = shared + kWarpLanes;
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  float inv_rms[kTokens];
  inverse_rms<kTokens>(tokens, shared, inv_rms);
  const bool one_slab = tokens.slab_cols >= tokens.cols;
  if (one_slab) {
    stage<W, kTokens>(tokens, 0, inv_rms, staged);
    __syncthreads();
  }
  // Every warp makes as many turns, so that all meet at the barriers of the slabs.
  for (int turn = block * kBlockWarps; turn < num_groups; turn += num_blocks * kBlockWarps) {
    const int group = turn + warp;
    Row row[kRows];
    if (group < num_groups) rows_of(group, row);
    float sum[kRows][kTokens] = {};
    for (int begin = 0; begin < tokens.cols; begin += tokens.slab_cols) {
      if (!one_slab) {
        __syncthreads();  // everybody is done with the slab before
        stage<W, kTokens>(tokens, begin, inv_rms, staged);
        __syncthreads();
      }
      const int left = tokens.cols - begin;
      Row part[kRows];
#pragma unroll
      for (int r = 0; r < kRows; ++r) part[r] = advance<W>(row[r], begin);
      add_products<W, kRows, kTokens>(part, left < tokens.slab_cols ? left : tokens.slab_cols,
                                      staged, tokens.slab_cols, sum);
    }
    warp_sums(sum, tokens.count);
    if (group < num_groups) done(group, sum);
  }
}

}  // namespace octant::cuda

#pragma once
// The inner loop of prefill: a block multiplies a tile of tokens by a tile of weights on the tensor
// cores.
//   sum[i][n] = sum over k of x[i][k] * w[n][k]
//
// Weights of BF16 and FP8 are exact in BF16; a scale is multiplied into the sums of its 128
// columns, not into weights. Tokens are f32 and go in as two BF16 each (split_pair in mma.h). So
// the sums are as exact as those of decode, up to 2^-17 of a token's values, and a prompt's answer
// does not depend on who reads it.
//
// kTileDepth columns at a time lie in shared memory; those after them are on their way into
// registers meanwhile. Bound: tensor cores from some 50 tokens on, below that by reading weights.
//
// Only for files that hold kernels.

#include "kernels/cuda/chunk.h"
#include "kernels/cuda/mma.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {

// Blocks of a multiprocessor at once: two for few tokens, where each waits for weights and the
// other multiplies meanwhile. More tokens have more sums than registers for two.
#define OCTANT_TILE_KERNEL(tokens) OCTANT_KERNEL_WITH(tokens == 32 ? 2 : 1)

// How the block's warps share a tile of kTokens tokens (32 or 64) and kTileCols columns: each has
// kM x kN products of mma.h's size.
template <int kTokens>
struct TileShape {
  static constexpr int kColWarps = kTokens == 64 ? 4 : 8;
  static constexpr int kRowWarps = kBlockWarps / kColWarps;
  static constexpr int kWarpTokens = kTokens / kRowWarps;
  static constexpr int kWarpCols = kTileCols / kColWarps;
  static constexpr int kM = kWarpTokens / kMmaRows;
  static constexpr int kN = kWarpCols / kMmaCols;
  static_assert(kN % 2 == 0, "b is loaded in twos");
  static_assert(kTokens == 32 || kTokens == 64);
};

// Elements from one row of a tile to the next in shared memory: rows that follow each other begin
// 16 bytes apart in the banks.
inline constexpr int kTileStride = kTileDepth + 8;

// Shared memory of multiply_tile() in bytes: both parts of the tokens, and the weights.
constexpr int64_t tile_shared_bytes(int num_tokens) {
  return (2 * int64_t{num_tokens} + kTileCols) * kTileStride * int64_t{sizeof(bf16)};
}

// This lane's share of the sums.
template <int kTokens>
struct TileSums {
  using Shape = TileShape<kTokens>;
  SumTile tiles[Shape::kM][Shape::kN];

  // function(token of the tile, column of the tile, sum) for each of them.
  template <typename Function>
  __device__ __forceinline__ void for_each(Function function) const {
    each(Shape::kN, Shape::kWarpCols, [&](int m, int n, int i, int token, int col) {
      function(token, col, tiles[m][n].value[i]);
    });
  }
  // For tiles of gate and up, see paired_col(): function(token, column, gate, up).
  template <typename Function>
  __device__ __forceinline__ void for_each_pair(Function function) const {
    each(Shape::kN / 2, Shape::kWarpCols / 2, [&](int m, int n, int i, int token, int col) {
      function(token, col, tiles[m][n].value[i], tiles[m][n + Shape::kN / 2].value[i]);
    });
  }

 private:
  template <typename Function>
  __device__ __forceinline__ static void each(int num_cols, int warp_cols, Function function) {
    const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
    const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
    const int token0 = warp / Shape::kColWarps * Shape::kWarpTokens;
    const int col0 = warp % Shape::kColWarps * warp_cols;
#pragma unroll
    for (int m = 0; m < Shape::kM; ++m) {
#pragma unroll
      for (int n = 0; n < Shape::kN; ++n) {
        if (n >= num_cols) break;
#pragma unroll
        for (int i = 0; i < 4; ++i) {
          function(m, n, i, token0 + m * kMmaRows + sum_row(lane, i),
                   col0 + n * kMmaCols + sum_col(lane, i));
        }
      }
    }
  }
};

// A tile whose columns are rows of gate and of up, so that a lane gets both of a column: half of
// each warp's columns. Column `col` of the tile is column `n` of kTileCols / 2.
struct PairedCol {
  int n;
  bool is_up;
};
template <int kTokens>
__device__ __forceinline__ PairedCol paired_col(int col) {
  constexpr int kHalf = TileShape<kTokens>::kWarpCols / 2;
  const int within = col % (2 * kHalf);
  return {col / (2 * kHalf) * kHalf + within % kHalf, within >= kHalf};
}

// Weights [N, K]: column n of the tile is a row, row_of_col(n); one without data is zeros.
template <typename W, typename RowOfCol>
class WeightRows {
 public:
  static constexpr int kChunks =
      kTileCols * kTileDepth / Chunk<W>::kSize / kBlockLanes;  // of a lane
  __device__ WeightRows(int cols, RowOfCol row_of_col) : cols_(cols), row_of_col_(row_of_col) {
#pragma unroll
    for (int i = 0; i < kChunks; ++i) data_[i] = row_of_col(col_of(i)).data;
  }
  // Columns [k, k + kTileDepth), where they exist.
  __device__ __forceinline__ void fetch(int k, uint4 (&bits)[kChunks]) const {
#pragma unroll
    for (int i = 0; i < kChunks; ++i) {
      const int at = k + depth_of();
      const bool exists = data_[i] != nullptr && at >= 0 && at < cols_;
      bits[i] = exists ? load_once(data_[i] + at * static_cast<int>(sizeof(W))) : uint4{0, 0, 0, 0};
    }
  }
  __device__ __forceinline__ void keep(const uint4 (&bits)[kChunks], bf16* tile) const {
#pragma unroll
    for (int i = 0; i < kChunks; ++i) {
      uint4* to = reinterpret_cast<uint4*>(tile + col_of(i) * kTileStride + depth_of());
      Chunk<W>::to_bf16(bits[i], [&](int j, const uint4& eight) { to[j] = eight; });
    }
  }
  // Of columns [128 b - phase, ..) of the row that is column n.
  __device__ __forceinline__ float scale(int n, int b) const {
    const Row row = row_of_col_(n);
    return row.scales == nullptr ? 1.0f : row.scales[b];
  }

 private:
  static constexpr int kPerRow = kTileDepth / Chunk<W>::kSize;
  __device__ static __forceinline__ int col_of(int i) {
    return (static_cast<int>(threadIdx.x) + i * kBlockLanes) / kPerRow;
  }
  __device__ static __forceinline__ int depth_of() {
    static_assert(kBlockLanes % kPerRow == 0);
    return static_cast<int>(threadIdx.x) % kPerRow * Chunk<W>::kSize;
  }
  int cols_;
  RowOfCol row_of_col_;
  const std::byte* data_[kChunks];
};

// Weights [K, N], as W_UK lies: row k of `w` from first_row on, columns col0 .. of it.
template <typename W>
class WeightColumns {
 public:
  static constexpr int kChunks = kTileCols * kTileDepth / Chunk<W>::kSize / kBlockLanes;
  __device__ WeightColumns(const Matrix& w, int first_row, int rows, int col0)
      : w_(w), first_row_(first_row), rows_(rows), col0_(col0) {}
  __device__ __forceinline__ void fetch(int k, uint4 (&bits)[kChunks]) const {
#pragma unroll
    for (int i = 0; i < kChunks; ++i) {
      const int row = k + depth_of(i);
      const int col = col0_ + col_of();
      const bool exists = row >= 0 && row < rows_ && col < w_.cols;
      bits[i] = exists ? load_once(w_.data + (first_row_ + row) * w_.row_bytes +
                                   col * static_cast<int>(sizeof(W)))
                       : uint4{0, 0, 0, 0};
    }
  }
  // Turned round on the way: few bytes next to those of the other stages.
  __device__ __forceinline__ void keep(const uint4 (&bits)[kChunks], bf16* tile) const {
#pragma unroll
    for (int i = 0; i < kChunks; ++i) {
      bf16* to = tile + col_of() * kTileStride + depth_of(i);
      Chunk<W>::to_bf16(bits[i], [&](int j, const uint4& eight) {
        const unsigned words[4] = {eight.x, eight.y, eight.z, eight.w};
#pragma unroll
        for (int e = 0; e < 8; ++e) {
          to[(8 * j + e) * kTileStride] = {static_cast<uint16_t>(words[e / 2] >> (e % 2 * 16))};
        }
      });
    }
  }
  __device__ __forceinline__ float scale(int n, int b) const {
    if (w_.scales == nullptr || col0_ + n >= w_.cols) return 1.0f;
    const int row_block = (first_row_ + w_.row_phase) / kScaleBlock + b;
    return w_.scales[row_block * w_.scale_stride + (col0_ + n + w_.col_phase) / kScaleBlock];
  }

 private:
  static constexpr int kPerRow = kTileCols / Chunk<W>::kSize;
  __device__ static __forceinline__ int depth_of(int i) {
    return (static_cast<int>(threadIdx.x) + i * kBlockLanes) / kPerRow;
  }
  __device__ static __forceinline__ int col_of() {
    static_assert(kBlockLanes % kPerRow == 0);
    return static_cast<int>(threadIdx.x) % kPerRow * Chunk<W>::kSize;
  }
  Matrix w_;
  int first_row_;
  int rows_;
  int col0_;
};

// The phase of multiply_tile() for rows of a matrix.
__device__ __forceinline__ int col_phase(const Matrix& w) {
  return w.scales == nullptr ? 0 : w.col_phase;
}

// The tokens' side: two columns a lane, a warp every eighth token.
template <int kTokens>
struct TokenTile {
  static constexpr int kRows = kTokens / kBlockWarps;  // of a lane
  const float* row[kRows];                             // null: zeros
  float2 value[kRows];

  template <typename RowOfToken>
  __device__ explicit TokenTile(RowOfToken row_of_token) {
    const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
#pragma unroll
    for (int i = 0; i < kRows; ++i) row[i] = row_of_token(warp + i * kBlockWarps);
  }
  __device__ __forceinline__ void fetch(int k, int depth) {
    const int at = k + static_cast<int>(threadIdx.x) % kWarpLanes * 2;
#pragma unroll
    for (int i = 0; i < kRows; ++i) {
      value[i].x = row[i] != nullptr && at >= 0 && at < depth ? row[i][at] : 0.0f;
      value[i].y = row[i] != nullptr && at + 1 >= 0 && at + 1 < depth ? row[i][at + 1] : 0.0f;
    }
  }
  __device__ __forceinline__ void keep(bf16* high, bf16* low) const {
    const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
    const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
#pragma unroll
    for (int i = 0; i < kRows; ++i) {
      const SplitPair pair = split_pair(value[i].x, value[i].y);
      const int at = (warp + i * kBlockWarps) * kTileStride + lane * 2;
      *reinterpret_cast<unsigned*>(high + at) = pair.high;
      *reinterpret_cast<unsigned*>(low + at) = pair.low;
    }
  }
};
static_assert(kTileDepth == 2 * kWarpLanes, "a warp takes one token's columns of a tile");

// sum += the products of one kTileDepth of columns that lie in shared memory.
template <int kTokens>
__device__ __forceinline__ void add_tile(const bf16* high, const bf16* low, const bf16* weights,
                                         TileSums<kTokens>& sum) {
  using Shape = TileShape<kTokens>;
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  const int token0 = warp / Shape::kColWarps * Shape::kWarpTokens;
  const int col0 = warp % Shape::kColWarps * Shape::kWarpCols;
#pragma unroll
  for (int k = 0; k < kTileDepth; k += kMmaDepth) {
    BTile b[Shape::kN];
#pragma unroll
    for (int n = 0; n < Shape::kN; n += 2) {
      load_b(weights + (col0 + n * kMmaCols) * kTileStride + k, kTileStride, b[n], b[n + 1]);
    }
    ATile a[Shape::kM];
#pragma unroll
    for (int m = 0; m < Shape::kM; ++m) {
      a[m] = load_a(high + (token0 + m * kMmaRows) * kTileStride + k, kTileStride);
    }
    multiply_add(sum.tiles, a, b);
#pragma unroll
    for (int m = 0; m < Shape::kM; ++m) {
      a[m] = load_a(low + (token0 + m * kMmaRows) * kTileStride + k, kTileStride);
    }
    multiply_add(sum.tiles, a, b);
  }
}

// sum = the products of all columns, `depth` of them.
//   row_of_token(i)  where token i of the tile begins, or null
//   weights          WeightRows or WeightColumns
//   phase            of column 0 in its scale block: whole steps lie in one block
// All lanes of a block of kBlockLanes; `shared` has tile_shared_bytes().
template <typename W, int kTokens, typename RowOfToken, typename Weights>
__device__ __forceinline__ void multiply_tile(int depth, int phase, RowOfToken row_of_token,
                                              const Weights& weights, bf16* shared,
                                              TileSums<kTokens>& sum) {
  using Shape = TileShape<kTokens>;
  static_assert(kScaleBlock % kTileDepth == 0);
  constexpr bool kScaled = sizeof(W) == 1;
  bf16* high = shared;
  bf16* low = high + kTokens * kTileStride;
  bf16* tile = low + kTokens * kTileStride;
  TokenTile<kTokens> tokens(row_of_token);
  uint4 bits[Weights::kChunks];
  TileSums<kTokens> part;  // of the scale block under way
  tokens.fetch(-phase, depth);
  weights.fetch(-phase, bits);
  for (int begin = -phase; begin < depth; begin += kTileDepth) {
    __syncthreads();  // everybody is done with the columns before
    tokens.keep(high, low);
    weights.keep(bits, tile);
    __syncthreads();
    if (begin + kTileDepth < depth) {
      tokens.fetch(begin + kTileDepth, depth);
      weights.fetch(begin + kTileDepth, bits);
    }
    if constexpr (!kScaled) {
      add_tile(high, low, tile, sum);
    } else {
      add_tile(high, low, tile, part);
      const int end = begin + phase + kTileDepth;
      if (end % kScaleBlock != 0 && end - phase < depth) continue;
      const int block = (end - 1) / kScaleBlock;
      const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
      const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
      const int col0 = warp % Shape::kColWarps * Shape::kWarpCols;
#pragma unroll
      for (int n = 0; n < Shape::kN; ++n) {
        const int col = col0 + n * kMmaCols + sum_col(lane, 0);
        const float scale[2] = {weights.scale(col, block), weights.scale(col + 1, block)};
#pragma unroll
        for (int m = 0; m < Shape::kM; ++m) {
#pragma unroll
          for (int i = 0; i < 4; ++i) {
            float& value = part.tiles[m][n].value[i];
            float& total = sum.tiles[m][n].value[i];
            total = fmaf(scale[i % 2], value, total);
            value = 0;
          }
        }
      }
    }
  }
}

}  // namespace octant::cuda

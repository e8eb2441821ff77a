// out[t, n] = x[t] . W[n] by tiles of 32 or 64 tokens and 128 rows of weights (64 of gate and 64 of
// up in gated products). Grid: (tiles of tokens, tiles of rows, products of the batch): blocks that
// read the same weights follow each other. Shared memory: 27 or 36 KB, see tile.h.
// Reads the weights once a tile of tokens, mostly from L2, and the tokens once a tile of rows.
// Bound: tensor cores at many tokens, memory at few.

#include <algorithm>

#include "kernels/cuda/dispatch.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/tile.h"
#include "kernels/cuda/tile_linear.h"

namespace octant::cuda {
namespace {

// What a kernel needs of a TileProduct.
struct TileOperands {
  const float* x = nullptr;
  int64_t x_stride = 0;
  int num_tokens = 0;
  Matrix weight;
  int first_row = 0;
  int num_rows = 0;
  float* out = nullptr;
  int64_t out_stride = 0;
  TileBatch batch;
};

// Where the tokens of this block's tile lie.
struct TokensOfTile {
  const float* x;
  int64_t stride;
  int count;

  __device__ const float* operator()(int i) const { return i < count ? x + i * stride : nullptr; }
};

// The product of this block's place in the batch.
__device__ __forceinline__ TileOperands of_batch(TileOperands a) {
  const int64_t at = blockIdx.z;
  a.x += at * a.batch.x_offset;
  a.first_row += static_cast<int>(at) * a.batch.row_offset;
  a.out += at * a.batch.out_offset;
  return a;
}

__device__ __forceinline__ TokensOfTile tokens_from(const TileOperands& a, int t0) {
  return {a.x + t0 * a.x_stride, a.x_stride, a.num_tokens - t0};
}

template <typename W, int kTokens>
OCTANT_TILE_KERNEL(kTokens)
void tile_linear_kernel(TileOperands operands) {
  const TileOperands a = of_batch(operands);
  const int t0 = static_cast<int>(blockIdx.x) * kTokens;
  const int n0 = static_cast<int>(blockIdx.y) * kTileCols;
  const auto row_of_col = [&](int n) {
    return n0 + n < a.num_rows ? row_of<W>(a.weight, a.first_row + n0 + n) : Row{};
  };
  TileSums<kTokens> sum;
  multiply_tile<W, kTokens>(a.weight.cols, col_phase(a.weight), tokens_from(a, t0),
                            WeightRows<W, decltype(row_of_col)>(a.weight.cols, row_of_col),
                            shared_memory<bf16>(), sum);
  sum.for_each([&](int t, int n, float value) {
    if (t0 + t < a.num_tokens && n0 + n < a.num_rows) {
      a.out[(t0 + t) * a.out_stride + n0 + n] = value;
    }
  });
}

template <typename W, int kTokens>
OCTANT_TILE_KERNEL(kTokens)
void tile_transposed_kernel(TileOperands operands) {
  const TileOperands a = of_batch(operands);
  const int t0 = static_cast<int>(blockIdx.x) * kTokens;
  const int c0 = static_cast<int>(blockIdx.y) * kTileCols;
  const int phase =
      a.weight.scales == nullptr ? 0 : (a.first_row + a.weight.row_phase) % kScaleBlock;
  TileSums<kTokens> sum;
  multiply_tile<W, kTokens>(a.num_rows, phase, tokens_from(a, t0),
                            WeightColumns<W>(a.weight, a.first_row, a.num_rows, c0),
                            shared_memory<bf16>(), sum);
  sum.for_each([&](int t, int c, float value) {
    if (t0 + t < a.num_tokens && c0 + c < a.weight.cols) {
      a.out[(t0 + t) * a.out_stride + c0 + c] = value;
    }
  });
}

template <typename W, int kTokens>
OCTANT_TILE_KERNEL(kTokens)
void tile_gated_kernel(TileOperands a, Matrix up) {
  const int t0 = static_cast<int>(blockIdx.x) * kTokens;
  const int n0 = static_cast<int>(blockIdx.y) * (kTileCols / 2);
  const auto row_of_col = [&](int col) {
    const PairedCol paired = paired_col<kTokens>(col);
    const Matrix w = paired.is_up ? up : a.weight;  // by value: see linear.cu
    return n0 + paired.n < w.rows ? row_of<W>(w, n0 + paired.n) : Row{};
  };
  TileSums<kTokens> sum;
  multiply_tile<W, kTokens>(a.weight.cols, col_phase(a.weight), tokens_from(a, t0),
                            WeightRows<W, decltype(row_of_col)>(a.weight.cols, row_of_col),
                            shared_memory<bf16>(), sum);
  sum.for_each_pair([&](int t, int n, float gate, float up_value) {
    if (t0 + t < a.num_tokens && n0 + n < a.num_rows) {
      a.out[(t0 + t) * a.out_stride + n0 + n] = silu(gate) * up_value;
    }
  });
}

TileOperands operands_of(const TileProduct& product) {
  return {.x = product.x,
          .x_stride = product.x_stride,
          .num_tokens = static_cast<int>(product.num_tokens),
          .weight = product.weight,
          .first_row = product.first_row,
          .num_rows = product.num_rows,
          .out = product.out,
          .out_stride = product.out_stride,
          .batch = product.batch};
}

// Calls start(weight type, tokens of a tile, shape of the launch) for `num_cols` columns of tiles.
template <typename Start>
Status with_tiles(const TileProduct& product, int num_cols, int cols_of_tile, Start start) {
  if (product.num_tokens == 0 || num_cols == 0 || product.batch.count == 0) return {};
  return with_tile_types(product.dtype, product.num_tokens, [&](auto type, auto tokens) {
    constexpr int kTokens = decltype(tokens)::value;
    const auto tiles = [](int64_t size, int of_tile) {
      return static_cast<unsigned>((size + of_tile - 1) / of_tile);
    };
    const LaunchShape shape{
        .name = product.name,
        .grid = dim3(tiles(product.num_tokens, kTokens), tiles(num_cols, cols_of_tile),
                     static_cast<unsigned>(product.batch.count)),
        .block = kBlockLanes,
        .shared_bytes = tile_shared_bytes(kTokens)};
    return start(type, tokens, shape);
  });
}

}  // namespace

bool takes_tiles(const WeightView& weight) {
  if (weight.dtype == DType::kBF16) return true;
  return weight.dtype == DType::kF8E4M3 &&
         (weight.scales.data == nullptr || weight.scales.col_phase % Chunk<e4m3>::kSize == 0);
}

Status tile_linear(const StageContext& context, const TileProduct& product) {
  return with_tiles(
      product, product.num_rows, kTileCols, [&](auto type, auto tokens, const LaunchShape& shape) {
        using W = typename decltype(type)::type;
        return launch(shape, context.stream, tile_linear_kernel<W, decltype(tokens)::value>,
                      operands_of(product));
      });
}

Status tile_linear_transposed(const StageContext& context, const TileProduct& product) {
  return with_tiles(product, product.weight.cols, kTileCols,
                    [&](auto type, auto tokens, const LaunchShape& shape) {
                      using W = typename decltype(type)::type;
                      return launch(shape, context.stream,
                                    tile_transposed_kernel<W, decltype(tokens)::value>,
                                    operands_of(product));
                    });
}

Status tile_gated(const StageContext& context, const TileProduct& gate, const Matrix& up) {
  return with_tiles(
      gate, gate.num_rows, kTileCols / 2, [&](auto type, auto tokens, const LaunchShape& shape) {
        using W = typename decltype(type)::type;
        return launch(shape, context.stream, tile_gated_kernel<W, decltype(tokens)::value>,
                      operands_of(gate), up);
      });
}

}  // namespace octant::cuda

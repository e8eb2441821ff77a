#pragma once
// Products of many tokens with whole matrices, on the tensor cores (tile.h): what linear, the gated
// FFN and attention do in prefill.

#include "kernels/cuda/matrix.h"
#include "kernels/cuda/stage_context.h"

namespace octant::cuda {

// Whether weights can be multiplied by tiles: BF16, or FP8 none of whose 16-byte chunks lies in two
// scale blocks. Others are multiplied as in decode, eight tokens at a time.
bool takes_tiles(const WeightView& weight);

// Several products of one shape side by side, `batch` of them: the heads of attention. The offsets
// lead from one to the next.
struct TileBatch {
  int32_t count = 1;
  int64_t x_offset = 0;
  int32_t row_offset = 0;
  int64_t out_offset = 0;
};

struct TileProduct {
  const char* name = "";     // of the launch, in errors
  const float* x = nullptr;  // [T, K]
  int64_t x_stride = 0;
  int64_t num_tokens = 0;
  Matrix weight;
  DType dtype = DType::kBF16;  // of weight
  int32_t first_row = 0;
  int32_t num_rows = 0;  // of weight, from first_row on
  float* out = nullptr;
  int64_t out_stride = 0;
  TileBatch batch = {};
};
// out[t, n] = x[t] . weight[first_row + n]: [T, K] @ [num_rows, K]^T -> [T, num_rows].
Status tile_linear(const StageContext& context, const TileProduct& product);
// out[t, c] = sum_n x[t, n] weight[first_row + n, c]: [T, num_rows] @ [num_rows, K] -> [T, K].
Status tile_linear_transposed(const StageContext& context, const TileProduct& product);
// out[t, n] = silu(x[t] . weight[n]) * (x[t] . up[n]) for all rows of both, which are of one shape.
Status tile_gated(const StageContext& context, const TileProduct& gate, const Matrix& up);

}  // namespace octant::cuda

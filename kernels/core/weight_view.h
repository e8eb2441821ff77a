#pragma once
// WeightView: a weight matrix [out_features, in_features] as a checkpoint stores it, or any
// rectangle of one. F32, BF16, or F8_E4M3 with one f32 scale a block of 128 x 128 elements.
//
// A rank's shard is a rectangle, and its edges need not fall on block edges (q_b_proj has 192 rows
// a head). So a view remembers where in its first block it starts, and takes the scales along:
//   value(r, c) = element(r, c) * scales[(r + row_phase) / 128][(c + col_phase) / 128]
// `weight_scale_inv` is a multiplier in spite of its name.

#include <cstdint>

#include "kernels/core/dtype.h"
#include "kernels/core/view.h"

namespace octant {

// The scales of a WeightView. `data` is null for matrices without scales.
struct BlockScales {
  const float* data = nullptr;  // scale of the block that holds element (0, 0)
  int64_t row_stride = 0;       // scales between one row of blocks and the next
  int32_t block_rows = 128;
  int32_t block_cols = 128;
  int32_t row_phase = 0;  // row of element (0, 0) inside its block, 0 <= row_phase < block_rows
  int32_t col_phase = 0;  // column of element (0, 0) inside its block
};

struct WeightView {
  const void* data = nullptr;
  DType dtype = DType::kF32;
  int64_t rows = 0;
  int64_t cols = 0;
  int64_t row_stride = 0;  // elements
  BlockScales scales;

  bool is_null() const { return data == nullptr; }
  const std::byte* row_bytes(int64_t row) const {
    return static_cast<const std::byte*>(data) + row * row_stride * size_of(dtype);
  }
  // Pointer to the start of a row; T must be the type of `dtype`.
  template <typename T>
  const T* row(int64_t row_idx) const {
    return reinterpret_cast<const T*>(row_bytes(row_idx));
  }

  // The scale that multiplies element (row, col); 1 without scales.
  float scale(int64_t row, int64_t col) const {
    if (scales.data == nullptr) return 1.0f;
    return scales.data[(row + scales.row_phase) / scales.block_rows * scales.row_stride +
                       (col + scales.col_phase) / scales.block_cols];
  }
  // Dequantised element. Slow: for the reference backend and tests.
  float at(int64_t row, int64_t col) const;
  // Dequantises row `row` into out[0 .. cols).
  void read_row(int64_t row, float* out) const;

  // The rectangle [row_begin, row_end) x [col_begin, col_end), with its scales.
  WeightView slice(int64_t row_begin, int64_t row_end, int64_t col_begin, int64_t col_end) const;
  WeightView slice_rows(int64_t begin, int64_t end) const { return slice(begin, end, 0, cols); }
  WeightView slice_cols(int64_t begin, int64_t end) const { return slice(0, rows, begin, end); }
};

// Contiguous matrices without scales.
WeightView weight_view(View<const float, 2> matrix);
WeightView weight_view(View<const bf16, 2> matrix);

}  // namespace octant

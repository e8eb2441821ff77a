#include "kernels/core/weight_view.h"

#include <cstddef>

#include "kernels/core/check.h"

namespace octant {
namespace {

float load(const std::byte* row, DType dtype, int64_t col) {
  switch (dtype) {
    case DType::kF32:
      return reinterpret_cast<const float*>(row)[col];
    case DType::kBF16:
      return reinterpret_cast<const bf16*>(row)[col].to_float();
    case DType::kF8E4M3:
      return reinterpret_cast<const e4m3*>(row)[col].to_float();
    default:
      break;
  }
  CHECK(to_string(dtype) == std::string_view("a weight dtype"));
  return 0.0f;
}

}  // namespace

float WeightView::at(int64_t row, int64_t col) const {
  CHECK(row >= 0);
  CHECK(row < rows);
  CHECK(col >= 0);
  CHECK(col < cols);
  return load(row_bytes(row), dtype, col) * scale(row, col);
}

void WeightView::read_row(int64_t row, float* out) const {
  const std::byte* source = row_bytes(row);
  for (int64_t c = 0; c < cols; ++c) out[c] = load(source, dtype, c) * scale(row, c);
}

WeightView WeightView::slice(int64_t row_begin, int64_t row_end, int64_t col_begin,
                             int64_t col_end) const {
  CHECK(0 <= row_begin);
  CHECK(row_begin <= row_end);
  CHECK(row_end <= rows);
  CHECK(0 <= col_begin);
  CHECK(col_begin <= col_end);
  CHECK(col_end <= cols);
  WeightView part = *this;
  part.data = row_bytes(row_begin) + col_begin * size_of(dtype);
  part.rows = row_end - row_begin;
  part.cols = col_end - col_begin;
  if (scales.data != nullptr) {
    const int64_t row_in_block = row_begin + scales.row_phase;
    const int64_t col_in_block = col_begin + scales.col_phase;
    part.scales.data +=
        row_in_block / scales.block_rows * scales.row_stride + col_in_block / scales.block_cols;
    part.scales.row_phase = static_cast<int32_t>(row_in_block % scales.block_rows);
    part.scales.col_phase = static_cast<int32_t>(col_in_block % scales.block_cols);
  }
  return part;
}

WeightView weight_view(View<const float, 2> matrix) {
  return {.data = matrix.data(),
          .dtype = DType::kF32,
          .rows = matrix.extent(0),
          .cols = matrix.extent(1),
          .row_stride = matrix.stride(0),
          .scales = {}};
}

WeightView weight_view(View<const bf16, 2> matrix) {
  return {.data = matrix.data(),
          .dtype = DType::kBF16,
          .rows = matrix.extent(0),
          .cols = matrix.extent(1),
          .row_stride = matrix.stride(0),
          .scales = {}};
}

}  // namespace octant

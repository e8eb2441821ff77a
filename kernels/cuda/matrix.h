#pragma once
// Matrix: a WeightView in device memory as kernels take it, and how its 16-byte chunks become
// floats.
//
// Storage: rows begin at 16-byte boundaries, and behind the last column of a row zeros follow up to
// the next such boundary, so that a row is read in whole chunks: kDeviceStorage of
// runtime/load/memory_layout.h.

#include <cstddef>
#include <cstdint>

#include "kernels/core/dtype.h"
#include "kernels/core/status.h"
#include "kernels/core/weight_view.h"

namespace octant::cuda {

inline constexpr int kChunkBytes = 16;
inline constexpr int kScaleBlock = 128;  // rows and columns that share a scale

struct Matrix {
  const std::byte* data = nullptr;
  const float* scales = nullptr;  // null: none
  int32_t rows = 0;
  int32_t cols = 0;
  int64_t row_bytes = 0;     // from one row to the next
  int32_t scale_stride = 0;  // scales between one row of blocks and the next
  int32_t row_phase = 0;     // see BlockScales
  int32_t col_phase = 0;
};

// Errors: kUnsupported if the scales' blocks are not 128 x 128; kInvalidArgument if rows are not
// 16-byte aligned or a size exceeds 2^31.
Result<Matrix> to_matrix(const WeightView& weight);

}  // namespace octant::cuda

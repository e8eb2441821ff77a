#include "kernels/cuda/matrix.h"

#include <limits>
#include <string>

namespace octant::cuda {

Result<Matrix> to_matrix(const WeightView& weight) {
  if (weight.is_null()) return Matrix{};
  const int64_t row_bytes = weight.row_stride * size_of(weight.dtype);
  const auto address = reinterpret_cast<uintptr_t>(weight.data);
  if (address % kChunkBytes != 0 || (weight.rows > 1 && row_bytes % kChunkBytes != 0)) {
    return invalid_argument("weight rows of " + std::to_string(row_bytes) +
                            " bytes are not 16-byte aligned on the device");
  }
  constexpr int64_t kMost = std::numeric_limits<int32_t>::max();
  if (weight.rows > kMost || weight.cols > kMost) {
    return invalid_argument("a weight of " + std::to_string(weight.rows) + " x " +
                            std::to_string(weight.cols) + " is too large");
  }
  const BlockScales& scales = weight.scales;
  if (scales.data != nullptr &&
      (scales.block_rows != kScaleBlock || scales.block_cols != kScaleBlock)) {
    return unsupported("scales of blocks of " + std::to_string(scales.block_rows) + " x " +
                       std::to_string(scales.block_cols) + " on CUDA; 128 x 128 are supported");
  }
  return Matrix{.data = static_cast<const std::byte*>(weight.data),
                .scales = scales.data,
                .rows = static_cast<int32_t>(weight.rows),
                .cols = static_cast<int32_t>(weight.cols),
                .row_bytes = row_bytes,
                .scale_stride = static_cast<int32_t>(scales.row_stride),
                .row_phase = scales.row_phase,
                .col_phase = scales.col_phase};
}

}  // namespace octant::cuda

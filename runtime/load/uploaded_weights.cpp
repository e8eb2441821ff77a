#include "runtime/load/uploaded_weights.h"

#include <cstring>

namespace octant {
namespace {

constexpr int64_t kRowAlignment = 16;

int64_t round_up(int64_t bytes) {
  return (bytes + kRowAlignment - 1) / kRowAlignment * kRowAlignment;
}

}  // namespace

Result<WeightView> UploadedWeights::matrix(std::string_view name) const {
  ASSIGN_OR_RETURN(WeightView view, host_.matrix(name));
  if (view.is_null()) return view;
  const int64_t size = size_of(view.dtype);
  const int64_t row_bytes = round_up(view.cols * size);
  std::vector<std::byte> rows(static_cast<size_t>(view.rows * row_bytes));
  for (int64_t r = 0; r < view.rows; ++r) {
    std::memcpy(rows.data() + r * row_bytes, view.row_bytes(r),
                static_cast<size_t>(view.cols * size));
  }
  ASSIGN_OR_RETURN(view.data, keep(memory_.copy_of(std::span<const std::byte>(rows))));
  view.row_stride = row_bytes / size;
  BlockScales& scales = view.scales;
  if (scales.data == nullptr) return view;
  const int64_t last_row = (view.rows - 1 + scales.row_phase) / scales.block_rows;
  const int64_t last_col = (view.cols - 1 + scales.col_phase) / scales.block_cols;
  const std::span<const float> all(
      scales.data, static_cast<size_t>(last_row * scales.row_stride + last_col + 1));
  ASSIGN_OR_RETURN(const std::byte* copied, keep(memory_.copy_of(all)));
  scales.data = reinterpret_cast<const float*>(copied);
  return view;
}

Result<View<const float, 1>> UploadedWeights::vector(std::string_view name) const {
  using Vector = View<const float, 1>;
  ASSIGN_OR_RETURN(const Vector view, host_.vector(name));
  if (view.is_null()) return view;
  ASSIGN_OR_RETURN(const std::byte* copied, keep(memory_.copy_of(view.span())));
  return Vector(reinterpret_cast<const float*>(copied), view.shape());
}

Result<const std::byte*> UploadedWeights::keep(Result<Buffer> buffer) const {
  if (!buffer.ok()) return std::move(buffer).status();
  buffers_.push_back(std::move(buffer).value());
  return static_cast<const std::byte*>(buffers_.back().data());
}

}  // namespace octant

#include "tests/support/random_matrix.h"

#include <cmath>
#include <cstring>

#include "kernels/core/check.h"

namespace octant::test {
namespace {

template <typename T>
void store(std::vector<std::byte>& data, int64_t index, T value) {
  std::memcpy(data.data() + index * static_cast<int64_t>(sizeof(T)), &value, sizeof(T));
}

}  // namespace

RandomMatrix::RandomMatrix(Random& random, int64_t rows, int64_t cols, const MatrixOptions& options)
    : rows_(rows), cols_(cols) {
  const int64_t block = options.block_size;
  const int64_t margin = options.inside_larger ? 1 : 0;
  if (options.inside_larger) {
    row_begin_ = random.below(2 * block);
    col_begin_ = random.below(2 * block / options.col_unit) * options.col_unit;
  }
  const int64_t all_rows = row_begin_ + rows + margin * random.below(block);
  const int64_t all_cols = col_begin_ + cols + margin * random.below(block);
  stored_ = {.data = nullptr,
             .dtype = options.dtype,
             .rows = all_rows,
             .cols = all_cols,
             .row_stride = all_cols,
             .scales = {}};
  data_.resize(static_cast<size_t>(all_rows * all_cols * size_of(options.dtype)));

  const int64_t block_cols = (all_cols + block - 1) / block;
  if (options.dtype == DType::kF8E4M3) {
    stored_.scales.row_stride = block_cols;
    stored_.scales.block_rows = options.block_size;
    stored_.scales.block_cols = options.block_size;
    for (int64_t i = 0; i < (all_rows + block - 1) / block * block_cols; ++i) {
      // One deviation becomes a code value between 14 and 112, so that codes of all sizes occur,
      // and four deviations reach 448 where the scale came out smallest.
      double scale = options.stddev / 28.0 * random.uniform(0.25, 2.0);
      if (options.power_of_two_scales) scale = std::exp2(std::ceil(std::log2(scale)));
      scales_.push_back(static_cast<float>(scale));
    }
  }
  for (int64_t r = 0; r < all_rows; ++r) {
    for (int64_t c = 0; c < all_cols; ++c) {
      const auto value = static_cast<float>(options.stddev * random.normal());
      const int64_t index = r * all_cols + c;
      switch (options.dtype) {
        case DType::kF32:
          store(data_, index, value);
          break;
        case DType::kBF16:
          store(data_, index, bf16::from_float(value));
          break;
        case DType::kF8E4M3: {
          const float scale = scales_[static_cast<size_t>(r / block * block_cols + c / block)];
          store(data_, index, e4m3::from_float(value / scale));
          break;
        }
        default:
          CHECK(options.dtype == DType::kF32);
      }
    }
  }
}

WeightView RandomMatrix::view() const {
  WeightView whole = stored_;
  whole.data = data_.data();
  whole.scales.data = scales_.empty() ? nullptr : scales_.data();
  return whole.slice(row_begin_, row_begin_ + rows_, col_begin_, col_begin_ + cols_);
}

}  // namespace octant::test

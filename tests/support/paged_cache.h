#pragma once
// PagedCache: a latent cache with an owner, whose pages lie in random order with those of another
// layer between them. Rows that nobody has written are NaN.

#include <cstddef>
#include <vector>

#include "kernels/stages/mla.h"
#include "tests/support/random.h"

namespace octant::test {

class PagedCache {
 public:
  PagedCache() = default;
  PagedCache(Random& random, const MlaShape& shape, DType dtype, int64_t page_block_size,
             int64_t num_positions)
      : dtype_(dtype), page_block_size_(page_block_size), width_(shape.cache_width()) {
    const int64_t num_pages = (num_positions + page_block_size - 1) / page_block_size;
    block_table_ = random.permutation(num_pages + 1);  // one page belongs to somebody else
    block_table_.resize(static_cast<size_t>(num_pages));
    // All bits set is NaN in F32 and in BF16.
    data_.resize(static_cast<size_t>((num_pages + 1) * page_stride() * size_of(dtype)),
                 std::byte{0xff});
  }

  LatentCacheView view() {
    return {.data = data_.data(),
            .dtype = dtype_,
            .page_stride = page_stride(),
            .page_block_size = page_block_size_,
            .width = width_,
            .block_table = block_table_};
  }
  void write_row(int64_t position, const std::vector<float>& values) {
    const LatentCacheView cache = view();
    for (size_t i = 0; i < values.size(); ++i) {
      if (dtype_ == DType::kF32) {
        cache.row<float>(position)[i] = values[i];
      } else {
        cache.row<bf16>(position)[i] = bf16::from_float(values[i]);
      }
    }
  }
  std::vector<float> read_row(int64_t position) {
    const LatentCacheView cache = view();
    std::vector<float> values(static_cast<size_t>(width_));
    for (size_t i = 0; i < values.size(); ++i) {
      values[i] = dtype_ == DType::kF32 ? cache.row<float>(position)[i]
                                        : cache.row<bf16>(position)[i].to_float();
    }
    return values;
  }
  // Everything, other layers and free pages too: what a stage must not touch shows here.
  const std::vector<std::byte>& bytes() const { return data_; }

 private:
  int64_t page_stride() const { return 2 * page_block_size_ * width_; }  // two layers

  DType dtype_ = DType::kF32;
  int64_t page_block_size_ = 1;
  int64_t width_ = 0;
  std::vector<int32_t> block_table_;
  std::vector<std::byte> data_;
};

}  // namespace octant::test

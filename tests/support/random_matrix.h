#pragma once
// RandomMatrix: a weight matrix with an owner, in any dtype that the stages read. A value: copies
// own their elements, view() belongs to the object it is called on.

#include <cstddef>
#include <vector>

#include "kernels/core/weight_view.h"
#include "tests/support/random.h"

namespace octant::test {

struct MatrixOptions {
  DType dtype = DType::kF32;  // kF32, kBF16 or kF8E4M3
  double stddev = 1.0;
  // Of kF8E4M3: scales that are powers of two (V3.1 and later), or arbitrary.
  bool power_of_two_scales = false;
  // The view is a rectangle of a larger matrix that begins anywhere inside a block, and leaves rows
  // and columns on all sides. Without it the storage ends where the view ends.
  bool inside_larger = false;
  int64_t col_unit = 1;  // inside_larger: the view's first column is a multiple of it
  int32_t block_size = 128;
};

class RandomMatrix {
 public:
  RandomMatrix() = default;
  RandomMatrix(Random& random, int64_t rows, int64_t cols, const MatrixOptions& options = {});

  WeightView view() const;

 private:
  WeightView stored_;  // without pointers
  int64_t row_begin_ = 0;
  int64_t col_begin_ = 0;
  int64_t rows_ = 0;
  int64_t cols_ = 0;
  std::vector<std::byte> data_;
  std::vector<float> scales_;
};

}  // namespace octant::test

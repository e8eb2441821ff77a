#pragma once
// HostTensor<T, N>: elements with an owner, for arguments and results of stages. A value: a copy
// has its own elements. The rows of the last dimension may be followed by padding, so that a stage
// which ignores strides or writes past a row is found out.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/core/view.h"
#include "tests/support/random.h"

namespace octant::test {

template <typename T, int N>
class HostTensor {
 public:
  using Shape = std::array<int64_t, N>;

  HostTensor() = default;
  // `fill` goes into the elements and the padding.
  HostTensor(const Shape& shape, T fill, int64_t row_padding = 0)
      : shape_(shape), fill_(fill), row_stride_(shape[N - 1] + (N == 1 ? 0 : row_padding)) {
    data_.assign(static_cast<size_t>(num_rows() * row_stride_), fill);
  }

  View<T, N> view() { return View<T, N>(data_.data(), shape_, strides()); }
  View<const T, N> view() const { return View<const T, N>(data_.data(), shape_, strides()); }
  View<const T, N> const_view() const { return view(); }
  const Shape& shape() const { return shape_; }

  // The elements in order, without padding.
  std::vector<T> values() const {
    const int64_t num_cols = shape_[N - 1];
    std::vector<T> values(static_cast<size_t>(num_rows() * num_cols));
    for (int64_t r = 0; r < num_rows(); ++r) {
      std::copy_n(data_.begin() + r * row_stride_, num_cols, values.begin() + r * num_cols);
    }
    return values;
  }
  void assign(const std::vector<T>& values) {
    for (int64_t r = 0; r < num_rows(); ++r) {
      const auto begin = values.begin() + r * shape_[N - 1];
      std::copy(begin, begin + shape_[N - 1], data_.begin() + r * row_stride_);
    }
  }
  // Whether the padding is as it was made.
  bool padding_intact() const {
    for (int64_t r = 0; r < num_rows(); ++r) {
      for (int64_t c = shape_[N - 1]; c < row_stride_; ++c) {
        const T& element = data_[static_cast<size_t>(r * row_stride_ + c)];
        const bool both_nan = element != element && fill_ != fill_;
        if (!both_nan && element != fill_) return false;
      }
    }
    return true;
  }

 private:
  int64_t num_rows() const {
    int64_t rows = 1;
    for (size_t d = 0; d + 1 < N; ++d) rows *= shape_[d];
    return rows;
  }
  Shape strides() const {
    Shape strides{};
    strides[N - 1] = 1;
    if constexpr (N >= 2) strides[N - 2] = row_stride_;
    for (int d = N - 3; d >= 0; --d) {
      const auto i = static_cast<size_t>(d);
      strides[i] = strides[i + 1] * shape_[i + 1];
    }
    return strides;
  }

  Shape shape_{};
  T fill_{};
  int64_t row_stride_ = 0;
  std::vector<T> data_;
};

// An output that nobody has written yet: all NaN, with three NaN after each row.
template <int N>
HostTensor<float, N> unwritten(const std::array<int64_t, N>& shape) {
  return HostTensor<float, N>(shape, std::numeric_limits<float>::quiet_NaN(), 3);
}

// Normal values of this deviation, with `row_padding` NaN after each row.
template <int N>
HostTensor<float, N> random_tensor(Random& random, const std::array<int64_t, N>& shape,
                                   double stddev = 1.0, int64_t row_padding = 0) {
  HostTensor<float, N> tensor(shape, std::numeric_limits<float>::quiet_NaN(), row_padding);
  int64_t count = 1;
  for (int64_t extent : shape) count *= extent;
  tensor.assign(random.normals(count, stddev));
  return tensor;
}

}  // namespace octant::test

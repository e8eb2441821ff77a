#pragma once
// View<T, N>: a non-owning N-dimensional window on elements that somebody else owns.
// The last dimension is contiguous; the others have strides in elements, so that a slice of columns
// is a view too. Indices are checked in builds with assertions on views (OCTANT_CHECK_VIEWS).

#include <array>
#include <cstdint>
#include <span>
#include <type_traits>

#include "kernels/core/check.h"

namespace octant {

template <typename T, int N>
class View {
  static_assert(N >= 1 && N <= 4);

 public:
  using Shape = std::array<int64_t, N>;

  // A view of nothing: data() is null, every extent 0. "May be null" in an interface means this.
  View() = default;

  // Contiguous, row-major.
  View(T* data, const Shape& shape) : data_(data), shape_(shape) {
    int64_t stride = 1;
    for (int i = N - 1; i >= 0; --i) {
      strides_[static_cast<size_t>(i)] = stride;
      stride *= shape[static_cast<size_t>(i)];
    }
  }
  // `strides` in elements; the last one must be 1.
  View(T* data, const Shape& shape, const Shape& strides)
      : data_(data), shape_(shape), strides_(strides) {
    CHECK(strides[N - 1] == 1);
  }
  // View<float, 2> -> View<const float, 2>
  template <typename U>
  requires(std::is_same_v<T, const U>) View(const View<U, N>& other)  // NOLINT: implicit on purpose
      : data_(other.data()), shape_(other.shape()), strides_(other.strides()) {}

  bool is_null() const { return data_ == nullptr; }
  T* data() const { return data_; }
  const Shape& shape() const { return shape_; }
  const Shape& strides() const { return strides_; }
  int64_t extent(int dim) const { return shape_[static_cast<size_t>(dim)]; }
  int64_t stride(int dim) const { return strides_[static_cast<size_t>(dim)]; }
  int64_t size() const {
    int64_t n = 1;
    for (int64_t extent : shape_) n *= extent;
    return n;
  }

  template <typename... I>
  requires(sizeof...(I) == N) T& operator()(I... index) const {
    const Shape i = {static_cast<int64_t>(index)...};
    int64_t offset = 0;
    for (size_t d = 0; d < N; ++d) {
#ifdef OCTANT_CHECK_VIEWS
      CHECK(i[d] >= 0);
      CHECK(i[d] < shape_[d]);
#endif
      offset += i[d] * strides_[d];
    }
    return data_[offset];
  }

  // Row `i` of a matrix, or the elements of a vector.
  std::span<T> row(int64_t i) const requires(N == 2) {
    return {data_ + i * strides_[0], static_cast<size_t>(shape_[1])};
  }
  std::span<T> span() const requires(N == 1) {
    return {data_, static_cast<size_t>(shape_[0])};
  }

  // The part [begin, end) of dimension `dim`.
  View slice(int dim, int64_t begin, int64_t end) const {
    CHECK(0 <= begin);
    CHECK(begin <= end);
    CHECK(end <= extent(dim));
    View part = *this;
    part.data_ += begin * stride(dim);
    part.shape_[static_cast<size_t>(dim)] = end - begin;
    return part;
  }
  // The first `n` rows.
  View first(int64_t n) const {
    return slice(0, 0, n);
  }

 private:
  T* data_ = nullptr;
  Shape shape_{};
  Shape strides_{};
};

}  // namespace octant

#pragma once
// Matrix arithmetic of the reference backend: every value between a stage's inputs and its outputs
// is a double, every sum runs from the first index to the last.

#include <cmath>
#include <cstdint>
#include <vector>

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"

namespace octant::reference {

struct Matrix {
  int64_t rows = 0;
  int64_t cols = 0;
  std::vector<double> values;  // row-major

  Matrix() = default;
  Matrix(int64_t num_rows, int64_t num_cols)
      : rows(num_rows), cols(num_cols), values(static_cast<size_t>(num_rows * num_cols)) {}

  double* row(int64_t r) { return values.data() + r * cols; }
  const double* row(int64_t r) const { return values.data() + r * cols; }
};

Matrix load(View<const float, 2> view);
void store(const Matrix& matrix, View<float, 2> view);
// Columns [begin, end) of every row.
Matrix columns(const Matrix& matrix, int64_t begin, int64_t end);
// What lies at [t, index, :] of a 3-dimensional view, as a matrix with a row per t.
template <typename T>
View<T, 2> plane(const View<T, 3>& view, int64_t index) {
  return View<T, 2>(view.data() + index * view.stride(1), {view.extent(0), view.extent(2)},
                    {view.stride(0), 1});
}

// y[t, n] = sum_k x[t, k] w[n, k]        [T, K] @ [N, K]^T -> [T, N]
Matrix project(const Matrix& x, const WeightView& w);
// y[t, k] = sum_n x[t, n] w[n, k]        [T, N] @ [N, K] -> [T, K]
Matrix project_transposed(const Matrix& x, const WeightView& w);
// y[t, i] = weight[i] * x[t, i] / sqrt(mean_i(x[t, i]^2) + eps)
Matrix rms_norm(const Matrix& x, View<const float, 1> weight, float eps);

inline double sigmoid(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}
inline double silu(double x) {
  return x * sigmoid(x);
}

}  // namespace octant::reference

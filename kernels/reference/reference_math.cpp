#include "kernels/reference/reference_math.h"

#include <algorithm>

namespace octant::reference {

Matrix load(View<const float, 2> view) {
  Matrix matrix(view.extent(0), view.extent(1));
  for (int64_t r = 0; r < matrix.rows; ++r) {
    for (int64_t c = 0; c < matrix.cols; ++c) matrix.row(r)[c] = view(r, c);
  }
  return matrix;
}

void store(const Matrix& matrix, View<float, 2> view) {
  for (int64_t r = 0; r < matrix.rows; ++r) {
    for (int64_t c = 0; c < matrix.cols; ++c) view(r, c) = static_cast<float>(matrix.row(r)[c]);
  }
}

Matrix columns(const Matrix& matrix, int64_t begin, int64_t end) {
  Matrix part(matrix.rows, end - begin);
  for (int64_t r = 0; r < matrix.rows; ++r) {
    std::copy(matrix.row(r) + begin, matrix.row(r) + end, part.row(r));
  }
  return part;
}

Matrix project(const Matrix& x, const WeightView& w) {
  Matrix y(x.rows, w.rows);
  std::vector<float> weight(static_cast<size_t>(w.cols));
  // Weight rows outside, so that each is dequantised once for all tokens.
  for (int64_t n = 0; n < w.rows; ++n) {
    w.read_row(n, weight.data());
    for (int64_t t = 0; t < x.rows; ++t) {
      double sum = 0;
      for (int64_t k = 0; k < w.cols; ++k) sum += x.row(t)[k] * weight[static_cast<size_t>(k)];
      y.row(t)[n] = sum;
    }
  }
  return y;
}

Matrix project_transposed(const Matrix& x, const WeightView& w) {
  Matrix y(x.rows, w.cols);
  std::vector<float> weight(static_cast<size_t>(w.cols));
  for (int64_t n = 0; n < w.rows; ++n) {
    w.read_row(n, weight.data());
    for (int64_t t = 0; t < x.rows; ++t) {
      for (int64_t k = 0; k < w.cols; ++k) {
        y.row(t)[k] += x.row(t)[n] * weight[static_cast<size_t>(k)];
      }
    }
  }
  return y;
}

Matrix rms_norm(const Matrix& x, View<const float, 1> weight, float eps) {
  Matrix y(x.rows, x.cols);
  for (int64_t t = 0; t < x.rows; ++t) {
    double squares = 0;
    for (int64_t i = 0; i < x.cols; ++i) squares += x.row(t)[i] * x.row(t)[i];
    const double rms = std::sqrt(squares / static_cast<double>(x.cols) + eps);
    for (int64_t i = 0; i < x.cols; ++i) y.row(t)[i] = weight(i) * x.row(t)[i] / rms;
  }
  return y;
}

}  // namespace octant::reference

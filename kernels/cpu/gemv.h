#pragma once
// gemv: a few rows times a weight matrix, the work of decode.
//   y[t][r] = sum_c x[t][c] W(r, c)     for begin <= r < end, t < num_rows <= kGemvMaxRows
//
// Bound by reading W, which is read and unpacked once for all rows. The sum of one (t, r) runs in
// an order that depends on the number of columns only, so its bits depend neither on num_rows nor
// on how [begin, end) was cut.

#include <cstdint>
#include <span>

#include "kernels/core/weight_view.h"

namespace octant::cpu {

inline constexpr int64_t kGemvMaxRows = 8;

// Floats of the workspace of one thread that multiplies matrices of at most `max_cols` columns.
int64_t gemv_workspace_floats(int64_t max_cols);

// The rows x in the order in which the weights are unpacked; one a thread. Remembers what it holds:
// products of the same x with several matrices pack x once. Lives as long as x does not change.
class GemvInput {
 public:
  // `rows`: pointers to 1 .. kGemvMaxRows rows. `workspace`: gemv_workspace_floats.
  GemvInput(std::span<const float* const> rows, float* workspace);

  std::span<const float* const> rows() const { return rows_; }
  float* packed() const { return packed_; }
  int64_t num_rows() const { return static_cast<int64_t>(rows_.size()); }

  // Whether packed() already holds the rows for this order and these scales; says yes from now on.
  bool reuse(bool natural_order, int64_t cols, const float* scales, int32_t col_phase);

 private:
  std::span<const float* const> rows_;
  float* packed_;
  bool natural_order_ = false;
  int64_t cols_ = -1;
  const float* scales_ = nullptr;
  int32_t col_phase_ = 0;
};

// y[t]: pointer to element r = 0 of row t.
void gemv(GemvInput& x, const WeightView& w, int64_t begin, int64_t end, std::span<float* const> y);

}  // namespace octant::cpu

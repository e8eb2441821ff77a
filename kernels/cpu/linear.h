#pragma once
// Products of the rows of a step with whole weight matrices, spread over the threads of a stage:
// gemv for up to eight rows, gemm for more.

#include <span>

#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"
#include "kernels/cpu/gemm.h"
#include "kernels/cpu/gemv.h"
#include "kernels/cpu/stage_context.h"

namespace octant::cpu {

// y[t] = x[t] w^T
struct Product {
  WeightView w;      // [N, K]
  View<float, 2> y;  // [T, N] out
};

// The memory of T rows of K columns times some matrices. Made before the parallel region, from
// scratch; run() is called inside it by every thread of the team.
class Linear {
 public:
  Linear(StageContext context, int64_t num_rows, int64_t cols, std::span<const Product> products);

  // `rows`: pointers to the T rows. Up to kGemvMaxRows rows may be each thread's own copies, more
  // are shared by all threads. Has barriers inside for more than kGemvMaxRows rows.
  void run(int32_t thread, std::span<const float* const> rows) const;

 private:
  void run_gemv(int32_t thread, std::span<const float* const> rows) const;
  void run_gemm(int32_t thread, std::span<const float* const> rows) const;

  ThreadTeam* team_;
  int64_t cols_;
  std::span<const Product> products_;
  int64_t total_rows_ = 0;  // of all weights
  int64_t workspace_floats_ = 0;
  int64_t sums_floats_ = 0;
  float* workspace_ = nullptr;  // [threads, workspace_floats_]
  float* packed_ = nullptr;
  float* sums_ = nullptr;      // [threads, sums_floats_]
  float** outputs_ = nullptr;  // [threads, rows of a block]
};

// Rows that a stage computes from its input before it multiplies them (norms). Few rows are made by
// every thread for itself, which is cheaper than a barrier; many are made once, by all together.
class PreparedRows {
 public:
  PreparedRows(StageContext context, int64_t num_rows, int64_t cols);

  // Inside the region: make(t, out) writes row t. Returns the rows for Linear::run.
  template <typename F>
  std::span<const float* const> fill(int32_t thread, F&& make) const {
    const bool own = num_rows_ <= kGemvMaxRows;
    const int64_t first_row = own ? thread * num_rows_ : 0;
    const Range range = own ? Range{0, num_rows_} : split_range(num_rows_, thread, team_->size());
    for (int64_t t = range.begin; t < range.end; ++t) make(t, rows_[first_row + t]);
    if (!own) team_->barrier();
    return {rows_ + first_row, static_cast<size_t>(num_rows_)};
  }

 private:
  ThreadTeam* team_;
  int64_t num_rows_;
  float** rows_;
};

// Pointers to the rows of a matrix, in scratch.
std::span<const float* const> row_pointers(Scratch& scratch, const View<const float, 2>& x);

// Floats rounded up to whole cache lines, so that threads' pieces share none.
inline constexpr int64_t whole_lines(int64_t floats) {
  return (floats + 15) / 16 * 16;
}

}  // namespace octant::cpu

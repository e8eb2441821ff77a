#include "kernels/cpu/linear.h"

#include <algorithm>

namespace octant::cpu {
namespace {

// Calls visit(product, begin, end) for the pieces of [range) over the concatenated rows of all
// weights.
template <typename F>
void for_each_piece(std::span<const Product> products, Range range, F&& visit) {
  int64_t first = 0;
  for (const Product& product : products) {
    const int64_t begin = std::max(range.begin - first, int64_t{0});
    const int64_t end = std::min(range.end - first, product.w.rows);
    if (begin < end) visit(product, begin, end);
    first += product.w.rows;
  }
}

}  // namespace

Linear::Linear(StageContext context, int64_t num_rows, int64_t cols,
               std::span<const Product> products)
    : team_(&context.team), cols_(cols), products_(products) {
  Scratch& scratch = context.scratch;
  const int64_t threads = team_->size();
  for (const Product& product : products) total_rows_ += product.w.rows;
  outputs_ = scratch.take<float*>(threads * kGemmMaxRows);
  if (num_rows <= kGemvMaxRows) {
    workspace_floats_ = whole_lines(gemv_workspace_floats(cols));
    workspace_ = scratch.take<float>(threads * workspace_floats_);
    return;
  }
  const int64_t block = std::min(num_rows, kGemmMaxRows);
  workspace_floats_ = whole_lines(gemm_workspace_floats());
  sums_floats_ = whole_lines(gemm_sums_floats(block));
  workspace_ = scratch.take<float>(threads * workspace_floats_);
  sums_ = scratch.take<float>(threads * sums_floats_);
  packed_ = scratch.take<float>(gemm_packed_floats(block, cols));
}

void Linear::run(int32_t thread, std::span<const float* const> rows) const {
  if (static_cast<int64_t>(rows.size()) <= kGemvMaxRows) {
    run_gemv(thread, rows);
  } else {
    run_gemm(thread, rows);
  }
}

void Linear::run_gemv(int32_t thread, std::span<const float* const> rows) const {
  GemvInput input(rows, workspace_ + thread * workspace_floats_);
  float** outputs = outputs_ + thread * kGemmMaxRows;
  const Range range = split_range(total_rows_, thread, team_->size());
  for_each_piece(products_, range, [&](const Product& product, int64_t begin, int64_t end) {
    for (size_t t = 0; t < rows.size(); ++t) {
      outputs[t] = product.y.row(static_cast<int64_t>(t)).data();
    }
    gemv(input, product.w, begin, end, {outputs, rows.size()});
  });
}

void Linear::run_gemm(int32_t thread, std::span<const float* const> rows) const {
  float* workspace = workspace_ + thread * workspace_floats_;
  float* sums = sums_ + thread * sums_floats_;
  float** outputs = outputs_ + thread * kGemmMaxRows;
  // Whole groups of tile rows where every thread gets several, else smaller pieces.
  const int64_t unit = total_rows_ >= kGemmBlockRows * team_->size() ? kGemmBlockRows / 2 : 8;
  const Range range = split_range(total_rows_, thread, team_->size(), unit);
  for (size_t first = 0; first < rows.size(); first += kGemmMaxRows) {
    const auto block = rows.subspan(first, std::min(rows.size() - first, size_t{kGemmMaxRows}));
    const auto num_rows = static_cast<int64_t>(block.size());
    const Range panels = split_range(gemm_num_panels(num_rows), thread, team_->size());
    for (int64_t p = panels.begin; p < panels.end; ++p) gemm_pack(block, cols_, p, packed_);
    team_->barrier();
    for_each_piece(products_, range, [&](const Product& product, int64_t begin, int64_t end) {
      for (size_t t = 0; t < block.size(); ++t) {
        outputs[t] = product.y.row(static_cast<int64_t>(first + t)).data();
      }
      for (int64_t r = begin; r < end; r += kGemmBlockRows) {
        const int64_t stop = std::min(end, r + kGemmBlockRows);
        gemm_block(packed_, num_rows, product.w, r, stop, workspace, sums);
        gemm_store(sums, stop - r, {outputs, block.size()}, r);
      }
    });
    team_->barrier();  // nobody packs the next rows over these
  }
}

PreparedRows::PreparedRows(StageContext context, int64_t num_rows, int64_t cols)
    : team_(&context.team), num_rows_(num_rows) {
  const int64_t copies = num_rows <= kGemvMaxRows ? team_->size() : 1;
  const int64_t stride = whole_lines(cols);
  rows_ = context.scratch.take<float*>(copies * num_rows);
  float* values = context.scratch.take<float>(copies * num_rows * stride);
  for (int64_t r = 0; r < copies * num_rows; ++r) rows_[r] = values + r * stride;
}

std::span<const float* const> row_pointers(Scratch& scratch, const View<const float, 2>& x) {
  const float** rows = scratch.take<const float*>(x.extent(0));
  for (int64_t t = 0; t < x.extent(0); ++t) rows[t] = x.row(t).data();
  return {rows, static_cast<size_t>(x.extent(0))};
}

}  // namespace octant::cpu

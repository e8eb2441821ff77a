#pragma once
// The first half of a gated FFN for some rows: act = silu(x gate^T) * (x up^T), a piece of the
// intermediate columns at a time, so that the two products meet in the cache.

#include <span>

#include "kernels/cpu/stage_context.h"

namespace octant::cpu {

// Intermediate columns of one piece: a block of gemm, and close to a row of block scales.
inline constexpr int64_t kGatedPiece = 96;

// Memory of one thread for gated_rows and for the products of moe_down.
class FfnWorkspace {
 public:
  // For rows of at most `max_cols` columns, `max_rows` at a time.
  FfnWorkspace(StageContext context, int64_t max_cols, int64_t max_rows);

  float* gemv(int32_t thread) const { return base_ + thread * floats_; }
  float* other_gemv(int32_t thread) const { return gemv(thread) + gemv_floats_ / 2; }
  float* gemm(int32_t thread) const { return gemv(thread) + gemv_floats_; }
  // [max(lanes, kGemvMaxRows) x kGatedPiece] each.
  float* sums(int32_t thread) const { return gemm(thread) + gemm_floats_; }
  float* other_sums(int32_t thread) const { return sums(thread) + sums_floats_; }

 private:
  int64_t gemv_floats_;
  int64_t gemm_floats_;
  int64_t sums_floats_;
  int64_t floats_;
  float* base_;
};

// Columns [begin, end) of act for rows x: at most kGemvMaxRows if `packed` is null, else packed by
// gemm_pack. `act`: one pointer a row.
void gated_rows(const FfnWorkspace& workspace, int32_t thread, std::span<const float* const> x,
                const float* packed, const GatedFfn& ffn, int64_t begin, int64_t end,
                std::span<float* const> act);

}  // namespace octant::cpu

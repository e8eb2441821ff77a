#include "kernels/cpu/gated.h"

#include <algorithm>
#include <array>

#include "kernels/cpu/gemm.h"
#include "kernels/cpu/gemv.h"
#include "kernels/cpu/linear.h"
#include "kernels/cpu/vector_ops.h"

namespace octant::cpu {

static_assert(kGatedPiece == kGemmBlockRows);

FfnWorkspace::FfnWorkspace(StageContext context, int64_t max_cols, int64_t max_rows)
    : gemv_floats_(2 * whole_lines(gemv_workspace_floats(max_cols))),
      gemm_floats_(max_rows > kGemvMaxRows ? gemm_workspace_floats() : 0),
      sums_floats_(whole_lines(
          std::max(gemm_sums_floats(max_rows), kGatedPiece * std::min(max_rows, kGemvMaxRows)))),
      floats_(gemv_floats_ + gemm_floats_ + 2 * sums_floats_),
      base_(context.scratch.take<float>(context.team.size() * floats_)) {}

void gated_rows(const FfnWorkspace& workspace, int32_t thread, std::span<const float* const> x,
                const float* packed, const GatedFfn& ffn, int64_t begin, int64_t end,
                std::span<float* const> act) {
  const auto num_rows = static_cast<int64_t>(x.size());
  float* gate = workspace.sums(thread);
  float* up = workspace.other_sums(thread);
  if (packed != nullptr) {
    for (int64_t c = begin; c < end; c += kGatedPiece) {
      const int64_t stop = std::min(end, c + kGatedPiece);
      gemm_block(packed, num_rows, ffn.gate, c, stop, workspace.gemm(thread), gate);
      gemm_block(packed, num_rows, ffn.up, c, stop, workspace.gemm(thread), up);
      silu_mul(gate, up, (stop - c) * gemm_lanes(num_rows), gate);
      gemm_store(gate, stop - c, act, c);
    }
    return;
  }
  // One each: the scales of gate and up differ, and packed rows carry them.
  GemvInput gate_input(x, workspace.gemv(thread));
  GemvInput up_input(x, workspace.other_gemv(thread));
  for (int64_t c = begin; c < end; c += kGatedPiece) {
    const int64_t stop = std::min(end, c + kGatedPiece);
    std::array<float*, kGemvMaxRows> gate_rows{};
    std::array<float*, kGemvMaxRows> up_rows{};
    for (int64_t t = 0; t < num_rows; ++t) {
      // gemv writes at [row of the matrix], the piece starts at c.
      gate_rows[static_cast<size_t>(t)] = gate + t * kGatedPiece;
      up_rows[static_cast<size_t>(t)] = up + t * kGatedPiece;
    }
    gemv(gate_input, ffn.gate.slice_rows(c, stop), 0, stop - c, gate_rows);
    gemv(up_input, ffn.up.slice_rows(c, stop), 0, stop - c, up_rows);
    for (int64_t t = 0; t < num_rows; ++t) {
      silu_mul(gate + t * kGatedPiece, up + t * kGatedPiece, stop - c,
               act[static_cast<size_t>(t)] + c);
    }
  }
}

}  // namespace octant::cpu

#include "kernels/cpu/gemm.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/gemm.cpp"
#include "hwy/foreach_target.h"
// Highway needs its own header after foreach_target.h.
#include "hwy/highway.h"
#include "kernels/cpu/tile-inl.h"
#include "kernels/cpu/tile_shape.h"
#include "kernels/cpu/unpack_row-inl.h"

HWY_BEFORE_NAMESPACE();
namespace octant::cpu::HWY_NAMESPACE {
namespace {

int64_t panel_lanes_target() {
  return kPanel;
}

void pack_target(std::span<const float* const> rows, int64_t cols, int64_t panel, float* out) {
  const int64_t first = panel * kPanel;
  const int64_t lanes = std::min(kPanel, static_cast<int64_t>(rows.size()) - first);
  float* HWY_RESTRICT target = out + first * cols;
  // 16 columns at a time: each source row gives a cache line, which the 16 rows of the target then
  // get from the first-level cache.
  constexpr int64_t kColumns = 16;
  for (int64_t begin = 0; begin < cols; begin += kColumns) {
    const int64_t end = std::min(cols, begin + kColumns);
    for (int64_t lane = 0; lane < kPanel; ++lane) {
      if (lane < lanes) {
        const float* source = rows[static_cast<size_t>(first + lane)];
        for (int64_t k = begin; k < end; ++k) target[k * kPanel + lane] = source[k];
      } else {
        for (int64_t k = begin; k < end; ++k) target[k * kPanel + lane] = 0.0f;
      }
    }
  }
}

void block_target(const float* packed, int64_t num_rows, const WeightView& w, int64_t begin,
                  int64_t end, float* block, float* sums) {
  const int64_t num_panels = (num_rows + kPanel - 1) / kPanel;
  const int64_t sums_stride = num_panels * kPanel;
  const int64_t count = end - begin;
  for (int64_t k = 0; k < w.cols; k += kDepth) {
    const int64_t depth = std::min(kDepth, w.cols - k);
    for (int64_t r = 0; r < count; ++r)
      unpack_row(w, begin + r, k, depth, block + r * kBlockStride);
    // Whole tiles are computed: the rows behind the last are zeros.
    std::fill(block + count * kBlockStride, block + round_up(count, kRowGroup) * kBlockStride,
              0.0f);
    for (int64_t panel = 0; panel < num_panels; ++panel) {
      tile_panel<kBlockStride, 1>(num_rows - panel * kPanel, block,
                                  packed + (panel * w.cols + k) * kPanel, kPanel, depth,
                                  sums + panel * kPanel, sums_stride, count, k > 0);
    }
  }
}

}  // namespace
}  // namespace octant::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace octant::cpu {

HWY_EXPORT(panel_lanes_target);
HWY_EXPORT(pack_target);
HWY_EXPORT(block_target);

static_assert(kGemmBlockRows % kRowGroup == 0);

int64_t gemm_num_panels(int64_t num_rows) {
  const int64_t lanes = HWY_DYNAMIC_DISPATCH(panel_lanes_target)();
  return (num_rows + lanes - 1) / lanes;
}

int64_t gemm_lanes(int64_t num_rows) {
  return gemm_num_panels(num_rows) * HWY_DYNAMIC_DISPATCH(panel_lanes_target)();
}

int64_t gemm_packed_floats(int64_t num_rows, int64_t cols) {
  return gemm_lanes(num_rows) * cols;
}

void gemm_pack(std::span<const float* const> rows, int64_t cols, int64_t panel, float* out) {
  HWY_DYNAMIC_DISPATCH(pack_target)(rows, cols, panel, out);
}

int64_t gemm_workspace_floats() {
  return kGemmBlockRows * kBlockStride;
}

int64_t gemm_sums_floats(int64_t num_rows) {
  return kGemmBlockRows * gemm_lanes(num_rows);
}

void gemm_block(const float* packed, int64_t num_rows, const WeightView& w, int64_t begin,
                int64_t end, float* workspace, float* sums) {
  HWY_DYNAMIC_DISPATCH(block_target)(packed, num_rows, w, begin, end, workspace, sums);
}

void gemm_store(const float* sums, int64_t count, std::span<float* const> y, int64_t begin) {
  const int64_t stride = gemm_lanes(static_cast<int64_t>(y.size()));
  for (size_t lane = 0; lane < y.size(); ++lane) {
    float* row = y[lane] + begin;
    for (int64_t i = 0; i < count; ++i) row[i] = sums[i * stride + static_cast<int64_t>(lane)];
  }
}

}  // namespace octant::cpu
#endif

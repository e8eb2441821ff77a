// The other operand of unpack-inl.h: f32 columns put into packed order, padded with zeros to whole
// blocks, multiplied with the block scales of the weight row they will meet.

#if defined(OCTANT_KERNELS_CPU_PACK_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCTANT_KERNELS_CPU_PACK_INL_H_
#undef OCTANT_KERNELS_CPU_PACK_INL_H_
#else
#define OCTANT_KERNELS_CPU_PACK_INL_H_
#endif

#include <algorithm>

#include "kernels/core/weight_view.h"
#include "kernels/cpu/unpack-inl.h"

HWY_BEFORE_NAMESPACE();
namespace octant::cpu::HWY_NAMESPACE {

HWY_INLINE int64_t round_up_to_block(int64_t cols) {
  return (cols + kBlock - 1) / kBlock * kBlock;
}

// The scales of weight row `row` as the columns cross them.
struct RowScales {
  const float* first = nullptr;  // scale of column 0, null without scales
  int32_t block_cols = 128;
  int32_t col_phase = 0;
};

inline RowScales row_scales(const WeightView& w, int64_t row) {
  if (w.scales.data == nullptr) return {};
  const BlockScales& s = w.scales;
  return {s.data + (row + s.row_phase) / s.block_rows * s.row_stride, s.block_cols, s.col_phase};
}

// `count` <= 2 L elements, zeros behind them: [even ; odd] or natural order, times the scales.
template <bool kNatural>
HWY_INLINE void pack_half_block(const float* x, int64_t col, int64_t count, const RowScales& scales,
                                float unbias, float* out) {
  const F32Tag d;
  HWY_ALIGN float scaled[2 * kLanes];
  auto factor = hn::Set(d, unbias);
  if (scales.first != nullptr) {
    const int64_t first = (col + scales.col_phase) / scales.block_cols;
    const int64_t last = (col + count - 1 + scales.col_phase) / scales.block_cols;
    if (first == last) {
      factor = hn::Set(d, unbias * scales.first[first]);
    } else {
      for (int64_t i = 0; i < count; ++i) {
        scaled[i] = x[i] * scales.first[(col + i + scales.col_phase) / scales.block_cols];
      }
      x = scaled;
    }
  }
  if (count < 2 * kLanes) {
    if (x != scaled) std::copy(x, x + count, scaled);
    std::fill(scaled + count, scaled + 2 * kLanes, 0.0f);
    x = scaled;
  }
  F32Vec a;
  F32Vec b;
  if constexpr (kNatural) {
    a = hn::LoadU(d, x);
    b = hn::LoadU(d, x + kLanes);
  } else {
    hn::LoadInterleaved2(d, x, a, b);
  }
  hn::StoreU(hn::Mul(a, factor), d, out);
  hn::StoreU(hn::Mul(b, factor), d, out + kLanes);
}

// x[0 .. cols) -> out[0 .. round_up_to_block(cols)).
template <bool kNatural>
HWY_INLINE void pack_columns(const float* x, int64_t cols, const RowScales& scales, float unbias,
                             float* out) {
  const int64_t padded = round_up_to_block(cols);
  for (int64_t col = 0; col < padded; col += 2 * kLanes) {
    const int64_t count = std::min(2 * kLanes, cols - col);
    if (count > 0) {
      pack_half_block<kNatural>(x + col, col, count, scales, unbias, out + col);
    } else {
      std::fill(out + col, out + col + 2 * kLanes, 0.0f);
    }
  }
}

}  // namespace octant::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

#include "kernels/cpu/gemv.h"

#include <algorithm>
#include <limits>

#include "kernels/core/check.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/gemv.cpp"
#include "hwy/cache_control.h"
#include "hwy/foreach_target.h"
// Highway needs its own header after foreach_target.h.
#include "hwy/highway.h"
#include "kernels/cpu/pack-inl.h"
#include "kernels/cpu/unpack-inl.h"

HWY_BEFORE_NAMESPACE();
namespace octant::cpu::HWY_NAMESPACE {
namespace {

// While some rows are read, the same columns of the next rows are asked for, as long as that is not
// further ahead than the second-level cache can keep. Longer rows ask 1 KB ahead in the same row.
constexpr int64_t kMaxPrefetchBytes = 64 * 1024;
constexpr int64_t kLongRowPrefetchBytes = 1024;

// Dots of kR weight rows with kT packed rows x. One accumulator a (t, r): kR * kT chains of
// multiply-adds run side by side, which hides their latency from 4 chains on.
template <DType kDType, int kT, int kR>
HWY_INLINE void dot_rows(const float* HWY_RESTRICT x, int64_t x_stride, const std::byte* w,
                         int64_t w_stride_bytes, int64_t cols, float* const* y, int64_t row) {
  constexpr int64_t kBlockBytes = kBlock * kElementBytes<kDType>;
  const F32Tag d;
  F32Vec sum[kR][kT];
  NanGuard<kDType> guard[kR];
  for (int r = 0; r < kR; ++r) {
    for (int t = 0; t < kT; ++t) sum[r][t] = hn::Zero(d);
  }
  const int64_t ahead =
      kR * w_stride_bytes <= kMaxPrefetchBytes ? kR * w_stride_bytes : kLongRowPrefetchBytes;
  const auto accumulate = [&](int r, const F32Vec(&v)[4], const float* xb) HWY_ATTR {
    for (int t = 0; t < kT; ++t) {
      for (int s = 0; s < 4; ++s) {
        sum[r][t] = hn::MulAdd(v[s], hn::Load(d, xb + t * x_stride + s * kLanes), sum[r][t]);
      }
    }
  };
  const int64_t num_blocks = cols / kBlock;
  for (int64_t b = 0; b < num_blocks; ++b) {
    for (int r = 0; r < kR; ++r) {
      const std::byte* source = w + r * w_stride_bytes + b * kBlockBytes;
      for (int64_t line = 0; line < kBlockBytes; line += 64) {
        hwy::Prefetch(source + ahead + line);
      }
      F32Vec v[4];
      unpack_block<kDType>(source, v, guard[r]);
      accumulate(r, v, x + b * kBlock);
    }
  }
  if (const int64_t rest = cols - num_blocks * kBlock; rest > 0) {
    for (int r = 0; r < kR; ++r) {
      F32Vec v[4];
      unpack_partial<kDType>(w + r * w_stride_bytes + num_blocks * kBlockBytes, rest, v, guard[r]);
      accumulate(r, v, x + num_blocks * kBlock);
    }
  }
  for (int r = 0; r < kR; ++r) {
    const bool nan = guard[r].seen();
    for (int t = 0; t < kT; ++t) {
      y[t][row + r] =
          nan ? std::numeric_limits<float>::quiet_NaN() : hn::GetLane(hn::SumOfLanes(d, sum[r][t]));
    }
  }
}

template <DType kDType, int kT>
void gemv_rows(const float* x, int64_t x_stride, const WeightView& w, int64_t begin, int64_t end,
               float* const* y) {
  // 8 chains where that leaves registers for x and w on a machine with 16 of them.
  constexpr int kR = kT <= 2 ? 4 : kT <= 4 ? 2 : 1;
  const int64_t stride_bytes = w.row_stride * kElementBytes<kDType>;
  int64_t row = begin;
  for (; row + kR <= end; row += kR) {
    dot_rows<kDType, kT, kR>(x, x_stride, w.row_bytes(row), stride_bytes, w.cols, y, row);
  }
  for (; row < end; ++row) {
    dot_rows<kDType, kT, 1>(x, x_stride, w.row_bytes(row), stride_bytes, w.cols, y, row);
  }
}

// Rows [begin, end) that share their row of scales.
template <DType kDType>
void gemv_same_scales(GemvInput& input, const WeightView& w, int64_t begin, int64_t end,
                      float* const* y) {
  constexpr bool kNatural = kDType == DType::kF32;
  const int64_t padded = round_up_to_block(w.cols);
  const RowScales scales = row_scales(w, begin);
  if (!input.reuse(kNatural, w.cols, scales.first, scales.col_phase)) {
    for (int64_t t = 0; t < input.num_rows(); ++t) {
      pack_columns<kNatural>(input.rows()[static_cast<size_t>(t)], w.cols, scales,
                             kDType == DType::kF8E4M3 ? kF8Unbias : 1.0f,
                             input.packed() + t * padded);
    }
  }
  const float* x = input.packed();
  switch (input.num_rows()) {
    case 1:
      return gemv_rows<kDType, 1>(x, padded, w, begin, end, y);
    case 2:
      return gemv_rows<kDType, 2>(x, padded, w, begin, end, y);
    case 3:
      return gemv_rows<kDType, 3>(x, padded, w, begin, end, y);
    case 4:
      return gemv_rows<kDType, 4>(x, padded, w, begin, end, y);
    case 5:
      return gemv_rows<kDType, 5>(x, padded, w, begin, end, y);
    case 6:
      return gemv_rows<kDType, 6>(x, padded, w, begin, end, y);
    case 7:
      return gemv_rows<kDType, 7>(x, padded, w, begin, end, y);
    default:
      return gemv_rows<kDType, 8>(x, padded, w, begin, end, y);
  }
}

template <DType kDType>
void gemv_dtype(GemvInput& input, const WeightView& w, int64_t begin, int64_t end,
                float* const* y) {
  if (w.scales.data == nullptr) return gemv_same_scales<kDType>(input, w, begin, end, y);
  for (int64_t row = begin; row < end;) {
    const int64_t in_block = (row + w.scales.row_phase) % w.scales.block_rows;
    const int64_t stop = std::min(end, row + w.scales.block_rows - in_block);
    gemv_same_scales<kDType>(input, w, row, stop, y);
    row = stop;
  }
}

void gemv_target(GemvInput& input, const WeightView& w, int64_t begin, int64_t end,
                 float* const* y) {
  switch (w.dtype) {
    case DType::kF32:
      return gemv_dtype<DType::kF32>(input, w, begin, end, y);
    case DType::kBF16:
      return gemv_dtype<DType::kBF16>(input, w, begin, end, y);
    default:
      return gemv_dtype<DType::kF8E4M3>(input, w, begin, end, y);
  }
}

int64_t padded_cols_target(int64_t cols) {
  return round_up_to_block(cols);
}

}  // namespace
}  // namespace octant::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace octant::cpu {

HWY_EXPORT(gemv_target);
HWY_EXPORT(padded_cols_target);

int64_t gemv_workspace_floats(int64_t max_cols) {
  return kGemvMaxRows * HWY_DYNAMIC_DISPATCH(padded_cols_target)(max_cols);
}

GemvInput::GemvInput(std::span<const float* const> rows, float* workspace)
    : rows_(rows), packed_(workspace) {
  CHECK(rows.size() >= size_t{1});
  CHECK(rows.size() <= static_cast<size_t>(kGemvMaxRows));
}

bool GemvInput::reuse(bool natural_order, int64_t cols, const float* scales, int32_t col_phase) {
  const bool same = natural_order == natural_order_ && cols == cols_ && scales == scales_ &&
                    col_phase == col_phase_;
  natural_order_ = natural_order;
  cols_ = cols;
  scales_ = scales;
  col_phase_ = col_phase;
  return same;
}

void gemv(GemvInput& x, const WeightView& w, int64_t begin, int64_t end,
          std::span<float* const> y) {
  if (begin < end) HWY_DYNAMIC_DISPATCH(gemv_target)(x, w, begin, end, y.data());
}

}  // namespace octant::cpu
#endif

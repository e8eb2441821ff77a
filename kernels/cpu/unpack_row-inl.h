// Pieces of weight rows and cache rows as f32 in natural order, scales applied.

#if defined(OCTANT_KERNELS_CPU_UNPACK_ROW_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCTANT_KERNELS_CPU_UNPACK_ROW_INL_H_
#undef OCTANT_KERNELS_CPU_UNPACK_ROW_INL_H_
#else
#define OCTANT_KERNELS_CPU_UNPACK_ROW_INL_H_
#endif

#include <algorithm>

#include "kernels/core/weight_view.h"
#include "kernels/cpu/unpack-inl.h"

HWY_BEFORE_NAMESPACE();
namespace octant::cpu::HWY_NAMESPACE {

template <DType kDType>
HWY_INLINE void store_natural(const F32Vec (&v)[4], float* out) {
  const F32Tag d;
  if constexpr (kDType == DType::kF32) {
    for (int64_t i = 0; i < 4; ++i) hn::StoreU(v[i], d, out + i * kLanes);
  } else {
    hn::StoreInterleaved2(v[0], v[1], d, out);
    hn::StoreInterleaved2(v[2], v[3], d, out + 2 * kLanes);
  }
}

// `count` elements, F8 without kF8Unbias; false if an F8 NaN code was among them.
template <DType kDType>
HWY_INLINE bool unpack_elements(const std::byte* source, int64_t count, float* out) {
  NanGuard<kDType> guard;
  F32Vec v[4];
  int64_t i = 0;
  for (; i + kBlock <= count; i += kBlock) {
    unpack_block<kDType>(source + i * kElementBytes<kDType>, v, guard);
    store_natural<kDType>(v, out + i);
  }
  if (i < count) {
    HWY_ALIGN float rest[kBlock];
    unpack_partial<kDType>(source + i * kElementBytes<kDType>, count - i, v, guard);
    store_natural<kDType>(v, rest);
    std::copy(rest, rest + (count - i), out + i);
  }
  return !guard.seen();
}

HWY_INLINE void scale_in_place(float* x, int64_t count, float factor) {
  const F32Tag d;
  int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    hn::StoreU(hn::Mul(hn::LoadU(d, x + i), hn::Set(d, factor)), d, x + i);
  }
  for (; i < count; ++i) x[i] *= factor;
}

// W(row, col .. col + count) -> out.
inline void unpack_row(const WeightView& w, int64_t row, int64_t col, int64_t count, float* out) {
  const std::byte* source = w.row_bytes(row) + col * size_of(w.dtype);
  if (w.dtype == DType::kF32) {
    unpack_elements<DType::kF32>(source, count, out);
  } else if (w.dtype == DType::kBF16) {
    unpack_elements<DType::kBF16>(source, count, out);
  } else if (unpack_elements<DType::kF8E4M3>(source, count, out)) {
    const int64_t block_cols = w.scales.data == nullptr ? count + 1 : w.scales.block_cols;
    for (int64_t i = 0; i < count;) {
      const int64_t in_block = (col + i + w.scales.col_phase) % block_cols;
      const int64_t run =
          w.scales.data == nullptr ? count : std::min(count - i, block_cols - in_block);
      scale_in_place(out + i, run, kF8Unbias * w.scale(row, col + i));
      i += run;
    }
  } else {
    for (int64_t i = 0; i < count; ++i) out[i] = w.at(row, col + i);
  }
}

}  // namespace octant::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

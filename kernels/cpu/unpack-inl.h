// Weights of the three dtypes as f32 vectors, for the instruction set that is being compiled.
//
// A *block* is 4 L consecutive elements of a row, L being the f32 lanes of a vector. unpack_block
// returns it as four vectors in the order that costs the fewest instructions, the packed order:
//   F32         natural
//   BF16, F8    two halves of 2 L elements, each as [even elements ; odd elements]
// pack_columns (pack-inl.h) puts the other operand of a product into the same order.
//
// F8_E4M3 goes through half precision: the code shifted to the exponent and mantissa of a binary16
// is the value times 2^-8, subnormals included, and one instruction widens half a vector. The
// factor kF8Unbias belongs into the block scale. The two NaN codes become +-1.875 that way, so a
// NanGuard watches the codes that passed. (Shifting to f32 directly takes fewer instructions, but
// makes f32 subnormals of e4m3 subnormals, and each of those costs a microcode assist in a
// multiplication.)

#if defined(OCTANT_KERNELS_CPU_UNPACK_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCTANT_KERNELS_CPU_UNPACK_INL_H_
#undef OCTANT_KERNELS_CPU_UNPACK_INL_H_
#else
#define OCTANT_KERNELS_CPU_UNPACK_INL_H_
#endif

#include <cstdint>
#include <cstring>

#include "hwy/highway.h"
#include "kernels/core/dtype.h"

HWY_BEFORE_NAMESPACE();
namespace octant::cpu::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using F32Tag = hn::ScalableTag<float>;
using F32Vec = hn::Vec<F32Tag>;
inline constexpr int64_t kLanes = HWY_LANES(float);
inline constexpr int64_t kBlock = 4 * kLanes;  // elements
inline constexpr float kF8Unbias = 256.0f;     // 2^(15 - 7): binary16 bias over e4m3 bias

template <DType kDType>
inline constexpr int64_t kElementBytes = kDType == DType::kF32    ? 4
                                         : kDType == DType::kBF16 ? 2
                                                                  : 1;

// Whether a NaN code was among the F8 blocks that passed; costs two integer operations a block.
template <DType kDType>
struct NanGuard {
  HWY_INLINE bool seen() const { return false; }
};

#if HWY_TARGET == HWY_SCALAR

template <>
struct NanGuard<DType::kF8E4M3> {
  bool nan = false;
  HWY_INLINE bool seen() const { return nan; }
};

template <DType kDType>
HWY_INLINE void unpack_block(const std::byte* source, F32Vec (&w)[4], NanGuard<kDType>& guard) {
  const F32Tag d;
  for (int64_t i = 0; i < 4; ++i) {
    if constexpr (kDType == DType::kF32) {
      w[i] = hn::LoadU(d, reinterpret_cast<const float*>(source) + i);
    } else if constexpr (kDType == DType::kBF16) {
      w[i] = hn::Set(d, reinterpret_cast<const bf16*>(source)[i].to_float());
    } else {
      const e4m3 code = reinterpret_cast<const e4m3*>(source)[i];
      guard.nan |= (code.bits & 0x7f) == 0x7f;
      w[i] = hn::Set(d, code.to_float() / kF8Unbias);
    }
  }
}

#else

template <>
struct NanGuard<DType::kF8E4M3> {
  // The largest code | 0x80 in each byte: 0xff exactly after a NaN.
  hn::Vec<hn::ScalableTag<uint8_t>> largest;
  // Written out: an implicit constructor is not compiled for the instruction set.
  HWY_INLINE NanGuard() : largest(hn::Zero(hn::ScalableTag<uint8_t>())) {}
  HWY_INLINE bool seen() const {
    const hn::ScalableTag<uint8_t> d8;
    return !hn::AllFalse(d8, hn::Eq(largest, hn::Set(d8, uint8_t{0xff})));
  }
};

template <DType kDType>
HWY_INLINE void unpack_block(const std::byte* source, F32Vec (&w)[4], NanGuard<kDType>& guard) {
  const F32Tag d;
  if constexpr (kDType == DType::kF32) {
    (void)guard;
    for (int64_t i = 0; i < 4; ++i) {
      w[i] = hn::LoadU(d, reinterpret_cast<const float*>(source) + i * kLanes);
    }
  } else if constexpr (kDType == DType::kBF16) {
    (void)guard;
    const hn::RebindToUnsigned<F32Tag> d32;
    const auto upper = hn::Set(d32, 0xffff0000u);
    for (int64_t i = 0; i < 2; ++i) {
      const auto pairs = hn::LoadU(d32, reinterpret_cast<const uint32_t*>(source) + i * kLanes);
      w[2 * i] = hn::BitCast(d, hn::ShiftLeft<16>(pairs));
      w[2 * i + 1] = hn::BitCast(d, hn::And(pairs, upper));
    }
  } else {
    const hn::ScalableTag<uint8_t> d8;
    const hn::ScalableTag<int16_t> d16;
    const hn::Repartition<hwy::float16_t, decltype(d16)> df16;
    const hn::Half<decltype(df16)> df16_half;
    const auto codes = hn::LoadU(d8, reinterpret_cast<const uint8_t*>(source));
    guard.largest = hn::Max(guard.largest, hn::Or(codes, hn::Set(d8, uint8_t{0x80})));
    // seeeemmm in the upper byte, shifted down by one with the sign kept: s?eeeemmm.......
    const auto keep = hn::Set(d16, static_cast<int16_t>(0xbf80));
    const auto pairs = hn::BitCast(d16, codes);
    const auto even = hn::BitCast(df16, hn::And(hn::ShiftRight<1>(hn::ShiftLeft<8>(pairs)), keep));
    const auto odd = hn::BitCast(df16, hn::And(hn::ShiftRight<1>(pairs), keep));
    w[0] = hn::PromoteTo(d, hn::LowerHalf(df16_half, even));
    w[1] = hn::PromoteTo(d, hn::LowerHalf(df16_half, odd));
    w[2] = hn::PromoteTo(d, hn::UpperHalf(df16_half, even));
    w[3] = hn::PromoteTo(d, hn::UpperHalf(df16_half, odd));
  }
}

#endif

// The first `count` < kBlock elements of a block, zeros behind them; reads nothing beyond them.
template <DType kDType>
HWY_INLINE void unpack_partial(const std::byte* source, int64_t count, F32Vec (&w)[4],
                               NanGuard<kDType>& guard) {
  HWY_ALIGN std::byte block[kBlock * kElementBytes<kDType>] = {};
  std::memcpy(block, source, static_cast<size_t>(count * kElementBytes<kDType>));
  unpack_block<kDType>(block, w, guard);
}

}  // namespace octant::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

// The register tile that every product of many rows is made of:
//   c[i][lane] (+)= sum_k a(i, k) b[k][lane]      a(i, k) = a[i * kRowStep + k * kDepthStep]
// `lane` runs over what stands side by side in vectors (tokens, heads or positions), a(i, k) is
// broadcast. The steps of `a` are constants, so that they become addresses. Blocks of `a` hold at
// most kDepth elements in a row of kBlockStride: 16 more, so that rows fall into different cache
// sets. Each sum runs over k in order with one accumulator: its bits do not depend on the tiling.

#if defined(OCTANT_KERNELS_CPU_TILE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCTANT_KERNELS_CPU_TILE_INL_H_
#undef OCTANT_KERNELS_CPU_TILE_INL_H_
#else
#define OCTANT_KERNELS_CPU_TILE_INL_H_
#endif

#include "kernels/cpu/tile_shape.h"
#include "kernels/cpu/unpack-inl.h"

HWY_BEFORE_NAMESPACE();
namespace octant::cpu::HWY_NAMESPACE {

inline constexpr int64_t kPanel = 2 * kLanes;  // lanes side by side in one panel of b

// Rows of a tile with kVectors vectors of lanes: accumulators fill half to three quarters of the
// registers, at least 12 chains hide the latency of two multiply-add units.
#if HWY_TARGET == HWY_SCALAR
template <int kVectors>
inline constexpr int kTileRows = 4;
#elif HWY_TARGET == HWY_AVX2
template <int kVectors>
inline constexpr int kTileRows = kVectors == 1 ? 12 : 6;
#else
template <int kVectors>
inline constexpr int kTileRows = kVectors == 1 ? 16 : 12;
#endif
static_assert(kRowGroup % kTileRows<1> == 0 && kRowGroup % kTileRows<2> == 0);

template <int kVectors, int64_t kRowStep, int64_t kDepthStep>
HWY_INLINE void tile(const float* HWY_RESTRICT a, const float* HWY_RESTRICT b, int64_t b_stride,
                     int64_t depth, float* HWY_RESTRICT c, int64_t c_stride, bool accumulate) {
  constexpr int kRows = kTileRows<kVectors>;
  const F32Tag d;
  F32Vec sum[kRows][kVectors];
  for (int i = 0; i < kRows; ++i) {
    for (int v = 0; v < kVectors; ++v) {
      sum[i][v] = accumulate ? hn::LoadU(d, c + i * c_stride + v * kLanes) : hn::Zero(d);
    }
  }
  for (int64_t k = 0; k < depth; ++k) {
    F32Vec bv[kVectors];
    for (int v = 0; v < kVectors; ++v) bv[v] = hn::LoadU(d, b + k * b_stride + v * kLanes);
    for (int i = 0; i < kRows; ++i) {
      const F32Vec av = hn::Set(d, a[i * kRowStep + k * kDepthStep]);
      for (int v = 0; v < kVectors; ++v) sum[i][v] = hn::MulAdd(av, bv[v], sum[i][v]);
    }
  }
  for (int i = 0; i < kRows; ++i) {
    for (int v = 0; v < kVectors; ++v) hn::StoreU(sum[i][v], d, c + i * c_stride + v * kLanes);
  }
}

// `num_rows` rows of c, rounded up to whole tiles: a and c have room for kRowGroup more, and what a
// holds there is finite.
template <int kVectors, int64_t kRowStep, int64_t kDepthStep>
HWY_INLINE void tile_rows(const float* a, const float* b, int64_t b_stride, int64_t depth, float* c,
                          int64_t c_stride, int64_t num_rows, bool accumulate) {
  for (int64_t i = 0; i < num_rows; i += kTileRows<kVectors>) {
    tile<kVectors, kRowStep, kDepthStep>(a + i * kRowStep, b, b_stride, depth, c + i * c_stride,
                                         c_stride, accumulate);
  }
}

// As above for a panel of which only `lanes` <= kPanel are wanted.
template <int64_t kRowStep, int64_t kDepthStep>
HWY_INLINE void tile_panel(int64_t lanes, const float* a, const float* b, int64_t b_stride,
                           int64_t depth, float* c, int64_t c_stride, int64_t num_rows,
                           bool accumulate) {
  if (lanes <= kLanes) {
    tile_rows<1, kRowStep, kDepthStep>(a, b, b_stride, depth, c, c_stride, num_rows, accumulate);
  } else {
    tile_rows<2, kRowStep, kDepthStep>(a, b, b_stride, depth, c, c_stride, num_rows, accumulate);
  }
}

}  // namespace octant::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

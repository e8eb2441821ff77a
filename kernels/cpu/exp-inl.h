// exp of a vector, any argument: Highway's Exp (1 ulp in its range) with the range guarded.

#if defined(OCTANT_KERNELS_CPU_EXP_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCTANT_KERNELS_CPU_EXP_INL_H_
#undef OCTANT_KERNELS_CPU_EXP_INL_H_
#else
#define OCTANT_KERNELS_CPU_EXP_INL_H_
#endif

#include "hwy/contrib/math/math-inl.h"
#include "kernels/cpu/unpack-inl.h"

HWY_BEFORE_NAMESPACE();
namespace octant::cpu::HWY_NAMESPACE {

// 0 below the range of f32, exp(88) above 88 (the largest f32 is exp(88.7)); NaN stays NaN.
HWY_INLINE F32Vec vector_exp(F32Vec x) {
  const F32Tag d;
  const F32Vec highest = hn::Set(d, 88.0f);
  const F32Vec e = hn::Exp(d, hn::Min(x, highest));
  return hn::IfThenElse(hn::Eq(x, x), e, x);  // Highway's Exp turns NaN into 0
}

}  // namespace octant::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

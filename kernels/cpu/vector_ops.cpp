#include "kernels/cpu/vector_ops.h"

#include <algorithm>
#include <cmath>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cpu/vector_ops.cpp"
#include "hwy/foreach_target.h"
// Highway needs its own header after foreach_target.h.
#include "hwy/highway.h"
#include "kernels/cpu/exp-inl.h"
#include "kernels/cpu/unpack_row-inl.h"

HWY_BEFORE_NAMESPACE();
namespace octant::cpu::HWY_NAMESPACE {
namespace {

// x is summed in four interleaved chains, whatever the count.
float sum_of_squares_target(const float* x, int64_t count) {
  const F32Tag d;
  F32Vec sum[4] = {hn::Zero(d), hn::Zero(d), hn::Zero(d), hn::Zero(d)};
  int64_t i = 0;
  for (; i + 4 * kLanes <= count; i += 4 * kLanes) {
    for (int64_t s = 0; s < 4; ++s) {
      const F32Vec v = hn::LoadU(d, x + i + s * kLanes);
      sum[s] = hn::MulAdd(v, v, sum[s]);
    }
  }
  float rest = 0;
  for (; i < count; ++i) rest += x[i] * x[i];
  return rest +
         hn::GetLane(hn::SumOfLanes(d, hn::Add(hn::Add(sum[0], sum[1]), hn::Add(sum[2], sum[3]))));
}

void scale_by_target(const float* x, const float* weight, float factor, int64_t count, float* out) {
  const F32Tag d;
  int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const F32Vec scaled = hn::Mul(hn::LoadU(d, x + i), hn::Set(d, factor));
    hn::StoreU(hn::Mul(scaled, hn::LoadU(d, weight + i)), d, out + i);
  }
  for (; i < count; ++i) out[i] = x[i] * factor * weight[i];
}

void silu_mul_target(const float* gate, const float* up, int64_t count, float* out) {
  const F32Tag d;
  const F32Vec one = hn::Set(d, 1.0f);
  const auto step = [&](F32Vec g, F32Vec u) HWY_ATTR {
    return hn::Mul(hn::Div(g, hn::Add(one, vector_exp(hn::Neg(g)))), u);
  };
  int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    hn::StoreU(step(hn::LoadU(d, gate + i), hn::LoadU(d, up + i)), d, out + i);
  }
  if (i < count) {  // the same arithmetic for the rest, so that cuts do not show in the bits
    HWY_ALIGN float g[kLanes] = {};
    HWY_ALIGN float u[kLanes] = {};
    std::copy(gate + i, gate + count, g);
    std::copy(up + i, up + count, u);
    hn::Store(step(hn::Load(d, g), hn::Load(d, u)), d, g);
    std::copy(g, g + (count - i), out + i);
  }
}

void add_scaled_target(const float* x, float factor, int64_t count, float* out) {
  const F32Tag d;
  const F32Vec f = hn::Set(d, factor);
  int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    hn::StoreU(hn::MulAdd(f, hn::LoadU(d, x + i), hn::LoadU(d, out + i)), d, out + i);
  }
  for (; i < count; ++i) out[i] = std::fma(factor, x[i], out[i]);
}

void read_weights_target(const WeightView& w, int64_t row, int64_t col, int64_t count, float* out) {
  unpack_row(w, row, col, count, out);
}

Largest largest_target(const float* x, int64_t count) {
  const F32Tag d;
  // x - x is 0 for finite x and NaN otherwise; NaN stays in the sum.
  F32Vec finite = hn::Zero(d);
  F32Vec best = hn::Set(d, -std::numeric_limits<float>::infinity());
  int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const F32Vec v = hn::LoadU(d, x + i);
    best = hn::Max(best, v);
    finite = hn::Add(finite, hn::Sub(v, v));
  }
  Largest result{.value = hn::GetLane(hn::MaxOfLanes(d, best))};
  result.all_finite = hn::GetLane(hn::SumOfLanes(d, finite)) == 0.0f;
  for (; i < count; ++i) {
    result.value = std::max(result.value, x[i]);
    result.all_finite = result.all_finite && std::isfinite(x[i]);
  }
  result.index = std::find(x, x + count, result.value) - x;
  return result;
}

double exp_sum_target(const float* x, float offset, float factor, int64_t count, float* out) {
  const F32Tag d;
  // Each run of kRun is summed in f32 and added in f64: 129280 terms keep 7 digits.
  constexpr int64_t kRun = 16 * kLanes;
  double sum = 0;
  HWY_ALIGN float values[kLanes];
  for (int64_t begin = 0; begin < count; begin += kRun) {
    const int64_t end = std::min(count, begin + kRun);
    F32Vec run = hn::Zero(d);
    int64_t i = begin;
    for (; i + kLanes <= end; i += kLanes) {
      const F32Vec e =
          vector_exp(hn::Mul(hn::Sub(hn::LoadU(d, x + i), hn::Set(d, offset)), hn::Set(d, factor)));
      if (out != nullptr) hn::StoreU(e, d, out + i);
      run = hn::Add(run, e);
    }
    sum += static_cast<double>(hn::GetLane(hn::SumOfLanes(d, run)));
    if (i < end) {
      std::fill(values, values + kLanes, 0.0f);
      for (int64_t j = i; j < end; ++j) values[j - i] = (x[j] - offset) * factor;
      hn::Store(vector_exp(hn::Load(d, values)), d, values);
      for (int64_t j = i; j < end; ++j) {
        sum += static_cast<double>(values[j - i]);
        if (out != nullptr) out[j] = values[j - i];
      }
    }
  }
  return sum;
}

}  // namespace
}  // namespace octant::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace octant::cpu {

HWY_EXPORT(sum_of_squares_target);
HWY_EXPORT(scale_by_target);
HWY_EXPORT(silu_mul_target);
HWY_EXPORT(add_scaled_target);
HWY_EXPORT(read_weights_target);
HWY_EXPORT(largest_target);
HWY_EXPORT(exp_sum_target);

void rms_norm(const float* x, const float* weight, float eps, int64_t count, float* out) {
  const float mean = sum_of_squares(x, count) / static_cast<float>(count);
  scale_by(x, weight, 1.0f / std::sqrt(mean + eps), count, out);
}

float sum_of_squares(const float* x, int64_t count) {
  return HWY_DYNAMIC_DISPATCH(sum_of_squares_target)(x, count);
}

void scale_by(const float* x, const float* weight, float factor, int64_t count, float* out) {
  HWY_DYNAMIC_DISPATCH(scale_by_target)(x, weight, factor, count, out);
}

void silu_mul(const float* gate, const float* up, int64_t count, float* out) {
  HWY_DYNAMIC_DISPATCH(silu_mul_target)(gate, up, count, out);
}

void add(const float* x, int64_t count, float* out) {
  add_scaled(x, 1.0f, count, out);
}

void add_scaled(const float* x, float factor, int64_t count, float* out) {
  HWY_DYNAMIC_DISPATCH(add_scaled_target)(x, factor, count, out);
}

void read_weights(const WeightView& w, int64_t row, int64_t col, int64_t count, float* out) {
  HWY_DYNAMIC_DISPATCH(read_weights_target)(w, row, col, count, out);
}

Largest largest(const float* x, int64_t count) {
  return HWY_DYNAMIC_DISPATCH(largest_target)(x, count);
}

double exp_sum(const float* x, float offset, float factor, int64_t count, float* out) {
  return HWY_DYNAMIC_DISPATCH(exp_sum_target)(x, offset, factor, count, out);
}

}  // namespace octant::cpu
#endif

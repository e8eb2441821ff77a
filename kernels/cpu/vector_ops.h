#pragma once
// Element-wise work on f32 rows: norms, activations, weighted sums of rows. All arguments are
// contiguous; `out` may be one of the inputs.

#include <cstdint>

#include "kernels/core/weight_view.h"

namespace octant::cpu {

// out_i = weight_i * x_i / sqrt(mean(x^2) + eps)
void rms_norm(const float* x, const float* weight, float eps, int64_t count, float* out);
float sum_of_squares(const float* x, int64_t count);
// out_i = x_i * factor * weight_i
void scale_by(const float* x, const float* weight, float factor, int64_t count, float* out);
// out_i = silu(gate_i) * up_i
void silu_mul(const float* gate, const float* up, int64_t count, float* out);
// out_i += x_i
void add(const float* x, int64_t count, float* out);
// out_i += factor * x_i
void add_scaled(const float* x, float factor, int64_t count, float* out);
// out_i = W(row, col + i), i < count
void read_weights(const WeightView& w, int64_t row, int64_t col, int64_t count, float* out);

struct Largest {
  float value = 0;
  int64_t index = 0;  // the lowest among equals
  bool all_finite = true;
};
// Needs count >= 1. `value` and `index` mean something only when all are finite.
Largest largest(const float* x, int64_t count);
// out_i = exp((x_i - offset) * factor); returns the sum. `out` may be null.
double exp_sum(const float* x, float offset, float factor, int64_t count, float* out);

}  // namespace octant::cpu

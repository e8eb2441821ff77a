#pragma once
// f32 rows as sums of two BF16 rows each, for products on tensor cores (blas.h).
//
// A BF16 has 8 significant bits, so hi alone is off by up to 2^-8 of the value; what is missing is
// exact in f32, and its own first 8 bits, lo, leave 2^-17 of the value.

#include <cuda_runtime.h>

#include <cstdint>

#include "kernels/core/dtype.h"
#include "kernels/core/status.h"
#include "kernels/core/view.h"

namespace octant::cuda {

// Elements that the stride of split rows is a multiple of: 16 bytes, as for weights (matrix.h).
inline constexpr int64_t kSplitUnit = 8;

// The least stride of split rows of `cols` columns.
constexpr int64_t split_stride(int64_t cols) {
  return (cols + kSplitUnit - 1) / kSplitUnit * kSplitUnit;
}

// Both parts [T, stride] in device memory, 16-byte aligned; zero behind the last column.
struct SplitRows {
  bf16* hi = nullptr;
  bf16* lo = nullptr;
  int64_t stride = 0;  // elements from a row to the next: a multiple of kSplitUnit
};

struct SplitArgs {
  View<const float, 2> x;            // [T, K]
  View<const float, 1> norm_weight;  // [K] multiplies x / rms(x) first; null: x as it is
  float eps = 0;                     // of the norm
  SplitRows out;                     // [T, stride] out, stride at least split_stride(K)
};

// value[t, k] = x[t, k], or x[t, k] / sqrt(mean of x[t]^2 + eps) * norm_weight[k]
// hi = value rounded to the nearest BF16, ties to even; lo = value - hi, rounded likewise.
// A value that is not finite, or beyond BF16's largest (3.39e38), makes lo NaN, and so every
// product.
//
// Asynchronous on `stream`, of the current device; T may be 0. Errors: kInvalidArgument where `out`
// is not aligned or too narrow, kDevice of the launch.
Status split(cudaStream_t stream, const SplitArgs& args);

}  // namespace octant::cuda

#pragma once
// The pieces that the validate functions are made of. Used by validate_*.cpp only. Nothing here
// allocates unless a check fails.
//
// One rule for arguments without elements (T = 0, no heads, a slice of width 0): they may be null.

#include <array>
#include <cmath>
#include <string>

#include "kernels/core/status.h"
#include "kernels/core/view.h"
#include "kernels/core/weight_view.h"
#include "kernels/stages/mla.h"
#include "kernels/stages/moe.h"

namespace octant::argument_checks {

template <size_t N>
std::string shape_text(const std::array<int64_t, N>& shape) {
  std::string text = "[";
  for (size_t i = 0; i < N; ++i) text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  return text + "]";
}

// kInvalidArgument: "NAME is VALUE, expected EXPECTED".
Status refuse(const std::string& name, const std::string& value, const std::string& expected);

// `view` has exactly this shape and points to something.
template <typename T, int N>
Status expect_shape(const char* name, const View<T, N>& view,
                    const typename View<T, N>::Shape& shape) {
  bool has_elements = true;
  for (int64_t extent : shape) has_elements = has_elements && extent > 0;
  if (!has_elements && view.is_null()) return {};
  if (view.shape() != shape) return refuse(name, shape_text(view.shape()), shape_text(shape));
  if (view.is_null()) return refuse(name, "null", shape_text(shape));
  return {};
}

enum class WeightKind {
  kMatrix,    // F32, BF16, or F8_E4M3 with scales
  kUnscaled,  // F32 or BF16: embedding and gate
};

// `weight` is [rows, cols], of a dtype that the stages read, with scales exactly if it is F8_E4M3.
Status expect_weight(const char* name, const WeightView& weight, int64_t rows, int64_t cols,
                     WeightKind kind = WeightKind::kMatrix);
// gate and up are [width, hidden_size].
Status expect_up_weights(const char* name, const GatedFfn& ffn, int64_t width, int64_t hidden_size);
// down is [hidden_size, width].
Status expect_down_weight(const char* name, const GatedFfn& ffn, int64_t width,
                          int64_t hidden_size);

// `eps` of a norm: finite, not negative.
Status expect_eps(float eps);
// Every size of the shape makes sense; num_heads may be 0.
Status expect_mla_shape(const MlaShape& shape);
// The cache holds rows of this shape, and its block table names a page for each of the positions
// [begin, end). Says nothing about the rope table.
Status expect_cache(const LatentCacheView& cache, const MlaShape& shape, int64_t begin,
                    int64_t end);
// first_position >= 0 and first_position + num_rows is no overflow.
Status expect_positions(int64_t first_position, int64_t num_rows);

}  // namespace octant::argument_checks

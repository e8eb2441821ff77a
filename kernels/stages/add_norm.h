#pragma once
// add_norm: the arithmetic of an exchange between ranks.
//   x = (accumulate ? x : 0) + partials[0] + partials[1] + ...   in this order, on every rank
//   normed_i = norm_weight_i * x_i / sqrt(mean(x^2) + eps)       if normed is not null

#include <span>

#include "kernels/core/view.h"

namespace octant {

struct AddNormArgs {
  std::span<const View<const float, 2>> partials;  // R views of [T, H]
  bool accumulate = true;
  View<float, 2> x;                  // [T, H] in and out: the residual stream
  View<const float, 1> norm_weight;  // [H], null if normed is
  float eps = 0;
  View<float, 2> normed;  // [T, H] out, or null
};

}  // namespace octant

#pragma once
// From run-time values to template arguments.

#include <string>
#include <type_traits>

#include "kernels/core/dtype.h"
#include "kernels/core/status.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {

// Calls function(std::type_identity<W>) with the type of weights of this dtype.
template <typename Function>
Status with_weight_type(DType dtype, Function&& function) {
  switch (dtype) {
    case DType::kF32:
      return function(std::type_identity<float>{});
    case DType::kBF16:
      return function(std::type_identity<bf16>{});
    case DType::kF8E4M3:
      return function(std::type_identity<e4m3>{});
    default:
      return unsupported("weights of " + std::string(to_string(dtype)) + " on CUDA");
  }
}

// Calls function(std::integral_constant<int, N>) with the least N of 1, 2, 4, 8 that is enough for
// `num_tokens`, which is at most kMaxTokens.
template <typename Function>
Status with_token_count(int num_tokens, Function&& function) {
  if (num_tokens <= 1) return function(std::integral_constant<int, 1>{});
  if (num_tokens <= 2) return function(std::integral_constant<int, 2>{});
  if (num_tokens <= 4) return function(std::integral_constant<int, 4>{});
  return function(std::integral_constant<int, kMaxTokens>{});
}

// For products by tiles: calls function(std::type_identity<W>, std::integral_constant<int, N>) with
// BF16 or FP8 and the tokens of a tile for `num_tokens`.
template <typename Function>
Status with_tile_types(DType dtype, int64_t num_tokens, Function&& function) {
  const auto with_tokens = [&](auto type) -> Status {
    if (tile_tokens(num_tokens) == 32) return function(type, std::integral_constant<int, 32>{});
    return function(type, std::integral_constant<int, 64>{});
  };
  if (dtype == DType::kBF16) return with_tokens(std::type_identity<bf16>{});
  if (dtype == DType::kF8E4M3) return with_tokens(std::type_identity<e4m3>{});
  return internal_error("no tiles of " + std::string(to_string(dtype)));
}

}  // namespace octant::cuda

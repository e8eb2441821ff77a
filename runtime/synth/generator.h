#pragma once
// The values of a synthetic checkpoint: a pure function of (seed, tensor name, element index), so
// that any part of any tensor can be made alone, in any order and by any number of threads, and so
// that tests/golden/make_golden.py can make the same values with another program.
//
// With mix, G and u as in kernels/core/random_fill.h, which makes the values:
//   key     mix(fnv1a64(name) ^ mix(seed + G))
//   u(i)    of i = row * in_features + column
// and the value in f32, by the kind of tensor:
//   linear weight, gate, head, eh_proj   a * u, a = f32(sqrt(3 / in_features)): inputs of variance
//   1
//                                        give outputs of variance 1, and gate logits of about +-2
//   embedding                            u
//   norm weight                          1 + u / 8
//   e_score_correction_bias              u / 4 - 1
// Each of them rounds once (u / 8 and u / 4 are exact), so fused multiply-add changes nothing.
//
// The correction bias is below zero on purpose. A constant in it does not change which experts are
// best, but a group limit that masks with 0 instead of -inf then picks masked experts and is seen.

#include <cstdint>
#include <span>
#include <string_view>

#include "kernels/core/random_fill.h"
#include "models/weight_plan.h"

namespace octant {

// Key, factor and offset of a tensor.
RandomValues random_values_of(const TensorSpec& tensor, uint64_t seed);

class ValueGenerator {
 public:
  ValueGenerator(const TensorSpec& tensor, uint64_t seed)
      : values_(random_values_of(tensor, seed)) {}
  // Writes the values of elements first_idx, first_idx + 1, ... into `out`.
  void fill(int64_t first_idx, std::span<float> out) const;

 private:
  RandomValues values_;
};

}  // namespace octant

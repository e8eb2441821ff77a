#pragma once
// The values of a synthetic checkpoint: a pure function of (seed, tensor name, element index), so
// that any part of any tensor can be made alone, in any order and by any number of threads, and so
// that tests/golden/make_golden.py can make the same values with another program.
//
// All integers are unsigned 64-bit and wrap. G = 0x9E3779B97F4A7C15.
//   mix(z)  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;  z = (z ^ z >> 27) * 0x94D049BB133111EB;
//           return z ^ z >> 31                                 (the finaliser of splitmix64)
//   key     mix(fnv1a64(name) ^ mix(seed + G))
//   r(i)    mix(key + (i + 1) * G)                             i = row * in_features + column
//   u(i)    (r(i) >> 40) * 2^-23 - 1                           24 bits: exact in f32, in [-1, 1)
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

#include "models/weight_plan.h"

namespace octant {

class ValueGenerator {
 public:
  ValueGenerator(const TensorSpec& tensor, uint64_t seed);
  // Writes the values of elements first_idx, first_idx + 1, ... into `out`.
  void fill(int64_t first_idx, std::span<float> out) const;

 private:
  uint64_t key_;
  float factor_ = 1.0f;
  float offset_ = 0.0f;
};

}  // namespace octant

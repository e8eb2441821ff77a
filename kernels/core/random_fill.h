#pragma once
// RandomFill: a rectangle of memory full of pseudo-random numbers, for synthetic weights. A value
// is a function of a key and an index, so that any part can be made alone, in any order, by a host
// thread or by a device, with the same bytes: CUDA kernels call the same functions
// (kernels/cuda/fill.cu).
//
// All integers are unsigned 64-bit and wrap. G = 0x9E3779B97F4A7C15.
//   mix(z)    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;  z = (z ^ z >> 27) * 0x94D049BB133111EB;
//             return z ^ z >> 31                               (the finaliser of splitmix64)
//   u(i)      (mix(key + (i + 1) * G) >> 40) * 2^-23 - 1       24 bits: exact in f32, in [-1, 1)
//   value(i)  u(i) * factor + offset in f32, then rounded to nearest even in the element type

#include <cstdint>
#include <span>

#include "kernels/core/dtype.h"
#include "kernels/core/status.h"

namespace octant {

inline constexpr uint64_t kRandomStep = 0x9E3779B97F4A7C15u;  // G

constexpr uint64_t random_mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

// What the values of a matrix have in common. Where `offset` is not 0, `factor` is 0 or a power of
// two: then the product is exact, and a fused multiply-add gives the same bits.
struct RandomValues {
  uint64_t key = 0;
  float factor = 1;
  float offset = 0;
};

// The value whose (i + 1) * G, added to the key, is `state`.
constexpr float random_value_at(const RandomValues& values, uint64_t state) {
  // A signed conversion of 24 bits: unsigned 64-bit ones are slow before AVX-512.
  const auto bits = static_cast<int32_t>(random_mix(state) >> 40);
  const float u = static_cast<float>(bits) * 0x1p-23f - 1.0f;
  return u * values.factor + values.offset;
}
constexpr float random_value(const RandomValues& values, uint64_t idx) {
  return random_value_at(values, values.key + (idx + 1) * kRandomStep);
}

// Elements first_idx, first_idx + 1, ... before they are rounded.
void random_values(const RandomValues& values, uint64_t first_idx, std::span<float> out);

struct RandomFill {
  RandomValues values;
  uint64_t first_idx = 0;     // of element (0, 0)
  uint64_t idx_stride = 0;    // from a row to the next
  DType dtype = DType::kF32;  // kF32, kBF16 or kF8E4M3
  void* to = nullptr;
  int64_t to_stride = 0;  // bytes from a row to the next
  int64_t rows = 0;
  int64_t cols = 0;
};

// Fills host memory; bytes between the rows stay as they are. Errors: kUnsupported for another
// element type.
Status fill_random(const RandomFill& fill);

}  // namespace octant

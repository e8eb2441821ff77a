#include "runtime/synth/generator.h"

#include <cmath>

namespace octant {
namespace {

constexpr uint64_t kGolden = 0x9E3779B97F4A7C15u;

constexpr uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

uint64_t fnv1a64(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3u;
  return hash;
}

}  // namespace

ValueGenerator::ValueGenerator(const TensorSpec& tensor, uint64_t seed)
    : key_(mix(fnv1a64(tensor.name) ^ mix(seed + kGolden))) {
  if (tensor.storage == WeightStorage::kF32Vector) {
    factor_ = 0.25f;
    offset_ = -1.0f;
  } else if (tensor.storage == WeightStorage::kVector) {
    factor_ = 0.125f;
    offset_ = 1.0f;
  } else if (tensor.role != WeightRole::kEmbedding) {
    factor_ = static_cast<float>(std::sqrt(3.0 / static_cast<double>(tensor.shape.back())));
  }
}

void ValueGenerator::fill(int64_t first_idx, std::span<float> out) const {
  uint64_t state = key_ + static_cast<uint64_t>(first_idx) * kGolden;
  for (float& value : out) {
    state += kGolden;
    // A signed conversion of 24 bits: unsigned 64-bit ones are slow before AVX-512.
    const auto bits = static_cast<int32_t>(mix(state) >> 40);
    const float u = static_cast<float>(bits) * 0x1p-23f - 1.0f;
    value = u * factor_ + offset_;
  }
}

}  // namespace octant

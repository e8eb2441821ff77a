#include "runtime/synth/generator.h"

#include <cmath>

namespace octant {
namespace {

uint64_t fnv1a64(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3u;
  return hash;
}

}  // namespace

RandomValues random_values_of(const TensorSpec& tensor, uint64_t seed) {
  RandomValues values{.key = random_mix(fnv1a64(tensor.name) ^ random_mix(seed + kRandomStep))};
  if (tensor.storage == WeightStorage::kF32Vector) {
    values.factor = 0.25f;
    values.offset = -1.0f;
  } else if (tensor.storage == WeightStorage::kVector) {
    values.factor = 0.125f;
    values.offset = 1.0f;
  } else if (tensor.role != WeightRole::kEmbedding) {
    values.factor = static_cast<float>(std::sqrt(3.0 / static_cast<double>(tensor.shape.back())));
  }
  return values;
}

void ValueGenerator::fill(int64_t first_idx, std::span<float> out) const {
  random_values(values_, static_cast<uint64_t>(first_idx), out);
}

}  // namespace octant

#include "runtime/synth/quantize.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace octant {
namespace {

constexpr float kE4m3Max = 448.0f;

// The smallest power of two that is not below `value`, a positive normal number.
float round_up_to_power_of_two(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  constexpr uint32_t kMantissa = 0x7fffffu;
  return std::bit_cast<float>((bits + kMantissa) & ~kMantissa);
}

}  // namespace

void round_to_bf16(std::span<const float> values, std::span<bf16> out) {
  CHECK(values.size() == out.size());
  std::transform(values.data(), values.data() + values.size(), out.data(), bf16::from_float);
}

float block_scale(float amax, ScaleFormat format) {
  if (amax == 0.0f) return 1.0f;
  const float scale = amax / kE4m3Max;
  return format == ScaleFormat::kUe8m0 ? round_up_to_power_of_two(scale) : scale;
}

float quantize_block(View<const float, 2> values, ScaleFormat format, View<e4m3, 2> out) {
  // Magnitudes compare like their bits; a maximum of integers may be taken in any order, so that it
  // becomes vectors too.
  uint32_t amax_bits = 0;
  for (int64_t row = 0; row < values.extent(0); ++row) {
    for (float value : values.row(row)) {
      amax_bits = std::max(amax_bits, std::bit_cast<uint32_t>(value) & 0x7fffffffu);
    }
  }
  const float scale = block_scale(std::bit_cast<float>(amax_bits), format);
  for (int64_t row = 0; row < values.extent(0); ++row) {
    const std::span<const float> from = values.row(row);
    std::transform(from.data(), from.data() + from.size(), out.row(row).data(),
                   [scale](float value) { return e4m3::from_finite(value / scale); });
  }
  return scale;
}

}  // namespace octant

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

// e4m3::from_float for finite values, without calls and branches and with comparisons of integers:
// the compiler makes vectors of it, which halves the time of a block. A checkpoint has 10^9
// elements.
e4m3 round_to_e4m3(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  const uint32_t magnitude_bits = bits & 0x7fffffffu;
  const float magnitude = std::bit_cast<float>(magnitude_bits);
  // Keeps 3 mantissa bits, ties to even, and rebases the exponent from 127 to 7.
  const uint32_t normal =
      ((magnitude_bits + 0x7ffffu + ((magnitude_bits >> 20) & 1u)) >> 20) - (120u << 3);
  // The f32 next to 2^14 lie 2^-9 apart, as the subnormals of e4m3 do: the addition rounds to them.
  constexpr float kSubnormalBase = 0x1p14f;
  const uint32_t subnormal =
      std::bit_cast<uint32_t>(magnitude + kSubnormalBase) - std::bit_cast<uint32_t>(kSubnormalBase);
  const uint32_t code = magnitude_bits < std::bit_cast<uint32_t>(0x1p-6f) ? subnormal : normal;
  const uint32_t saturated = std::min(code, 0x7eu);
  return {static_cast<uint8_t>((bits >> 24 & 0x80u) | saturated)};
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
                   [scale](float value) { return round_to_e4m3(value / scale); });
  }
  return scale;
}

}  // namespace octant

#pragma once
// The element types of tensors, and exact conversions of the small floats to and from f32.
// Conversions are bit-exact: round to nearest, ties to even; e4m3 saturates at 448.

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

namespace octant {

enum class DType : uint8_t { kF32, kF16, kBF16, kF8E4M3, kF64, kI64, kI32, kI16, kI8, kU8, kBool };

// Bytes of one element.
int64_t size_of(DType dtype);
// The spelling of safetensors headers: "F32", "BF16", "F8_E4M3", ...
std::string_view to_string(DType dtype);
std::optional<DType> parse_dtype(std::string_view name);

// Upper half of an IEEE binary32.
struct bf16 {
  uint16_t bits;

  static constexpr bf16 from_float(float value) {
    const uint32_t u = std::bit_cast<uint32_t>(value);
    if ((u & 0x7fffffffu) > 0x7f800000u) return {static_cast<uint16_t>((u >> 16) | 0x40u)};  // NaN
    return {static_cast<uint16_t>((u + 0x7fffu + ((u >> 16) & 1u)) >> 16)};
  }
  constexpr float to_float() const { return std::bit_cast<float>(uint32_t{bits} << 16); }
};
static_assert(sizeof(bf16) == 2);

// OCP 8-bit float "e4m3fn": sign, 4 exponent bits (bias 7), 3 mantissa bits; no infinities, NaN is
// 0x7f and 0xff, largest finite value 448, smallest subnormal 2^-9.
struct e4m3 {
  uint8_t bits;

  // NaN stays NaN; everything beyond 448 becomes +-448.
  static e4m3 from_float(float value);
  // The same for finite values, without calls and branches and with comparisons of integers: the
  // compiler makes vectors of it, which halves the time of a block. A checkpoint has 10^9 elements.
  static constexpr e4m3 from_finite(float value) {
    const uint32_t bits = std::bit_cast<uint32_t>(value);
    const uint32_t magnitude_bits = bits & 0x7fffffffu;
    const float magnitude = std::bit_cast<float>(magnitude_bits);
    // Keeps 3 mantissa bits, ties to even, and rebases the exponent from 127 to 7.
    const uint32_t normal =
        ((magnitude_bits + 0x7ffffu + ((magnitude_bits >> 20) & 1u)) >> 20) - (120u << 3);
    // The f32 next to 2^14 lie 2^-9 apart, as the subnormals of e4m3 do: the addition rounds to
    // them.
    constexpr float kSubnormalBase = 0x1p14f;
    const uint32_t subnormal = std::bit_cast<uint32_t>(magnitude + kSubnormalBase) -
                               std::bit_cast<uint32_t>(kSubnormalBase);
    const uint32_t code = magnitude_bits < std::bit_cast<uint32_t>(0x1p-6f) ? subnormal : normal;
    const uint32_t saturated = code < 0x7eu ? code : 0x7eu;
    return {static_cast<uint8_t>((bits >> 24 & 0x80u) | saturated)};
  }
  constexpr float to_float() const {
    const uint32_t sign = uint32_t{bits & 0x80u} << 24;
    const uint32_t exponent = (bits >> 3) & 0xfu;
    const uint32_t mantissa = bits & 7u;
    if (exponent == 15 && mantissa == 7) return std::bit_cast<float>(sign | 0x7fc00000u);
    if (exponent == 0) {  // subnormal: mantissa * 2^-9, exact in f32
      const float magnitude = static_cast<float>(mantissa) * 0x1p-9f;
      return sign ? -magnitude : magnitude;
    }
    return std::bit_cast<float>(sign | ((exponent + 120u) << 23) | (mantissa << 20));
  }
};
static_assert(sizeof(e4m3) == 1);

// IEEE binary16 to f32; only checkpoints' norm weights and the CPU's FP8 unpacking meet it.
float f16_to_float(uint16_t bits);

}  // namespace octant

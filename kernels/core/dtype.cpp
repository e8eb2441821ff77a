#include "kernels/core/dtype.h"

#include <array>
#include <cmath>

namespace octant {
namespace {

struct DTypeInfo {
  DType dtype;
  int64_t bytes;
  std::string_view name;
};

constexpr std::array<DTypeInfo, 11> kDTypes = {{
    {DType::kF32, 4, "F32"},
    {DType::kF16, 2, "F16"},
    {DType::kBF16, 2, "BF16"},
    {DType::kF8E4M3, 1, "F8_E4M3"},
    {DType::kF64, 8, "F64"},
    {DType::kI64, 8, "I64"},
    {DType::kI32, 4, "I32"},
    {DType::kI16, 2, "I16"},
    {DType::kI8, 1, "I8"},
    {DType::kU8, 1, "U8"},
    {DType::kBool, 1, "BOOL"},
}};

}  // namespace

int64_t size_of(DType dtype) {
  return kDTypes[static_cast<size_t>(dtype)].bytes;
}

std::string_view to_string(DType dtype) {
  return kDTypes[static_cast<size_t>(dtype)].name;
}

std::optional<DType> parse_dtype(std::string_view name) {
  for (const DTypeInfo& info : kDTypes) {
    if (info.name == name) return info.dtype;
  }
  return std::nullopt;
}

e4m3 e4m3::from_float(float value) {
  const uint8_t sign = std::signbit(value) ? 0x80 : 0;
  if (std::isnan(value)) return {static_cast<uint8_t>(sign | 0x7f)};
  const float magnitude = std::fabs(value);
  // 464 is the tie between 448 and the 480 that e4m3 does not have; both sides of it saturate.
  if (magnitude >= 448.0f) return {static_cast<uint8_t>(sign | 0x7e)};
  if (magnitude < 0x1p-6f) {
    // Subnormals are multiples of 2^-9; the product is exact, nearbyint rounds ties to even, and a
    // result of 8 is the bit pattern of the smallest normal number.
    const auto steps = static_cast<uint8_t>(std::nearbyint(magnitude * 0x1p9f));
    return {static_cast<uint8_t>(sign | steps)};
  }
  const uint32_t u = std::bit_cast<uint32_t>(magnitude);
  const uint32_t rounded = u + 0x7ffffu + ((u >> 20) & 1u);  // to 3 mantissa bits, ties to even
  const uint32_t code = (rounded >> 20) - (120u << 3);
  return {static_cast<uint8_t>(sign | (code > 0x7e ? 0x7e : code))};
}

float f16_to_float(uint16_t bits) {
  const uint32_t sign = uint32_t{bits & 0x8000u} << 16;
  const uint32_t exponent = (bits >> 10) & 0x1fu;
  const uint32_t mantissa = bits & 0x3ffu;
  if (exponent == 0) {
    const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
    return sign ? -magnitude : magnitude;
  }
  const uint32_t wide = exponent == 31 ? 0xffu : exponent + 112u;
  return std::bit_cast<float>(sign | (wide << 23) | (mantissa << 13));
}

}  // namespace octant

#include "kernels/core/dtype.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "tests/support/random.h"

namespace octant {
namespace {

// The value of a small float by its definition: sign, exponent with this bias, mantissa bits. Has
// no special case for the largest exponent.
double small_float(uint32_t bits, int exponent_bits, int mantissa_bits, int bias) {
  const uint32_t mantissa = bits & ((1u << mantissa_bits) - 1u);
  const auto exponent = static_cast<int>((bits >> mantissa_bits) & ((1u << exponent_bits) - 1u));
  const double sign = (bits >> (exponent_bits + mantissa_bits)) != 0 ? -1.0 : 1.0;
  const double fraction = std::ldexp(static_cast<double>(mantissa), -mantissa_bits);
  if (exponent == 0) return sign * std::ldexp(fraction, 1 - bias);
  return sign * std::ldexp(1.0 + fraction, exponent - bias);
}

TEST(E4m3, AllCodesHaveTheValueOfTheirDefinition) {
  for (uint32_t code = 0; code < 256; ++code) {
    const float value = e4m3{static_cast<uint8_t>(code)}.to_float();
    if ((code & 0x7fu) == 0x7fu) {
      EXPECT_TRUE(std::isnan(value)) << code;
      continue;
    }
    EXPECT_EQ(value, small_float(code, 4, 3, 7)) << code;
    EXPECT_EQ(std::signbit(value), code >= 128) << code;
  }
}

TEST(E4m3, KnownBytesAreAsThePaperGivesThem) {
  EXPECT_EQ(e4m3::from_float(1.0f).bits, 0x38);
  EXPECT_EQ(e4m3::from_float(448.0f).bits, 0x7e);
  EXPECT_EQ(e4m3::from_float(-448.0f).bits, 0xfe);
  EXPECT_EQ(e4m3::from_float(0x1p-9f).bits, 0x01);
  EXPECT_EQ(e4m3::from_float(0.0f).bits, 0x00);
  EXPECT_EQ(e4m3::from_float(-0.0f).bits, 0x80);
  EXPECT_EQ(e4m3::from_float(std::numeric_limits<float>::quiet_NaN()).bits & 0x7f, 0x7f);
}

TEST(E4m3, EveryCodeSurvivesTheWayThroughFloat) {
  for (uint32_t code = 0; code < 256; ++code) {
    if ((code & 0x7fu) == 0x7fu) continue;
    EXPECT_EQ(e4m3::from_float(e4m3{static_cast<uint8_t>(code)}.to_float()).bits, code);
  }
}

TEST(E4m3, ValuesBeyondTheLargestSaturate) {
  for (float value :
       {449.0f, 464.0f, 465.0f, 480.0f, 1e30f, std::numeric_limits<float>::infinity()}) {
    EXPECT_EQ(e4m3::from_float(value).bits, 0x7e) << value;
    EXPECT_EQ(e4m3::from_float(-value).bits, 0xfe) << value;
  }
}

// The nearest code by trying all of them; the even one of two that are equally near.
uint8_t nearest_code(float value) {
  const double magnitude = std::min(std::fabs(static_cast<double>(value)), 448.0);
  uint32_t best = 0;
  double best_distance = magnitude;
  for (uint32_t code = 1; code <= 0x7e; ++code) {
    const double distance = std::fabs(small_float(code, 4, 3, 7) - magnitude);
    if (distance < best_distance || (distance == best_distance && code % 2 == 0)) {
      best = code;
      best_distance = distance;
    }
  }
  return static_cast<uint8_t>(best | (std::signbit(value) ? 0x80u : 0u));
}

TEST(E4m3, TiesBetweenNeighboursGoToTheEvenCode) {
  for (uint32_t code = 0; code < 0x7e; ++code) {
    const auto low = static_cast<float>(small_float(code, 4, 3, 7));
    const auto high = static_cast<float>(small_float(code + 1, 4, 3, 7));
    const float tie = (low + high) / 2;  // exact: one more mantissa bit
    const uint32_t even = code % 2 == 0 ? code : code + 1;
    EXPECT_EQ(e4m3::from_float(tie).bits, even) << tie;
    EXPECT_EQ(e4m3::from_float(-tie).bits, even | 0x80u) << tie;
    EXPECT_EQ(e4m3::from_float(std::nextafter(tie, low)).bits, code) << tie;
    EXPECT_EQ(e4m3::from_float(std::nextafter(tie, high)).bits, code + 1) << tie;
  }
}

TEST(E4m3, RoundsToTheNearestCode) {
  test::Random random(11);
  for (int i = 0; i < 20000; ++i) {
    // All magnitudes from far below the smallest code to beyond the largest.
    const double magnitude = std::exp2(random.uniform(-14.0, 10.0));
    const auto value = static_cast<float>(random.uniform() < 0.5 ? -magnitude : magnitude);
    ASSERT_EQ(e4m3::from_float(value).bits, nearest_code(value)) << value;
  }
}

TEST(Bf16, AllPatternsAreTheUpperHalfOfAFloat) {
  for (uint32_t bits = 0; bits < 65536; ++bits) {
    const float value = bf16{static_cast<uint16_t>(bits)}.to_float();
    ASSERT_EQ(std::bit_cast<uint32_t>(value), bits << 16);
    const bf16 back = bf16::from_float(value);
    if (std::isnan(value)) {
      ASSERT_TRUE(std::isnan(back.to_float())) << bits;
    } else {
      ASSERT_EQ(back.bits, bits);
    }
  }
}

TEST(Bf16, RoundsToNearestAndTiesToEven) {
  test::Random random(12);
  for (uint32_t bits = 0; bits < 0x7f7f; ++bits) {
    const float low = std::bit_cast<float>(bits << 16);
    const float tie = std::bit_cast<float>((bits << 16) | 0x8000u);
    const uint32_t even = bits % 2 == 0 ? bits : bits + 1;
    ASSERT_EQ(bf16::from_float(tie).bits, even) << low;
    ASSERT_EQ(bf16::from_float(-tie).bits, even | 0x8000u) << low;
    const auto below = static_cast<uint32_t>(random.below(0x8000));
    ASSERT_EQ(bf16::from_float(std::bit_cast<float>((bits << 16) | below)).bits, bits);
    const uint32_t above = 0x8001u + static_cast<uint32_t>(random.below(0x7fff));
    ASSERT_EQ(bf16::from_float(std::bit_cast<float>((bits << 16) | above)).bits, bits + 1);
  }
}

TEST(Bf16, NanWhoseUpperHalfLooksInfiniteStaysNan) {
  EXPECT_TRUE(std::isnan(bf16::from_float(std::bit_cast<float>(0x7f800001u)).to_float()));
  EXPECT_TRUE(std::isnan(bf16::from_float(std::bit_cast<float>(0xff800001u)).to_float()));
}

TEST(Bf16, ValuesThatRoundPastTheLargestBecomeInfinite) {
  EXPECT_EQ(bf16::from_float(std::numeric_limits<float>::max()).bits, 0x7f80);
  EXPECT_EQ(bf16::from_float(-std::numeric_limits<float>::infinity()).bits, 0xff80);
}

TEST(F16, AllPatternsHaveTheValueOfTheirDefinition) {
  for (uint32_t bits = 0; bits < 65536; ++bits) {
    const float value = f16_to_float(static_cast<uint16_t>(bits));
    if (((bits >> 10) & 31u) == 31u) {
      if ((bits & 0x3ffu) == 0) {
        ASSERT_TRUE(std::isinf(value)) << bits;
      } else {
        ASSERT_TRUE(std::isnan(value)) << bits;
      }
    } else {
      ASSERT_EQ(value, small_float(bits, 5, 10, 15)) << bits;
    }
    ASSERT_EQ(std::signbit(value), bits >= 0x8000u) << bits;
  }
}

TEST(DType, NamesParseBackToTheirType) {
  for (int i = 0; i <= static_cast<int>(DType::kBool); ++i) {
    const auto dtype = static_cast<DType>(i);
    EXPECT_EQ(parse_dtype(to_string(dtype)), dtype) << to_string(dtype);
  }
  EXPECT_EQ(parse_dtype("F8_E5M2"), std::nullopt);
  EXPECT_EQ(parse_dtype(""), std::nullopt);
  EXPECT_EQ(parse_dtype("f32"), std::nullopt);
}

TEST(DType, SizesAreThoseOfSafetensors) {
  EXPECT_EQ(size_of(DType::kF8E4M3), 1);
  EXPECT_EQ(size_of(DType::kBF16), 2);
  EXPECT_EQ(size_of(DType::kF16), 2);
  EXPECT_EQ(size_of(DType::kF32), 4);
  EXPECT_EQ(size_of(DType::kF64), 8);
  EXPECT_EQ(size_of(DType::kI64), 8);
  EXPECT_EQ(size_of(DType::kI32), 4);
  EXPECT_EQ(size_of(DType::kI16), 2);
  EXPECT_EQ(size_of(DType::kI8), 1);
  EXPECT_EQ(size_of(DType::kU8), 1);
  EXPECT_EQ(size_of(DType::kBool), 1);
}

}  // namespace
}  // namespace octant

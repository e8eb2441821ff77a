#include "kernels/core/random_fill.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstring>
#include <vector>

#include "kernels/core/memory.h"

namespace octant {
namespace {

constexpr int64_t kRows = 3;
constexpr int64_t kCols = 1500;  // more than are made at once
constexpr uint64_t kFirst = 17;
constexpr uint64_t kIdxStride = 2000;

// Fills rows of kCols elements with a gap behind each, and compares with single values.
template <typename T, typename Bits>
void expect_fills(DType dtype, const Bits& bits_of) {
  const RandomValues values{.key = 99, .factor = 0.25f, .offset = -1};
  std::vector<T> memory(static_cast<size_t>(kRows * (kCols + 1)));
  std::memset(static_cast<void*>(memory.data()), 0x5a, memory.size() * sizeof(T));
  const std::vector<T> before = memory;
  const Status status = host_memory().fill({.values = values,
                                            .first_idx = kFirst,
                                            .idx_stride = kIdxStride,
                                            .dtype = dtype,
                                            .to = memory.data(),
                                            .to_stride = (kCols + 1) * size_of(dtype),
                                            .rows = kRows,
                                            .cols = kCols});
  ASSERT_TRUE(status.ok()) << status.to_string();
  for (int64_t row = 0; row < kRows; ++row) {
    const T* of_row = memory.data() + row * (kCols + 1);
    for (int64_t col = 0; col < kCols; ++col) {
      const float value = random_value(
          values, kFirst + static_cast<uint64_t>(row) * kIdxStride + static_cast<uint64_t>(col));
      ASSERT_EQ(bits_of(of_row[col]), bits_of(T(value))) << row << ", " << col;
    }
    EXPECT_EQ(bits_of(of_row[kCols]), bits_of(before[0])) << "the gap behind row " << row;
  }
}

struct RoundedBf16 : bf16 {
  RoundedBf16() = default;
  explicit RoundedBf16(float value) : bf16(from_float(value)) {}
};
struct RoundedE4m3 : e4m3 {
  RoundedE4m3() = default;
  explicit RoundedE4m3(float value) : e4m3(from_float(value)) {}
};

TEST(RandomFill, GivesEveryElementTheValueOfItsIndexAndLeavesTheGapsAlone) {
  expect_fills<float>(DType::kF32, [](float value) { return std::bit_cast<uint32_t>(value); });
  expect_fills<RoundedBf16>(DType::kBF16, [](const bf16& value) { return value.bits; });
  expect_fills<RoundedE4m3>(DType::kF8E4M3, [](const e4m3& value) { return value.bits; });
}

TEST(RandomFill, ValuesStayInTheirRange) {
  for (uint64_t i = 0; i < 100'000; ++i) {
    const float value = random_value({.key = 3, .factor = 448, .offset = 0}, i);
    ASSERT_GE(value, -448.0f);
    ASSERT_LT(value, 448.0f);
  }
}

TEST(RandomFill, RefusesOtherElementTypes) {
  int8_t byte = 0;
  const Status status = host_memory().fill(
      {.values = {}, .dtype = DType::kI8, .to = &byte, .to_stride = 1, .rows = 1, .cols = 1});
  EXPECT_EQ(status.code(), StatusCode::kUnsupported);
}

TEST(E4m3, RoundsFiniteValuesAlikeInBothWays) {
  // Every exponent and sign, with mantissas around every edge between two codes.
  for (uint32_t bits = 0; bits < 0x7f800000u; bits += 0x1357) {
    for (const uint32_t sign : {0u, 0x80000000u}) {
      const float value = std::bit_cast<float>(bits | sign);
      ASSERT_EQ(e4m3::from_finite(value).bits, e4m3::from_float(value).bits) << value;
    }
  }
}

}  // namespace
}  // namespace octant

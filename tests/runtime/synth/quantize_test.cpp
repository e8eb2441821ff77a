#include "runtime/synth/quantize.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "runtime/synth/generator.h"

namespace octant {
namespace {

std::vector<float> random_values(int64_t rows, int64_t cols) {
  const TensorSpec tensor = {.name = "w",
                             .shape = {rows, cols},
                             .role = WeightRole::kAttention,
                             .storage = WeightStorage::kLinear};
  std::vector<float> values(static_cast<size_t>(rows * cols));
  ValueGenerator(tensor, 1).fill(0, values);
  return values;
}

TEST(BlockScale, IsTheLargestMagnitudeOver448) {
  EXPECT_EQ(block_scale(0.5f, ScaleFormat::kF32), 1.0f / 896.0f);
  EXPECT_EQ(block_scale(448.0f, ScaleFormat::kF32), 1.0f);
}

TEST(BlockScale, RoundsUpToPowersOfTwoOnRequest) {
  EXPECT_EQ(block_scale(0.5f, ScaleFormat::kUe8m0), 0x1p-9f);
  EXPECT_EQ(block_scale(448.0f, ScaleFormat::kUe8m0), 1.0f);  // already one
  EXPECT_EQ(block_scale(std::nextafter(448.0f, 449.0f), ScaleFormat::kUe8m0), 2.0f);
}

TEST(BlockScale, IsOneForZeros) {
  EXPECT_EQ(block_scale(0.0f, ScaleFormat::kF32), 1.0f);
  EXPECT_EQ(block_scale(0.0f, ScaleFormat::kUe8m0), 1.0f);
}

class QuantizeBlockInFormat : public testing::TestWithParam<ScaleFormat> {};

TEST_P(QuantizeBlockInFormat, StaysWithinHalfASpacingOfE4m3) {
  constexpr int64_t kRows = 64;
  constexpr int64_t kCols = 128;
  const std::vector<float> values = random_values(kRows, kCols);
  std::vector<e4m3> out(values.size());
  const float scale = quantize_block(View<const float, 2>(values.data(), {kRows, kCols}),
                                     GetParam(), View<e4m3, 2>(out.data(), {kRows, kCols}));
  double worst = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const double v = values[i];
    const double error = std::fabs(v - double{out[i].to_float()} * scale);
    // Half a spacing of three mantissa bits, or of the subnormals, and one f32 division.
    const double bound = std::max(0x1p-4 * std::fabs(v), 0x1p-10 * scale) + 0x1p-24 * std::fabs(v);
    ASSERT_LE(error, bound) << "element " << i << " is " << v;
    worst = std::max(worst, error);
  }
  EXPECT_GT(worst, 4 * scale);  // a quarter of the bound over the block: the elements are rounded
}

INSTANTIATE_TEST_SUITE_P(Formats, QuantizeBlockInFormat,
                         testing::Values(ScaleFormat::kF32, ScaleFormat::kUe8m0));

TEST(QuantizeBlock, LargestMagnitudeBecomes448) {
  const std::vector<float> values = {0.1f, -0.7f, 0.3f};
  std::vector<e4m3> out(3);
  quantize_block(View<const float, 2>(values.data(), {1, 3}), ScaleFormat::kF32,
                 View<e4m3, 2>(out.data(), {1, 3}));
  EXPECT_EQ(out[1].to_float(), -448.0f);
}

TEST(QuantizeBlock, RoundsAsE4m3DoesAtEveryMagnitude) {
  // 448 makes the scale 1. Then 32 f32 patterns for each power of two up to 448 and their
  // neighbours: e4m3 has 8, so ties and both sides of them are among these, in normal and subnormal
  // numbers.
  std::vector<float> values = {448.0f};
  for (uint32_t bits = 0; bits < std::bit_cast<uint32_t>(448.0f); bits += 0x40000u) {
    for (const uint32_t near : {bits, bits + 1, bits + 0x3ffffu}) {
      values.push_back(std::bit_cast<float>(near));
      values.push_back(-std::bit_cast<float>(near));
    }
  }
  const auto count = static_cast<int64_t>(values.size());
  std::vector<e4m3> out(values.size());
  ASSERT_EQ(quantize_block(View<const float, 2>(values.data(), {1, count}), ScaleFormat::kF32,
                           View<e4m3, 2>(out.data(), {1, count})),
            1.0f);
  for (size_t i = 0; i < values.size(); ++i) {
    ASSERT_EQ(out[i].bits, e4m3::from_float(values[i]).bits) << values[i];
  }
}

TEST(QuantizeBlock, LeavesTheNeighboursOfASliceAlone) {
  const std::vector<float> values = random_values(4, 8);
  std::vector<e4m3> out(values.size(), e4m3{0x55});
  const View<const float, 2> from(values.data(), {4, 8});
  const View<e4m3, 2> to(out.data(), {4, 8});
  quantize_block(from.slice(0, 1, 3).slice(1, 2, 5), ScaleFormat::kF32,
                 to.slice(0, 1, 3).slice(1, 2, 5));
  for (int64_t row = 0; row < 4; ++row) {
    for (int64_t col = 0; col < 8; ++col) {
      const bool inside = row >= 1 && row < 3 && col >= 2 && col < 5;
      EXPECT_EQ(to(row, col).bits != 0x55, inside) << row << ", " << col;
    }
  }
}

}  // namespace
}  // namespace octant

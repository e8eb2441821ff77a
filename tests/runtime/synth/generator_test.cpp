#include "runtime/synth/generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace octant {
namespace {

TensorSpec matrix(std::string name, int64_t rows, int64_t cols) {
  return {.name = std::move(name),
          .shape = {rows, cols},
          .role = WeightRole::kAttention,
          .storage = WeightStorage::kLinear};
}

std::vector<float> all_values(const TensorSpec& tensor, uint64_t seed, size_t count) {
  std::vector<float> values(count);
  ValueGenerator(tensor, seed).fill(0, values);
  return values;
}

TEST(ValueGenerator, GivesTheSameValuesForAPartAsForTheWhole) {
  const TensorSpec tensor = matrix("a.weight", 10, 10);
  const std::vector<float> whole = all_values(tensor, 3, 100);
  std::vector<float> part(29);
  ValueGenerator(tensor, 3).fill(41, part);
  EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + 41));
}

TEST(ValueGenerator, NameAndSeedBothChangeTheValues) {
  const std::vector<float> values = all_values(matrix("a.weight", 10, 10), 3, 100);
  EXPECT_NE(values, all_values(matrix("b.weight", 10, 10), 3, 100));
  EXPECT_NE(values, all_values(matrix("a.weight", 10, 10), 4, 100));
}

TEST(ValueGenerator, LinearWeightsKeepTheVarianceOfTheirInput) {
  constexpr int64_t kIn = 256;
  constexpr size_t kCount = 256 * kIn;
  const std::vector<float> values = all_values(matrix("a.weight", 256, kIn), 1, kCount);
  double mean_square = 0;
  for (float value : values) mean_square += double{value} * value / kCount;
  // in * v^2 = 3 u^2 has mean 1 and variance 9 * 4/45; five standard deviations of a mean of
  // kCount.
  EXPECT_NEAR(mean_square * kIn, 1.0, 5 * std::sqrt(0.8 / kCount));
}

TEST(ValueGenerator, NormWeightsLieAroundOne) {
  const TensorSpec norm = {.name = "norm.weight", .shape = {1000}};
  const std::vector<float> values = all_values(norm, 1, 1000);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  EXPECT_GE(*low, 0.875f);
  EXPECT_LE(*high, 1.125f);
  EXPECT_GT(*high - *low, 0.2f);
}

TEST(ValueGenerator, CorrectionBiasStaysBelowZero) {
  const TensorSpec bias = {.name = "mlp.gate.e_score_correction_bias",
                           .shape = {1000},
                           .role = WeightRole::kGate,
                           .storage = WeightStorage::kF32Vector};
  const std::vector<float> values = all_values(bias, 1, 1000);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  EXPECT_GE(*low, -1.25f);
  EXPECT_LT(*high, -0.75f);
  EXPECT_GT(*high - *low, 0.4f);
}

}  // namespace
}  // namespace octant

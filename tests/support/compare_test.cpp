#include "tests/support/compare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/core/weight_view.h"
#include "tests/support/random_matrix.h"

namespace octant::test {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

TEST(Compare, MeasuresFollowTheirFormulas) {
  const std::vector<float> x = {1, 2, 2};
  const std::vector<float> y = {1, 2, 4};
  // x.y = 13, x.x = 9, y.y = 21
  EXPECT_DOUBLE_EQ(calc_diff(x, y), 1.0 - 26.0 / 30.0);
  EXPECT_DOUBLE_EQ(nmse(x, y), 4.0 / 21.0);
  EXPECT_EQ(worst_element(x, y).index, 2);
  EXPECT_EQ(worst_element(x, y).difference, 2.0);
}

TEST(Compare, EqualAndEmptyVectorsDoNotDiffer) {
  const std::vector<float> zeros(3, 0.0f);
  EXPECT_EQ(calc_diff(zeros, zeros), 0.0);
  EXPECT_EQ(nmse(zeros, zeros), 0.0);
  EXPECT_EQ(worst_element({}, {}).index, -1);
  EXPECT_TRUE(is_close({}, {}, {}, "empty"));
}

TEST(Compare, FailureNamesContextIndexAndBothValues) {
  const testing::AssertionResult result =
      is_close(std::vector<float>{1, 2.5f}, std::vector<float>{1, 2}, {.worst = 0.125, .diff = 1},
               "cpu AVX2, seed 7");
  ASSERT_FALSE(result);
  EXPECT_STREQ(result.message(),
               "cpu AVX2, seed 7: element 1 is 2.5, expected 2: off by 0.5, tolerance 0.125");
}

TEST(Compare, ManySmallErrorsFailByTheWhole) {
  const std::vector<float> expected(100, 1.0f);
  const std::vector<float> actual(100, 1.01f);
  EXPECT_TRUE(is_close(actual, expected, {.worst = 0.02, .diff = 1e-4}, ""));
  EXPECT_FALSE(is_close(actual, expected, {.worst = 0.02, .diff = 1e-5}, ""));
}

TEST(Compare, NanAndInfinitiesMustStandAtTheSamePlaces) {
  const Tolerance anything = {.worst = 1e30, .diff = 1};
  const std::vector<float> expected = {kNan, kInf, 1};
  EXPECT_TRUE(is_close(std::vector<float>{kNan, kInf, 1}, expected, {}, ""));
  EXPECT_FALSE(is_close(std::vector<float>{1, kInf, 1}, expected, anything, ""));
  EXPECT_FALSE(is_close(std::vector<float>{kNan, -kInf, 1}, expected, anything, ""));
  EXPECT_FALSE(is_close(std::vector<float>{kNan, kInf, kNan}, expected, anything, ""));
  EXPECT_FALSE(is_close(std::vector<float>{kNan, kInf}, expected, anything, ""));
}

TEST(Compare, TolerancesHoldForAnF32ChainAndFailForABf16One) {
  Random random(31);
  constexpr int64_t kLength = 1000;
  std::vector<float> exact;
  std::vector<float> f32_sums;
  std::vector<float> bf16_sums;
  for (int i = 0; i < 50; ++i) {
    const std::vector<float> x = random.normals(kLength);
    const std::vector<float> w = random.normals(kLength);
    double sum = 0;
    double x_squares = 0;
    double w_squares = 0;
    float f32_sum = 0;
    float bf16_sum = 0;
    for (size_t j = 0; j < x.size(); ++j) {
      sum += static_cast<double>(x[j]) * w[j];
      x_squares += static_cast<double>(x[j]) * x[j];
      w_squares += static_cast<double>(w[j]) * w[j];
      f32_sum += x[j] * w[j];
      bf16_sum += bf16::from_float(x[j]).to_float() * w[j];
    }
    EXPECT_LT(std::fabs(f32_sum - sum),
              dot_tolerance(kLength, std::sqrt(x_squares), std::sqrt(w_squares)));
    exact.push_back(static_cast<float>(sum));
    f32_sums.push_back(f32_sum);
    bf16_sums.push_back(bf16_sum);
  }
  EXPECT_TRUE(is_close(f32_sums, exact, chain_tolerance(exact, kLength), "f32"));
  EXPECT_FALSE(is_close(bf16_sums, exact, chain_tolerance(exact, kLength), "bf16"));
  EXPECT_TRUE(is_close(bf16_sums, exact, chain_tolerance(exact, kLength, kUnitBF16), "bf16"));
}

TEST(RandomMatrix, Fp8ValuesHaveTheDeviationAskedForAndManyCodes) {
  for (bool power_of_two : {false, true}) {
    Random random(32);
    const RandomMatrix matrix(random, 200, 300,
                              {.dtype = DType::kF8E4M3,
                               .stddev = 0.02,
                               .power_of_two_scales = power_of_two,
                               .inside_larger = true});
    const WeightView view = matrix.view();
    double squares = 0;
    std::vector<bool> seen(256, false);
    for (int64_t r = 0; r < 200; ++r) {
      for (int64_t c = 0; c < 300; ++c) {
        squares += static_cast<double>(view.at(r, c)) * view.at(r, c);
        seen[view.row<e4m3>(r)[c].bits] = true;
        if (power_of_two) {
          ASSERT_EQ(std::exp2(std::round(std::log2(view.scale(r, c)))), view.scale(r, c));
        }
      }
    }
    // 60000 draws estimate a deviation to 0.3%; rounding to e4m3 adds 0.05%, saturation takes less.
    EXPECT_NEAR(std::sqrt(squares / 60000), 0.02, 0.02 * 0.01);
    // All but NaN and those below a part in a thousand of the deviation.
    EXPECT_GT(std::count(seen.begin(), seen.end(), true), 150);
  }
}

}  // namespace
}  // namespace octant::test

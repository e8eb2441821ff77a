#include "models/shared/rope_scaling.h"

#include <gtest/gtest.h>

#include <cmath>

namespace octant {
namespace {

constexpr int64_t kDim = 64;
const RopeScaling kDeepseekV3 = {.factor = 40, .mscale = 1, .mscale_all_dim = 1};
const RopeScaling kKimiK2 = {
    .factor = 32, .beta_fast = 1, .beta_slow = 1, .mscale = 1, .mscale_all_dim = 1};

// Expected values are printed with `digits` significant digits, so they are off by at most half a
// unit of the last one: 5 * 10^-digits of the value.
void expect_digits(double value, double expected, int digits) {
  EXPECT_NEAR(value, expected, std::abs(expected) * 5.0 * std::pow(10.0, -digits));
}

TEST(RopeScaling, PlainFrequenciesArePowersOfTheta) {
  const std::vector<double> f = rope_inverse_frequencies(8, 10000.0, std::nullopt);
  ASSERT_EQ(f.size(), 4u);
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(f[i], std::pow(10.0, -static_cast<double>(i)), 1e-15);  // a few ulp of 1
  }
}

TEST(RopeScaling, CorrectionDimsMatchThePublishedModels) {
  expect_digits(yarn_correction_dim(32, kDim, 10000, 4096), 10.4722, 6);
  expect_digits(yarn_correction_dim(1, kDim, 10000, 4096), 22.5134, 6);
  expect_digits(yarn_correction_dim(1, kDim, 50000, 4096), 19.1646, 6);
}

TEST(RopeScaling, DeepseekV3FrequenciesMatchThePublishedList) {
  constexpr double kExpected[] = {1,
                                  0.749894209,
                                  0.562341325,
                                  0.421696503,
                                  0.316227766,
                                  0.237137371,
                                  0.177827941,
                                  0.133352143,
                                  0.1,
                                  0.0749894209,
                                  0.0562341325,
                                  0.0390069266,
                                  0.0268793601,
                                  0.0183781462,
                                  0.0124479559,
                                  0.00833450895,
                                  0.0055,
                                  0.00356199749,
                                  0.0022493653,
                                  0.00137051364,
                                  0.000790569415,
                                  0.000414990398,
                                  0.000177827941,
                                  3.33380358e-05,
                                  2.5e-05,
                                  1.87473552e-05,
                                  1.40585331e-05,
                                  1.05424126e-05,
                                  7.90569415e-06,
                                  5.92843426e-06,
                                  4.44569853e-06,
                                  3.33380358e-06};
  const std::vector<double> f = rope_inverse_frequencies(kDim, 10000, kDeepseekV3);
  ASSERT_EQ(f.size(), std::size(kExpected));
  for (size_t i = 0; i < f.size(); ++i) {
    SCOPED_TRACE(i);
    expect_digits(f[i], kExpected[i], 9);
  }
}

TEST(RopeScaling, KimiK2HasAStepBecauseBothBetasAreOne) {
  const std::vector<double> plain = rope_inverse_frequencies(kDim, 50000, std::nullopt);
  const std::vector<double> f = rope_inverse_frequencies(kDim, 50000, kKimiK2);
  for (size_t i = 0; i < 20; ++i) EXPECT_EQ(f[i], plain[i]) << i;
  for (size_t i = 20; i < 32; ++i) EXPECT_EQ(f[i], plain[i] / 32.0) << i;
  expect_digits(f[19], 0.00162176, 6);
  expect_digits(f[20], 3.61405e-05, 6);
}

TEST(RopeScaling, KimiK25FrequenciesMatchThePublishedValues) {
  const RopeScaling k25 = {.factor = 64, .mscale = 1, .mscale_all_dim = 1};
  const std::vector<double> f = rope_inverse_frequencies(kDim, 50000, k25);
  expect_digits(f[9], 0.0437767, 6);
  expect_digits(f[15], 0.0026702, 5);
  expect_digits(f[19], 1.58375e-04, 6);
  expect_digits(f[20], 1.80702e-05, 6);
}

TEST(RopeScaling, SoftmaxScaleMatchesThePublishedModels) {
  EXPECT_NEAR(softmax_scale(192, kDeepseekV3), 0.1352337788608801, 1e-16);  // 16 digits given
  const RopeScaling v2 = {.factor = 40, .mscale = 0.707, .mscale_all_dim = 0.707};
  expect_digits(softmax_scale(192, v2), 0.1147213868, 10);
  expect_digits(softmax_scale(192, kKimiK2), 0.1308607999, 10);
  const RopeScaling k25 = {.factor = 64, .mscale = 1, .mscale_all_dim = 1};
  expect_digits(softmax_scale(192, k25), 0.1446796258, 10);
}

TEST(RopeScaling, SoftmaxScaleIsPlainWithoutYarnOrMscaleAllDim) {
  EXPECT_EQ(softmax_scale(256, std::nullopt), 0.0625);
  EXPECT_EQ(softmax_scale(256, RopeScaling{.factor = 40, .mscale_all_dim = 0}), 0.0625);
  EXPECT_EQ(softmax_scale(256, RopeScaling{.factor = 1, .mscale_all_dim = 1}), 0.0625);
}

TEST(RopeScaling, AttentionFactorIsOneWhereBothMscalesAgree) {
  EXPECT_EQ(rope_attention_factor(std::nullopt), 1.0);
  EXPECT_EQ(rope_attention_factor(kDeepseekV3), 1.0);
  expect_digits(rope_attention_factor(RopeScaling{.factor = 40, .mscale = 1, .mscale_all_dim = 0}),
                1.3688879454, 11);
}

TEST(RopeTables, HoldCosAndSinOfEveryAngleTimesTheAttentionFactor) {
  const std::vector<double> f = {1.0, 0.25, 1e-3};
  Result<RopeTables> tables = RopeTables::build(5, f, 2.0, host_memory());
  ASSERT_TRUE(tables.ok());
  const RopeTable table = tables->table();
  ASSERT_EQ(table.cos.shape(), (std::array<int64_t, 2>{5, 3}));
  ASSERT_EQ(table.sin.shape(), (std::array<int64_t, 2>{5, 3}));
  for (int64_t p = 0; p < 5; ++p) {
    for (int64_t i = 0; i < 3; ++i) {
      const double angle = static_cast<double>(p) * f[static_cast<size_t>(i)];
      // One rounding to f32.
      EXPECT_FLOAT_EQ(table.cos(p, i), static_cast<float>(2.0 * std::cos(angle)));
      EXPECT_FLOAT_EQ(table.sin(p, i), static_cast<float>(2.0 * std::sin(angle)));
    }
  }
}

TEST(RopeTables, KeepTheAnglesOfTheLastPositionsOfALongContext) {
  constexpr int64_t kPositions = 163840;
  Result<RopeTables> tables = RopeTables::build(kPositions, {1.0}, 1.0, host_memory());
  ASSERT_TRUE(tables.ok());
  const float cos = tables->table().cos(kPositions - 1, 0);
  const float sin = tables->table().sin(kPositions - 1, 0);
  // The angle back from the table, against p modulo 2 pi: f32 cos and sin fix it to about 2^-23.
  const double expected =
      std::remainder(static_cast<double>(kPositions - 1), 2.0 * std::acos(-1.0));
  EXPECT_NEAR(std::atan2(static_cast<double>(sin), static_cast<double>(cos)), expected, 0x1p-22);
}

}  // namespace
}  // namespace octant

#include "app/cli/perplexity.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace octant::cli {
namespace {

// Everything is computed in double from f32 logits below 1024: a few roundings of 2^-53 relative to
// numbers of that size, 1e-12 with room to spare.
constexpr double kTolerance = 1e-12;

TEST(MeanNegativeLogLikelihood, OfEqualLogitsIsTheLogOfTheirNumber) {
  const std::vector<float> logits(3 * 4, 7.0F);
  const std::vector<int32_t> tokens = {0, 3, 1};
  EXPECT_NEAR(mean_negative_log_likelihood(logits, tokens), std::log(4.0), kTolerance);
}

TEST(MeanNegativeLogLikelihood, LooksAtTheNextToken) {
  // Row 0 predicts token 1 with odds 3 : 1, row 1 predicts token 0 with odds 1 : 3.
  const auto three = static_cast<float>(std::log(3.0));
  const std::vector<float> logits = {0, three, 0, three, 100, 0};
  const std::vector<int32_t> tokens = {1, 1, 0};
  // f32 rounds log(3) by at most 2^-24 relative.
  EXPECT_NEAR(mean_negative_log_likelihood(logits, tokens), (std::log(4.0 / 3) + std::log(4.0)) / 2,
              std::log(3.0) * std::ldexp(1.0, -24));
}

TEST(MeanNegativeLogLikelihood, DoesNotOverflow) {
  const std::vector<float> logits = {1000, 0, 1000, 0};
  EXPECT_NEAR(mean_negative_log_likelihood(logits, std::vector<int32_t>{0, 0}), 0, kTolerance);
  EXPECT_NEAR(mean_negative_log_likelihood(logits, std::vector<int32_t>{0, 1}), 1000, kTolerance);
}

TEST(MeanNegativeLogLikelihood, OfOneTokenIsNaN) {
  EXPECT_TRUE(
      std::isnan(mean_negative_log_likelihood(std::vector<float>{1, 2}, std::vector<int32_t>{0})));
}

}  // namespace
}  // namespace octant::cli

#include "runtime/statistics/binomial.h"

#include <gtest/gtest.h>

#include <cmath>

namespace octant::statistics {
namespace {

TEST(Binomial, IsWhatCanBeCountedByHand) {
  const Binomial two(2, 0.25);
  EXPECT_NEAR(two.probability(0), 9.0 / 16, 1e-14);
  EXPECT_NEAR(two.probability(1), 6.0 / 16, 1e-14);
  EXPECT_NEAR(two.probability(2), 1.0 / 16, 1e-14);
  EXPECT_EQ(two.probability(3), 0);
  EXPECT_EQ(two.probability(-1), 0);
  EXPECT_NEAR(two.at_most(1), 15.0 / 16, 1e-14);
  EXPECT_NEAR(two.at_least(1), 7.0 / 16, 1e-14);
  EXPECT_EQ(two.at_least(0), 1);
  EXPECT_EQ(two.at_most(2), 1);
}

TEST(Binomial, WithoutTrialsIsZero) {
  const Binomial none(0, 0.5);
  EXPECT_EQ(none.probability(0), 1);
  EXPECT_EQ(none.at_least(1), 0);
}

// Rounding of lgamma: 1e-15 of its value, which is n log n or so.
TEST(Binomial, AddsUpToOneWithItsMean) {
  for (const int64_t n : {1, 40, 2048, 1'000'000}) {
    for (const double p : {1.0 / 256, 1.0 / 32, 0.25}) {
      const Binomial binomial(n, p);
      double sum = 0;
      double mean = 0;
      for (int64_t c = binomial.first(); c <= binomial.last(); ++c) {
        sum += binomial.probability(c);
        mean += binomial.probability(c) * static_cast<double>(c);
      }
      const double rounding =
          1e-14 * (1 + static_cast<double>(n) * std::log(static_cast<double>(n + 1)));
      EXPECT_NEAR(sum, 1, rounding) << n << " " << p;
      EXPECT_NEAR(mean, static_cast<double>(n) * p, rounding * (1 + static_cast<double>(n) * p));
    }
  }
}

}  // namespace
}  // namespace octant::statistics

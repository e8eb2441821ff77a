#include "tests/runtime/generate/chi_square.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace octant::test {
namespace {

// Quantiles as printed tables give them, to three decimals: a quantile that is off by 0.0005
// changes p by at most 0.0005 times the density, which is below 0.25 for two degrees and more and
// below 0.03 at the tabulated points of one degree.
TEST(ChiSquare, AgreesWithTabulatedQuantiles) {
  struct Row {
    double degrees, quantile, p;
  };
  for (const Row& row : {Row{1, 3.841, 0.05}, Row{1, 6.635, 0.01}, Row{2, 5.991, 0.05},
                         Row{5, 11.070, 0.05}, Row{10, 18.307, 0.05}, Row{10, 29.588, 0.001},
                         Row{24, 36.415, 0.05}, Row{30, 20.599, 0.90}, Row{100, 124.342, 0.05}}) {
    EXPECT_NEAR(chi_square_p_value(row.quantile, row.degrees), row.p, 0.0005 * 0.25)
        << row.degrees << " degrees, quantile " << row.quantile;
  }
}

// With two degrees the tail is exp(-x / 2), with one it is erfc(sqrt(x / 2)): closed forms for both
// expansions, into tails where only the relative error counts. 1e-12: some hundred terms, each
// rounded to 1.1e-16, and the scale's exponent of up to 200 rounded likewise (2e-14).
TEST(ChiSquare, AgreesWithClosedFormsFarIntoTheTail) {
  for (double x : {0.01, 0.5, 1.9, 2.5, 4.0, 10.0, 60.0, 400.0}) {
    EXPECT_NEAR(chi_square_p_value(x, 2) / std::exp(-x / 2), 1, 1e-12) << x;
    EXPECT_NEAR(chi_square_p_value(x, 1) / std::erfc(std::sqrt(x / 2)), 1, 1e-12) << x;
  }
}

TEST(ChiSquare, TellsFittingCountsFromOthers) {
  const std::array<double, 3> probabilities{0.5, 0.3, 0.2};
  EXPECT_GT(chi_square_test(std::array<int64_t, 3>{502, 296, 202}, probabilities), 0.5);
  EXPECT_LT(chi_square_test(std::array<int64_t, 3>{600, 250, 150}, probabilities), 1e-8);
}

TEST(ChiSquare, RejectsACountWhereNoneMayBe) {
  const std::array<double, 3> probabilities{0.5, 0.5, 0};
  EXPECT_EQ(chi_square_test(std::array<int64_t, 3>{50, 49, 1}, probabilities), 0);
}

TEST(ChiSquare, PoolsRareCells) {
  // Expected 50, 46, and 2 + 2 pooled to 4; seen 50, 49, 1: statistic 0 + 9 / 46 + 9 / 4.
  const std::array<double, 4> probabilities{0.50, 0.46, 0.02, 0.02};
  const double p = chi_square_test(std::array<int64_t, 4>{50, 49, 1, 0}, probabilities);
  EXPECT_NEAR(p, chi_square_p_value(9.0 / 46 + 9.0 / 4, 2), 1e-12);
}

}  // namespace
}  // namespace octant::test

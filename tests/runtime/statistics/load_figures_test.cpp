#include "runtime/statistics/load_figures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace octant::statistics {
namespace {

TEST(LoadFigures, OfPerfectBalance) {
  const LoadFigures figures = load_figures(std::vector<uint64_t>(4, 25));
  EXPECT_DOUBLE_EQ(figures.max_vio, 0);
  EXPECT_DOUBLE_EQ(figures.balancedness, 1);
  EXPECT_DOUBLE_EQ(figures.entropy, 1);
  EXPECT_DOUBLE_EQ(figures.effective_experts, 4);
  EXPECT_DOUBLE_EQ(figures.variation, 0);
  EXPECT_EQ(figures.busiest, 0);
  EXPECT_EQ(figures.total, 100u);
}

TEST(LoadFigures, OfOneExpertThatTakesAll) {
  const LoadFigures figures = load_figures(std::vector<uint64_t>{0, 0, 8, 0});
  EXPECT_DOUBLE_EQ(figures.max_vio, 3);
  EXPECT_DOUBLE_EQ(figures.balancedness, 0.25);
  EXPECT_DOUBLE_EQ(figures.entropy, 0);
  EXPECT_DOUBLE_EQ(figures.effective_experts, 1);
  EXPECT_DOUBLE_EQ(figures.variation, std::sqrt(3.0));
  EXPECT_EQ(figures.busiest, 2);
}

TEST(LoadFigures, OfUnequalOnes) {
  const std::vector<uint64_t> counts = {2, 1, 1, 0};
  const LoadFigures figures = load_figures(counts);
  EXPECT_DOUBLE_EQ(figures.max_vio, 1);
  EXPECT_DOUBLE_EQ(figures.balancedness, 0.5);
  EXPECT_DOUBLE_EQ(figures.effective_experts, std::exp(1.5 * std::log(2.0)));
  EXPECT_DOUBLE_EQ(figures.variation, std::sqrt(0.5));
  EXPECT_DOUBLE_EQ(relative_load(counts, 0), 2);
  EXPECT_DOUBLE_EQ(relative_load(counts, 3), 0);
}

TEST(LoadFigures, OfNothingAreNothing) {
  const LoadFigures figures = load_figures(std::vector<uint64_t>(4));
  EXPECT_EQ(figures.max_vio, 0);
  EXPECT_EQ(figures.total, 0u);
  EXPECT_EQ(relative_load(std::vector<uint64_t>(4), 1), 0);
}

}  // namespace
}  // namespace octant::statistics

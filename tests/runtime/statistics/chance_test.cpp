// The formulas against routers that are known to prefer no expert.

#include "runtime/statistics/chance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "runtime/statistics/load_figures.h"
#include "tests/runtime/statistics/routers.h"

namespace octant::statistics {
namespace {

constexpr Choice kLarge = {.num_experts = 256, .k = 8};
constexpr Choice kSmall = {.num_experts = 64, .k = 6};

Router fair(const Choice& choice, int32_t num_layers = 1) {
  return {.num_layers = num_layers,
          .num_experts = choice.num_experts,
          .k = choice.k,
          .weights = {},
          .likeness = 0};
}

// Means of some hundred routers simulated by another program (NumPy), for 256 experts of which 8
// are chosen; the last is 0.3636 with a standard error of 0.004.
TEST(Chance, GivesTheMaxVioOfSimulatedRouters) {
  const std::pair<int64_t, double> known[] = {{1, 31.0},   {8, 8.27},   {32, 3.67},
                                              {128, 1.64}, {512, 0.77}, {2048, 0.364}};
  for (const auto& [num_tokens, max_vio] : known) {
    EXPECT_NEAR(chance(kLarge, num_tokens).max_vio, max_vio, 0.02 * max_vio) << num_tokens;
  }
}

TEST(Chance, IsTheMeanOfRoutersThatPreferNobody) {
  std::mt19937_64 random(20261123);
  for (const Choice& choice : {kLarge, kSmall}) {
    for (const int64_t num_tokens : {1, 8, 32, 128, 512}) {
      const int runs = num_tokens > 100 ? 60 : 300;
      LoadFigures mean;
      double squares = 0;
      for (int run = 0; run < runs; ++run) {
        const Router router = fair(choice);
        const LoadFigures one = load_figures(histogram(router, route(router, num_tokens, random)));
        mean.max_vio += one.max_vio / runs;
        mean.entropy += one.entropy / runs;
        mean.balancedness += one.balancedness / runs;
        squares += one.variation * one.variation / runs;
      }
      const Chance expected = chance(choice, num_tokens);
      const std::string context =
          std::to_string(choice.num_experts) + ", " + std::to_string(num_tokens);
      EXPECT_NEAR(mean.max_vio, expected.max_vio, 0.02 * (1 + expected.max_vio)) << context;
      EXPECT_NEAR(mean.entropy, expected.entropy, 0.004) << context;
      EXPECT_NEAR(mean.balancedness, expected.balancedness, 0.02) << context;
      EXPECT_NEAR(std::sqrt(squares), expected.variation, 0.03 * expected.variation) << context;
    }
  }
}

// 1,000 routers, two looks at each: limits are for one in a thousand, and no test may call wolf
// more often than one in a hundred times.
TEST(Chance, RaisesFewFalseAlarms) {
  std::mt19937_64 random(7);
  int beyond_busiest = 0;
  int beyond_spread = 0;
  int beyond_entropy = 0;
  int num_alarms = 0;
  constexpr int kRouters = 1000;
  constexpr int64_t kTokens = 128;
  const Chance limit = chance(kSmall, kTokens);
  for (int i = 0; i < kRouters; ++i) {
    const Router router = fair(kSmall);
    const auto counts = histogram(router, route(router, kTokens, random));
    const LoadFigures figures = load_figures(counts);
    beyond_busiest += figures.max_vio > limit.max_vio_limit ? 1 : 0;
    beyond_entropy += figures.entropy < limit.entropy_limit ? 1 : 0;
    beyond_spread += p_spread(kSmall, counts) < 0.01 ? 1 : 0;
    num_alarms += alarms(kSmall, counts, kTokens, 0.01).empty() ? 0 : 1;
  }
  EXPECT_LE(beyond_busiest, kRouters / 100);
  EXPECT_LE(beyond_entropy, kRouters / 100);
  EXPECT_LE(num_alarms, kRouters / 100);
  // At its own level, and three standard deviations of a count with this mean.
  EXPECT_LE(beyond_spread, 10 + 3 * std::sqrt(10.0));
}

TEST(Chance, FindsAnExpertThatIsTakenTwiceAsOften) {
  std::mt19937_64 random(11);
  constexpr int64_t kTokens = 512;
  constexpr int kRouters = 200;
  constexpr int32_t kPlanted = 17;
  int found = 0;
  for (int i = 0; i < kRouters; ++i) {
    Router router = fair(kSmall, 4);
    router.weights.assign(static_cast<size_t>(kSmall.num_experts), 1.0);
    router.weights[kPlanted] = 2.25;  // twice the calls: 6 of 64 are drawn without replacement
    const auto counts = histogram(router, route(router, kTokens, random));
    const auto found_ones = alarms(kSmall, counts, kTokens, 0.01);
    if (!found_ones.empty() && found_ones[0].expert == kPlanted && found_ones[0].layer == 0) {
      ++found;
      EXPECT_GT(found_ones[0].relative_load, 1.4);
    }
  }
  EXPECT_GE(found, kRouters * 95 / 100);
}

TEST(Chance, FindsAnExpertThatNobodyTakes) {
  std::mt19937_64 random(13);
  Router router = fair(kSmall);
  router.weights.assign(static_cast<size_t>(kSmall.num_experts), 1.0);
  router.weights[5] = 1e-9;
  const auto counts = histogram(router, route(router, 512, random));
  const auto found = alarms(kSmall, counts, 512);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].expert, 5);
  EXPECT_EQ(found[0].relative_load, 0);
  EXPECT_LT(p_idlest(kSmall, 512, counts[5]), 0.001);
  // After 32 tokens nobody can know: 0.906^32 of 64 experts.
  EXPECT_EQ(p_idlest(kSmall, 32, 0), 1);
}

TEST(Chance, SaysNothingOfFewTokens) {
  const std::vector<uint64_t> counts = {1, 1, 0, 0, 0, 0, 0, 0};
  EXPECT_EQ(p_spread({.num_experts = 8, .k = 2}, counts), 1);
  EXPECT_EQ(p_busiest({.num_experts = 8, .k = 2}, 1, 1), 1);
  EXPECT_TRUE(alarms({.num_experts = 8, .k = 2}, counts, 1).empty());
  EXPECT_TRUE(alarms({.num_experts = 8, .k = 2}, counts, 0).empty());
}

}  // namespace
}  // namespace octant::statistics

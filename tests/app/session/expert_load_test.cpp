// What chance gives is compared with dealing out experts by chance.

#include "app/session/expert_load.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace octant::session {
namespace {

struct Shape {
  int64_t layers = 1;
  int64_t experts = 8;
  int64_t k = 2;
  int32_t ranks = 2;
};

ExpertPlaces in_blocks(const Shape& shape) {
  ExpertPlaces places{.num_moe_layers = shape.layers,
                      .n_routed_experts = shape.experts,
                      .num_experts_per_tok = shape.k,
                      .num_ranks = shape.ranks,
                      .rank_of_expert = {}};
  for (int64_t cell = 0; cell < shape.layers * shape.experts; ++cell) {
    const int64_t expert = cell % shape.experts;
    places.rank_of_expert.push_back(static_cast<int32_t>(expert * shape.ranks / shape.experts));
  }
  return places;
}

// Busiest over mean of tokens that choose by chance.
double dealt_out(const ExpertPlaces& places, int64_t num_tokens, std::mt19937_64& random) {
  std::vector<int64_t> calls(static_cast<size_t>(places.num_ranks));
  std::vector<size_t> experts(static_cast<size_t>(places.n_routed_experts));
  std::iota(experts.begin(), experts.end(), size_t{0});
  for (int64_t draw = 0; draw < num_tokens * places.num_moe_layers; ++draw) {
    const auto layer = static_cast<size_t>(draw % places.num_moe_layers);
    for (size_t i = 0; i < static_cast<size_t>(places.num_experts_per_tok); ++i) {
      std::uniform_int_distribution<size_t> choice(i, experts.size() - 1);
      std::swap(experts[i], experts[choice(random)]);
      const int32_t rank = places.rank_of_expert[layer * experts.size() + experts[i]];
      ++calls[static_cast<size_t>(rank)];
    }
  }
  const auto sum = std::accumulate(calls.begin(), calls.end(), int64_t{0});
  return static_cast<double>(*std::max_element(calls.begin(), calls.end())) *
         static_cast<double>(calls.size()) / static_cast<double>(sum);
}

struct Simulated {
  double mean = 0;
  double beyond = 0;  // share above the limit
};

Simulated simulate(const ExpertPlaces& places, int64_t num_tokens, int num_samples) {
  std::mt19937_64 random(20240517);
  const ChanceLoad chance = chance_load(places, num_tokens);
  Simulated result;
  for (int i = 0; i < num_samples; ++i) {
    const double load = dealt_out(places, num_tokens, random);
    result.mean += load / num_samples;
    if (load > chance.limit) result.beyond += 1.0 / num_samples;
  }
  return result;
}

struct Case {
  const char* name;
  Shape shape;
  int64_t num_tokens;
};

class Chance : public testing::TestWithParam<Case> {};

// 4000 samples: the mean of the excess is known to 2 % (its deviation is about half of it); the
// normal approximation may add as much for a handful of calls a rank. Of 4000, 4 should be beyond
// the limit; 14 or more of a Poisson distribution with mean 4 come once in 10,000 times, and
// skewness adds some for few tokens.
TEST_P(Chance, IsThatOfASimulation) {
  const ExpertPlaces places = in_blocks(GetParam().shape);
  const ChanceLoad chance = chance_load(places, GetParam().num_tokens);
  const Simulated simulated = simulate(places, GetParam().num_tokens, 4000);
  EXPECT_NEAR(chance.expected - 1, simulated.mean - 1, 0.05 * (simulated.mean - 1));
  EXPECT_LT(simulated.beyond, 14.0 / 4000);
  EXPECT_GT(chance.limit, chance.expected);
}

INSTANTIATE_TEST_SUITE_P(Shapes, Chance,
                         testing::Values(Case{"OneTokenOfALargeModel", {58, 256, 8, 8}, 1},
                                         Case{"AFewTokensOfASmallModel", {3, 16, 4, 4}, 12},
                                         Case{"TwoRanks", {4, 64, 6, 2}, 20},
                                         Case{"MoreTokens", {2, 32, 4, 8}, 100},
                                         Case{"UnequalRanks", {5, 8, 2, 3}, 40}),
                         [](const auto& which) { return std::string(which.param.name); });

TEST(ChanceLoad, FallsWithTheRootOfTheTokens) {
  const ExpertPlaces places = in_blocks({58, 256, 8, 8});
  const double few = chance_load(places, 10).expected - 1;
  const double many = chance_load(places, 1000).expected - 1;
  EXPECT_NEAR(few / many, 10, 0.01);
}

// Two ranks of equal size: busiest/mean - 1 is |Y| s, whose mean is sqrt(2/pi) s.
TEST(ChanceLoad, IsExactForTwoRanks) {
  const ExpertPlaces places = in_blocks({10, 64, 4, 2});
  const double mean = 10 * 100 * 4 * 0.5;
  const double deviation = std::sqrt(10 * 100 * 4 * 0.25 * 60 / 63.0);
  EXPECT_NEAR(chance_load(places, 100).expected,
              1 + deviation / mean * std::sqrt(2 / std::acos(-1.0)), 1e-6);
  // P(|Y| > 3.2905) is 0.001; of the product of two, half of that is left out each.
  EXPECT_NEAR(chance_load(places, 100).limit, 1 + deviation / mean * 3.2905, 1e-4);
}

TEST(ChanceLoad, ARankWithMoreExpertsIsBusierByRight) {
  ExpertPlaces places = in_blocks({2, 4, 1, 2});
  places.rank_of_expert = {0, 0, 0, 1, 0, 0, 0, 1};
  EXPECT_NEAR(chance_load(places, 1'000'000).expected, 1.5, 0.001);
}

TEST(ChanceLoad, IsOneWhereThereIsNoChoice) {
  EXPECT_EQ(chance_load(in_blocks({4, 8, 8, 2}), 5).expected, 1);  // every token takes all
  EXPECT_EQ(chance_load(in_blocks({4, 8, 2, 1}), 5).expected, 1);  // one rank
  EXPECT_EQ(chance_load(in_blocks({4, 8, 2, 2}), 0).expected, 1);  // no tokens
  EXPECT_EQ(chance_load({}, 5).expected, 1);
}

api::Snapshot snapshot_of(const Shape& shape, const std::vector<uint64_t>& calls) {
  api::Snapshot snapshot;
  snapshot.num_moe_layers = shape.layers;
  snapshot.n_routed_experts = shape.experts;
  snapshot.rank_of_expert = in_blocks(shape).rank_of_expert;
  for (const uint64_t count : calls) {
    snapshot.ranks.push_back({.device = "cpu", .expert_calls = count});
  }
  return snapshot;
}

constexpr Shape kSmall{2, 8, 2, 4};

TEST(ExpertLoad, IsEachRankOverTheMean) {
  const ExpertLoad load = expert_load({}, snapshot_of(kSmall, {100, 120, 80, 100}), 2);
  EXPECT_EQ(load.over_mean, (std::vector<double>{1, 1.2, 0.8, 1}));
  EXPECT_EQ(load.busiest, 1);
  EXPECT_EQ(load.busiest_over_mean, 1.2);
  EXPECT_EQ(load.total_calls, 400U);
  EXPECT_EQ(load.num_tokens, 100);
}

TEST(ExpertLoad, OfAnAnswerIsTheDifference) {
  const ExpertLoad load = expert_load(snapshot_of(kSmall, {100, 120, 80, 100}),
                                      snapshot_of(kSmall, {110, 130, 100, 120}), 2);
  EXPECT_EQ(load.calls, (std::vector<uint64_t>{10, 10, 20, 20}));
  EXPECT_EQ(load.busiest, 2);
  EXPECT_EQ(load.num_tokens, 15);
}

TEST(ExpertLoad, AnotherEnginesPastCountsAsNothing) {
  const api::Snapshot now = snapshot_of(kSmall, {10, 10, 20, 20});
  EXPECT_EQ(expert_load(snapshot_of(kSmall, {100, 0, 0, 0}), now, 2).total_calls, 60U);
  EXPECT_EQ(expert_load(snapshot_of(kSmall, {1, 1}), now, 2).total_calls, 60U);
}

TEST(ExpertLoad, SaysWhetherChanceAloneCouldDoIt) {
  // 100 tokens: chance gives 1.09 here, and hardly ever 1.3.
  EXPECT_EQ(verdict(expert_load({}, snapshot_of(kSmall, {100, 109, 91, 100}), 2)), "within chance");
  EXPECT_EQ(verdict(expert_load({}, snapshot_of(kSmall, {85, 130, 85, 100}), 2)), "beyond chance");
  // The same shares of ten thousand tokens are another matter.
  EXPECT_EQ(verdict(expert_load({}, snapshot_of(kSmall, {10000, 10900, 9100, 10000}), 2)),
            "beyond chance");
}

TEST(ExpertLoad, SaysNothingWithoutTokensOrRanksToCompare) {
  EXPECT_EQ(verdict(expert_load({}, {}, 2)), "too little to compare");
  EXPECT_EQ(verdict(expert_load({}, snapshot_of(kSmall, {0, 0, 0, 0}), 2)),
            "too little to compare");
  EXPECT_EQ(verdict(expert_load({}, snapshot_of({2, 8, 2, 1}, {400}), 2)), "too little to compare");
  // The number of experts a token is of the model, which may not be known.
  const ExpertLoad unknown = expert_load({}, snapshot_of(kSmall, {1000, 0, 0, 0}), 0);
  EXPECT_EQ(unknown.num_tokens, 0);
  EXPECT_FALSE(unknown.is_beyond_chance());
}

}  // namespace
}  // namespace octant::session

#include "runtime/statistics/difference.h"

#include <gtest/gtest.h>

#include "tests/runtime/statistics/routers.h"

namespace octant::statistics {
namespace {

Router plain_router(int32_t num_layers) {
  Router router;
  router.num_layers = num_layers;
  router.num_experts = 32;
  router.k = 4;
  return router;
}

Choices choices_of(const Router& router, const std::vector<int16_t>& topk_idx) {
  return {.num_layers = router.num_layers,
          .num_experts = router.num_experts,
          .k = router.k,
          .topk_idx = topk_idx};
}

TEST(Difference, IsTheShareOfCallsThatWouldHaveToMove) {
  const std::vector<uint64_t> a = {4, 0, 0, 0, /**/ 1, 1, 1, 1};
  const std::vector<uint64_t> b = {2, 2, 0, 0, /**/ 3, 3, 3, 3};
  EXPECT_DOUBLE_EQ(distance(a, b, 4), 0.25);  // half in one layer, nothing in the other
  EXPECT_DOUBLE_EQ(distance(a, a, 4), 0);
}

TEST(Difference, AgreesWithThatOfTheHistograms) {
  std::mt19937_64 random(3);
  const Router router = plain_router(3);
  const auto a = route(router, 50, random);
  const auto b = route(router, 70, random);
  const Difference found = difference(choices_of(router, a), choices_of(router, b));
  EXPECT_NEAR(found.distance,
              distance(histogram(router, a), histogram(router, b), router.num_experts), 1e-12);
  EXPECT_EQ(found.num_stretches_a, 4);
  EXPECT_EQ(found.num_stretches_b, 5);
}

// At the level of one in a hundred, 1,000 pairs of texts of one router; also of one whose tokens
// beside each other choose alike, which single tokens dealt out would take for a difference.
TEST(Difference, RaisesFewFalseAlarms) {
  std::mt19937_64 random(5);
  for (const double likeness : {0.0, 0.5}) {
    Router router = plain_router(1);
    router.likeness = likeness;
    int num_alarms = 0;
    int num_alarms_of_tokens = 0;
    for (int i = 0; i < 1000; ++i) {
      const auto a = route(router, 128, random);
      const auto b = route(router, 128, random);
      const auto found = difference(choices_of(router, a), choices_of(router, b),
                                    {.num_deals = 199, .seed = static_cast<uint64_t>(i)});
      num_alarms += found.p <= 0.005 ? 1 : 0;
      const auto tokens = difference(choices_of(router, a), choices_of(router, b),
                                     {.stretch = 1, .num_deals = 199, .seed = 1});
      num_alarms_of_tokens += tokens.p <= 0.005 ? 1 : 0;
    }
    EXPECT_LE(num_alarms, 10) << likeness;
    // The reason for stretches.
    if (likeness > 0) {
      EXPECT_GT(num_alarms_of_tokens, 50);
    }
  }
}

TEST(Difference, FindsAnExpertThatIsTakenTwiceAsOften) {
  std::mt19937_64 random(9);
  Router other = plain_router(1);
  other.weights.assign(32, 1.0);
  other.weights[3] = 4;
  other.weights[4] = 0.25;
  const Router plain = plain_router(1);
  int found = 0;
  constexpr int kPairs = 100;
  for (int i = 0; i < kPairs; ++i) {
    const auto a = route(plain, 512, random);
    const auto b = route(other, 512, random);
    const auto result = difference(choices_of(plain, a), choices_of(other, b),
                                   {.num_deals = 199, .seed = static_cast<uint64_t>(i)});
    found += result.p <= 0.01 ? 1 : 0;
    EXPECT_GT(result.distance, 0);
  }
  EXPECT_GE(found, kPairs * 95 / 100);
}

TEST(Difference, OfNothingIsNotSignificant) {
  std::mt19937_64 random(3);
  const Router router = plain_router(3);
  const auto a = route(router, 20, random);
  const Difference none = difference(choices_of(router, a), choices_of(router, {}));
  EXPECT_EQ(none.p, 1);
  EXPECT_EQ(none.num_stretches_b, 0);
}

}  // namespace
}  // namespace octant::statistics

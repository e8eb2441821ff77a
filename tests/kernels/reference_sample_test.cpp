#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "kernels/reference/reference_backend.h"
#include "tests/support/host_tensor.h"

namespace octant {
namespace {

using test::HostTensor;

struct Sampled {
  Status status;
  int32_t argmax = -7;
  float logsumexp = 0;
  std::vector<float> probs;
};

Sampled sample_logits(const SamplingFilter& filter, const std::vector<float>& logits,
                      int64_t num_valid_ids) {
  HostTensor<float, 2> row({1, static_cast<int64_t>(logits.size())}, 0.0f);
  row.assign(logits);
  HostTensor<int32_t, 1> argmax({1}, -7);
  auto logsumexp = test::unwritten<1>({1});
  auto probs = test::unwritten<2>(row.shape());
  Status status = make_reference_backend()->sample({.filter = filter,
                                                    .num_valid_ids = num_valid_ids,
                                                    .logits = row.const_view(),
                                                    .argmax = argmax.view(),
                                                    .logsumexp = logsumexp.view(),
                                                    .probs = probs.view()});
  return {std::move(status), argmax.values()[0], logsumexp.values()[0], probs.values()};
}

// Logits whose softmax is `weights` over their sum.
std::vector<float> logits_of(const std::vector<float>& weights) {
  std::vector<float> logits;
  for (float weight : weights) logits.push_back(std::log(weight));
  return logits;
}

// The logs above are rounded to f32: below |log 5| = 1.61 that is 2^-24, which exp and the sum turn
// into a relative error of at most twice that; one more rounding for the result.
constexpr double kRelative = 3 * 0x1p-23;

void expect_probs(const SamplingFilter& filter, const std::vector<float>& weights,
                  const std::vector<double>& expected) {
  const auto ids = static_cast<int64_t>(weights.size());
  const Sampled sampled = sample_logits(filter, logits_of(weights), ids);
  ASSERT_TRUE(sampled.status.ok()) << sampled.status.to_string();
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(sampled.probs[i], expected[i], kRelative * expected[i]) << "id " << i;
  }
}

TEST(ReferenceSample, TemperatureZeroIsOneAtTheLargestLogit) {
  const Sampled sampled = sample_logits({}, {1, 3, 2}, 3);
  EXPECT_EQ(sampled.argmax, 1);
  EXPECT_EQ(sampled.probs, (std::vector<float>{0, 1, 0}));
}

TEST(ReferenceSample, EqualLogitsGiveTheLowestId) {
  EXPECT_EQ(sample_logits({}, {1, 3, 3, 3}, 4).argmax, 1);
}

TEST(ReferenceSample, LogsumexpIsOverTheValidIdsAtTemperatureOne) {
  const Sampled sampled = sample_logits({.temperature = 0.3f}, logits_of({1, 2, 5, 1000}), 3);
  EXPECT_FLOAT_EQ(sampled.logsumexp, std::log(8.0f));
  // No overflow where exp(logit) has none to give.
  EXPECT_FLOAT_EQ(sample_logits({}, {500, 500}, 2).logsumexp, 500 + std::log(2.0f));
}

TEST(ReferenceSample, TemperatureOneIsTheSoftmax) {
  expect_probs({.temperature = 1}, {1, 2, 5}, {0.125, 0.25, 0.625});
}

TEST(ReferenceSample, TemperatureDividesTheLogits) {
  expect_probs({.temperature = 0.5f}, {1, 2, 3}, {1.0 / 14, 4.0 / 14, 9.0 / 14});
}

TEST(ReferenceSample, TopKKeepsTheLargestAndRenormalises) {
  expect_probs({.temperature = 1, .top_k = 2}, {1, 2, 3, 4}, {0, 0, 3.0 / 7, 4.0 / 7});
}

TEST(ReferenceSample, TopKBeyondTheVocabularyKeepsAll) {
  expect_probs({.temperature = 1, .top_k = 100}, {1, 3}, {0.25, 0.75});
}

TEST(ReferenceSample, TopPKeepsTheSmallestSetThatReachesIt) {
  // 0.4 + 0.3 reaches 0.65, 0.4 does not.
  expect_probs({.temperature = 1, .top_p = 0.65f}, {1, 2, 3, 4}, {0, 0, 3.0 / 7, 4.0 / 7});
  expect_probs({.temperature = 1, .top_p = 0.75f}, {1, 2, 3, 4}, {0, 2.0 / 9, 3.0 / 9, 4.0 / 9});
}

TEST(ReferenceSample, TopPZeroKeepsOne) {
  expect_probs({.temperature = 1, .top_p = 0}, {1, 2, 3}, {0, 0, 1});
}

TEST(ReferenceSample, TopPCountsProbabilitiesOfWhatTopKLeft) {
  // Among the two that are left, 4/7 = 0.571 reaches 0.5; of the whole, 0.4 would not.
  expect_probs({.temperature = 1, .top_k = 2, .top_p = 0.5f}, {1, 2, 3, 4}, {0, 0, 0, 1});
}

TEST(ReferenceSample, MinPKeepsWhatIsLargeEnoughAgainstTheLargest) {
  // 0.4 * 4 = 1.6 of weight: 2 stays, 1 goes.
  expect_probs({.temperature = 1, .min_p = 0.4f}, {1, 2, 3, 4}, {0, 2.0 / 9, 3.0 / 9, 4.0 / 9});
}

TEST(ReferenceSample, MinPOneKeepsAllThatEqualTheLargest) {
  expect_probs({.temperature = 1, .min_p = 1}, {4, 1, 4}, {0.5, 0, 0.5});
}

TEST(ReferenceSample, TiesAtTheEdgeGoToTheLowerId) {
  expect_probs({.temperature = 1, .top_k = 2}, {2, 1, 2, 2}, {0.5, 0, 0.5, 0});
  expect_probs({.temperature = 1, .top_p = 0.5f}, {1, 1, 1, 1}, {0.5, 0.5, 0, 0});
}

TEST(ReferenceSample, IdsBeyondTheValidOnesAreOut) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Sampled sampled = sample_logits({.temperature = 1}, {0, 0, 99, nan}, 2);
  ASSERT_TRUE(sampled.status.ok());
  EXPECT_EQ(sampled.argmax, 0);
  EXPECT_EQ(sampled.probs, (std::vector<float>{0.5f, 0.5f, 0, 0}));
}

TEST(ReferenceSample, LogitThatIsNotFiniteIsAnErrorThatNamesIt) {
  for (float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                    -std::numeric_limits<float>::infinity()}) {
    for (float temperature : {0.0f, 1.0f}) {
      const Status status = sample_logits({.temperature = temperature}, {0, bad, 1}, 3).status;
      EXPECT_EQ(status.code(), StatusCode::kInternal);
      EXPECT_NE(status.message().find("row 0 id 1"), std::string_view::npos) << status.message();
    }
  }
}

TEST(ReferenceSample, TinyTemperatureIsGreedyWithoutOverflow) {
  const Sampled sampled = sample_logits({.temperature = 1e-38f}, {100, -100, 99.9f}, 3);
  EXPECT_EQ(sampled.probs, (std::vector<float>{1, 0, 0}));
}

TEST(ReferenceSample, OutputsThatAreNotWantedMayBeNull) {
  HostTensor<float, 2> logits({2, 3}, 0.0f);
  logits.assign({0, 1, 0, 5, 4, 3});
  HostTensor<int32_t, 1> argmax({2}, -7);
  ASSERT_TRUE(make_reference_backend()
                  ->sample({.filter = {.temperature = 1},
                            .num_valid_ids = 3,
                            .logits = logits.const_view(),
                            .argmax = argmax.view(),
                            .logsumexp = {},
                            .probs = {}})
                  .ok());
  EXPECT_EQ(argmax.values(), (std::vector<int32_t>{1, 0}));
}

struct Candidates {
  float total = 0;
  float floor = 0;
  std::vector<int32_t> ids;
  std::vector<float> values;
};

// Of the first `num_valid_ids` of one row.
Candidates find_candidates(float temperature, const std::vector<float>& logits,
                           int64_t num_valid_ids, int64_t capacity) {
  HostTensor<float, 2> row({1, static_cast<int64_t>(logits.size())}, 0.0f);
  row.assign(logits);
  const float largest = *std::max_element(logits.begin(), logits.begin() + num_valid_ids);
  Candidates found{.total = 0,
                   .floor = 0,
                   .ids = std::vector<int32_t>(static_cast<size_t>(capacity)),
                   .values = std::vector<float>(static_cast<size_t>(capacity))};
  int32_t count = 0;
  EXPECT_TRUE(make_reference_backend()
                  ->candidates({.temperature = temperature,
                                .num_valid_ids = num_valid_ids,
                                .logits = row.const_view(),
                                .largest = {&largest, {1}},
                                .total = {&found.total, {1}},
                                .floor = {&found.floor, {1}},
                                .count = {&count, {1}},
                                .ids = {found.ids.data(), {1, capacity}},
                                .values = {found.values.data(), {1, capacity}}})
                  .ok());
  found.ids.resize(static_cast<size_t>(count));
  found.values.resize(static_cast<size_t>(count));
  return found;
}

TEST(ReferenceCandidates, AreTheIdsWithinFifteenTemperaturesOfTheLargest) {
  const Candidates found = find_candidates(2, {-30, 0, -10, -30.5f, -40, 100}, 5, 5);
  EXPECT_EQ(found.floor, -30);
  EXPECT_EQ(found.ids, (std::vector<int32_t>{0, 1, 2}));
  EXPECT_EQ(found.values, (std::vector<float>{-30, 0, -10}));
  const double total = 1 + std::exp(-5.0) + std::exp(-15.0) + std::exp(-15.25) + std::exp(-20.0);
  EXPECT_NEAR(found.total, total, kRelative * total);
}

TEST(ReferenceCandidates, TheFloorRisesInWholeTemperaturesUntilTheListFits) {
  const std::vector<float> logits = {0, -1, -2, -2.5f, -3.5f};
  EXPECT_EQ(find_candidates(1, logits, 5, 5).floor, -15);
  EXPECT_EQ(find_candidates(1, logits, 5, 4).floor, -3);
  EXPECT_EQ(find_candidates(1, logits, 5, 3).floor, -2);
  EXPECT_EQ(find_candidates(1, logits, 5, 2).ids, (std::vector<int32_t>{0, 1}));
  EXPECT_EQ(find_candidates(1, logits, 5, 1).floor, 0);
}

TEST(ReferenceCandidates, TooManyEqualsOfTheLargestGiveAFloorAboveIt) {
  const Candidates found = find_candidates(1, {1, 1, 1, 0}, 4, 2);
  EXPECT_EQ(found.floor, std::nextafter(1.0f, 2.0f));
  EXPECT_TRUE(found.ids.empty());
  EXPECT_NEAR(found.total, 3 + std::exp(-1.0), kRelative * 4);
}

}  // namespace
}  // namespace octant

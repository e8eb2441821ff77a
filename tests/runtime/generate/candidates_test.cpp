// What ranks find, put together, against the reference's sample of the whole row. What ranks find
// is the reference's too; the devices' is compared with it in tests/kernels/cuda.

#include "runtime/generate/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "kernels/reference/reference_backend.h"
#include "runtime/generate/random.h"

namespace octant {
namespace {

constexpr double kUnitF32 = 0x1p-24;
constexpr int64_t kAll = 1 << 20;  // a capacity that nothing here exceeds

// A row and what each of its ranks finds in its share of the columns.
class FoundRow {
 public:
  FoundRow(std::vector<float> logits, int64_t num_ranks, int64_t capacity, float temperature)
      : logits_(std::move(logits)) {
    const int64_t size = std::ssize(logits_);
    capacity = std::min(capacity, size);
    for (int64_t r = 0; r < num_ranks; ++r) {
      const int64_t begin = size * r / num_ranks;
      const int64_t width = size * (r + 1) / num_ranks - begin;
      if (width == 0) continue;
      Lists& lists = lists_.emplace_back();
      lists.ids.resize(static_cast<size_t>(capacity));
      lists.values.resize(static_cast<size_t>(capacity));
      RankFound& rank = ranks_.emplace_back();
      rank.first_id = static_cast<int32_t>(begin);
      const View<const float, 2> columns(logits_.data() + begin, {1, width});
      int32_t argmax = 0;
      int32_t count = 0;
      EXPECT_TRUE(reference_
                      ->sample({.num_valid_ids = width,
                                .logits = columns,
                                .argmax = {&argmax, {1}},
                                .logsumexp = {&rank.largest.logsumexp, {1}},
                                .largest = {&rank.largest.logit, {1}},
                                .probs = {}})
                      .ok());
      rank.largest.id = rank.first_id + argmax;
      const Status status =
          reference_->candidates({.temperature = temperature,
                                  .num_valid_ids = width,
                                  .logits = columns,
                                  .largest = {&rank.largest.logit, {1}},
                                  .total = {&rank.total, {1}},
                                  .floor = {&rank.floor, {1}},
                                  .count = {&count, {1}},
                                  .ids = {lists.ids.data(), {1, capacity}},
                                  .values = {lists.values.data(), {1, capacity}}});
      EXPECT_TRUE(status.ok()) << status.to_string();
      lists.ids.resize(static_cast<size_t>(count));
      lists.values.resize(static_cast<size_t>(count));
    }
    for (size_t r = 0; r < ranks_.size(); ++r) {
      ranks_[r].ids = lists_[r].ids;
      ranks_[r].logits = lists_[r].values;
    }
  }

  std::span<const RankFound> ranks() const { return ranks_; }
  // Ids that are certainly candidates.
  int64_t num_certain() const {
    float floor = -INFINITY;
    for (const RankFound& rank : ranks_) floor = std::max(floor, rank.floor);
    return std::ranges::count_if(logits_, [&](float logit) { return logit >= floor; });
  }
  // The lists in another order.
  void shuffle(RandomStream& stream) {
    for (Lists& lists : lists_) {
      for (size_t i = lists.ids.size(); i > 1; --i) {
        const size_t j = stream.next() % i;
        std::swap(lists.ids[i - 1], lists.ids[j]);
        std::swap(lists.values[i - 1], lists.values[j]);
      }
    }
  }
  bool list(const SamplingFilter& filter, TokenList& tokens) const {
    std::vector<Candidate> scratch;
    return list_tokens(ranks_, filter, std::ssize(logits_), scratch, tokens);
  }
  std::vector<float> reference_probs(const SamplingFilter& filter) const {
    const int64_t size = std::ssize(logits_);
    std::vector<float> probs(logits_.size());
    int32_t argmax = 0;
    EXPECT_TRUE(reference_
                    ->sample({.filter = filter,
                              .num_valid_ids = size,
                              .logits = {logits_.data(), {1, size}},
                              .argmax = {&argmax, {1}},
                              .logsumexp = {},
                              .largest = {},
                              .probs = {probs.data(), {1, size}}})
                    .ok());
    return probs;
  }
  void expect_as_reference(const SamplingFilter& filter, const TokenList& tokens,
                           const std::string& context) const {
    const std::vector<float> expected = reference_probs(filter);
    std::vector<int32_t> ids;
    for (size_t id = 0; id < expected.size(); ++id) {
      if (expected[id] > 0) ids.push_back(static_cast<int32_t>(id));
    }
    ASSERT_EQ(tokens.ids, ids) << context;
    for (size_t i = 0; i < ids.size(); ++i) {
      const auto id = static_cast<size_t>(ids[i]);
      // Both are doubles rounded to f32.
      EXPECT_NEAR(tokens.probs[i], expected[id], 2 * kUnitF32 * static_cast<double>(expected[id]))
          << context << " id " << id;
      EXPECT_EQ(tokens.logits[i], logits_[id]) << context << " id " << id;
    }
  }

 private:
  struct Lists {
    std::vector<int32_t> ids;
    std::vector<float> values;
  };
  std::unique_ptr<Backend> reference_ = make_reference_backend();
  std::vector<float> logits_;
  std::vector<Lists> lists_;
  std::vector<RankFound> ranks_;
};

// A sum of uniforms, about normal, of a standard deviation of `spread`.
std::vector<float> random_logits(int64_t size, double spread, RandomStream& stream) {
  std::vector<float> logits(static_cast<size_t>(size));
  for (float& logit : logits) {
    double sum = 0;
    for (int i = 0; i < 12; ++i) sum += stream.uniform() - 0.5;
    logit = static_cast<float>(spread * sum);
  }
  return logits;
}

std::string describe(const SamplingFilter& filter, int64_t num_ranks, int64_t capacity) {
  return "temperature " + std::to_string(filter.temperature) + " top_k " +
         std::to_string(filter.top_k) + " top_p " + std::to_string(filter.top_p) + " min_p " +
         std::to_string(filter.min_p) + " ranks " + std::to_string(num_ranks) + " capacity " +
         std::to_string(capacity);
}

TEST(MergeLargest, GivesTheLargestAndTheSumOfTheWholeRow) {
  RandomStream stream(1);
  for (const int64_t num_ranks : {1, 2, 7}) {
    const std::vector<float> logits = random_logits(500, 3, stream);
    const LargestLogit merged = merge_largest(FoundRow(logits, num_ranks, 4, 1).ranks());
    const LargestLogit whole = merge_largest(FoundRow(logits, 1, 4, 1).ranks());
    EXPECT_EQ(merged.id, std::ranges::max_element(logits) - logits.begin());
    EXPECT_EQ(merged.logit, std::ranges::max(logits));
    // Ranks' sums are rounded to f32 where they are about 10.
    EXPECT_NEAR(merged.logsumexp, whole.logsumexp, 20 * kUnitF32);
  }
}

TEST(MergeLargest, OfEqualLogitsTheLowestIdWinsAcrossRanks) {
  std::vector<float> logits(80, 1.0f);
  for (const size_t id : {35, 36, 71}) logits[id] = 2;
  EXPECT_EQ(merge_largest(FoundRow(logits, 8, 4, 1).ranks()).id, 35);
  EXPECT_EQ(merge_largest(FoundRow(std::vector<float>(80, 1.0f), 8, 4, 1).ranks()).id, 0);
}

TEST(Candidates, GiveTheDistributionOfTheReferenceWhereTheySuffice) {
  RandomStream stream(2);
  int64_t num_listed = 0;
  int64_t num_refused = 0;
  for (const double spread : {0.5, 3.0, 8.0}) {
    const std::vector<float> logits = random_logits(600, spread, stream);
    for (const int64_t num_ranks : {1, 3, 8}) {
      for (const int64_t capacity : {int64_t{5}, int64_t{40}, kAll}) {
        for (const float temperature : {0.3f, 0.8f, 2.0f}) {
          FoundRow row(logits, num_ranks, capacity, temperature);
          for (const int32_t top_k : {0, 1, 30, 599}) {
            for (const float top_p : {1.0f, 0.95f, 0.3f, 0.0f}) {
              for (const float min_p : {0.0f, 0.05f, 1.0f}) {
                const SamplingFilter filter{temperature, top_k, top_p, min_p};
                const std::string context = describe(filter, num_ranks, capacity);
                TokenList tokens;
                const bool suffices = row.list(filter, tokens);
                ++(suffices ? num_listed : num_refused);
                if (suffices) row.expect_as_reference(filter, tokens, context);
                // What is sure to suffice: top_k among certain ones; and with whole lists a share
                // of 0.96, or a min_p well above e^-15.
                const bool whole = capacity == kAll;
                const bool surely = (top_k > 0 && top_k <= row.num_certain()) ||
                                    (whole && top_k == 0 && (top_p <= 0.96f || min_p > 1e-6f));
                EXPECT_TRUE(suffices || !surely) << context;
              }
            }
          }
        }
      }
    }
  }
  EXPECT_GT(num_listed, 1000);
  EXPECT_GT(num_refused, 100);
}

TEST(Candidates, AreTheSameToTheBitInWhateverOrderRanksListThem) {
  RandomStream stream(3);
  for (const int64_t capacity : {int64_t{20}, kAll}) {
    FoundRow row(random_logits(400, 3, stream), 4, capacity, 0.7f);
    const SamplingFilter filter{.temperature = 0.7f, .top_k = 15, .top_p = 0.9f};
    TokenList first;
    ASSERT_TRUE(row.list(filter, first));
    for (int i = 0; i < 10; ++i) {
      row.shuffle(stream);
      TokenList again;
      ASSERT_TRUE(row.list(filter, again));
      EXPECT_EQ(again.ids, first.ids);
      EXPECT_EQ(again.probs, first.probs);
      EXPECT_EQ(again.logits, first.logits);
    }
  }
}

TEST(Candidates, TiesAtAnEdgeGoToTheLowerIdAcrossRanks) {
  // Powers of two: every sum is exact.
  std::vector<float> logits(64, 0.0f);
  logits[40] = -0.0f;  // no less than 0
  for (const int64_t num_ranks : {1, 2, 8}) {
    const FoundRow row(logits, num_ranks, kAll, 1);
    for (const SamplingFilter& filter :
         {SamplingFilter{.temperature = 1, .top_k = 41}, SamplingFilter{1, 0, 0.75f, 0},
          SamplingFilter{1, 32, 0.5f, 0}, SamplingFilter{1, 0, 0.015625f, 0}}) {
      TokenList tokens;
      ASSERT_TRUE(row.list(filter, tokens));
      row.expect_as_reference(filter, tokens, describe(filter, num_ranks, kAll));
    }
  }
}

TEST(Candidates, OneFarAboveTheOthersIsAllThereIs) {
  std::vector<float> logits(300, -5.0f);
  logits[123] = 80;
  const FoundRow row(logits, 3, 8, 0.6f);
  TokenList tokens;
  ASSERT_TRUE(row.list({.temperature = 0.6f, .top_p = 0.95f}, tokens));
  EXPECT_EQ(tokens.ids, std::vector<int32_t>{123});
  EXPECT_EQ(tokens.probs, std::vector<float>{1});
}

TEST(Candidates, ATinyTemperatureIsGreedyWithoutOverflow) {
  std::vector<float> logits(50);
  std::iota(logits.begin(), logits.end(), 0.0f);
  const FoundRow row(logits, 2, 8, 1e-38f);
  TokenList tokens;
  ASSERT_TRUE(row.list({.temperature = 1e-38f, .top_p = 0.99f}, tokens));
  EXPECT_EQ(tokens.ids, std::vector<int32_t>{49});
}

// The ranks of ids 0 .. 99 and 100 .. 199; the first one's list is too short for its equals.
TEST(Candidates, AShortListDoesNotMatterBelowTheOthersFloor) {
  std::vector<float> logits(200, -30.0f);
  for (size_t id = 100; id < 110; ++id) logits[id] = static_cast<float>(id) / 100;
  const FoundRow row(logits, 2, 20, 1);
  ASSERT_TRUE(row.ranks()[0].ids.empty());
  const SamplingFilter filter{.temperature = 1, .top_p = 0.9f};
  TokenList tokens;
  ASSERT_TRUE(row.list(filter, tokens));
  row.expect_as_reference(filter, tokens, "two ranks");
}

TEST(Candidates, DoNotSufficeWithoutAFilterUnlessTheyAreTheWholeRow) {
  std::vector<float> logits = {0, 1, 2, 3, -40};
  TokenList tokens;
  EXPECT_FALSE(FoundRow(logits, 1, kAll, 1).list({.temperature = 1}, tokens));
  logits.back() = -4;
  const FoundRow whole(logits, 1, kAll, 1);
  ASSERT_TRUE(whole.list({.temperature = 1}, tokens));
  whole.expect_as_reference({.temperature = 1}, tokens, "whole");
}

TEST(Candidates, DoNotSufficeForMoreThanTheCertainOnes) {
  RandomStream stream(5);
  const FoundRow row(random_logits(300, 3, stream), 2, 20, 1);
  const auto certain = static_cast<int32_t>(row.num_certain());
  ASSERT_GT(certain, 1);
  TokenList tokens;
  EXPECT_TRUE(row.list({.temperature = 1, .top_k = certain}, tokens));
  EXPECT_FALSE(row.list({.temperature = 1, .top_k = certain + 1}, tokens));
  // The share of a sum that nobody knows.
  EXPECT_FALSE(row.list({.temperature = 1, .top_k = certain + 1, .top_p = 0.1f}, tokens));
  EXPECT_FALSE(row.list({.temperature = 1, .top_p = 0.9999f}, tokens));
  // But what min_p ends before the candidates do needs no more of them.
  EXPECT_TRUE(row.list({.temperature = 1, .top_k = certain + 1, .min_p = 0.9f}, tokens));
  EXPECT_FALSE(row.list({.temperature = 1, .min_p = 1e-9f}, tokens));
}

TEST(Candidates, DoNotSufficeWhereEvenEqualsOfTheLargestAreTooMany) {
  TokenList tokens;
  const FoundRow flat(std::vector<float>(100, 1.0f), 1, 99, 1);
  EXPECT_FALSE(flat.list({.temperature = 1, .top_k = 1}, tokens));
}

}  // namespace
}  // namespace octant

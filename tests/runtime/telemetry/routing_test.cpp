#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "runtime/telemetry/routing_counts.h"
#include "runtime/telemetry/routing_recorder.h"

namespace octant {
namespace {

TEST(RoutingCounts, CountsEachChoiceInItsLayer) {
  RoutingCounts counts(2, 4);
  counts.add(0, std::array<int32_t, 4>{1, 3, 3, 1});
  counts.add(1, std::array<int32_t, 1>{0});
  counts.add(1, {});
  EXPECT_EQ(counts.counts(), (std::vector<uint64_t>{0, 2, 0, 2, 1, 0, 0, 0}));
  EXPECT_EQ(counts.total(), 5u);
  RoutingCounts other(2, 4);
  other.add(1, std::array<int32_t, 2>{0, 2});
  counts.merge(other);
  EXPECT_EQ(counts.counts(), (std::vector<uint64_t>{0, 2, 0, 2, 2, 0, 1, 0}));
  counts.clear();
  EXPECT_EQ(counts.total(), 0u);
}

TEST(RoutingCounts, SummaryGivesRanksTheirShare) {
  RoutingCounts counts(2, 4);
  counts.add(0, std::array<int32_t, 4>{0, 1, 2, 3});
  counts.add(1, std::array<int32_t, 4>{0, 0, 0, 1});
  // Layer 0: experts 0, 1 on rank 0; 2, 3 on rank 1. Layer 1: all on rank 2. Rank 3 has none.
  const std::vector<int32_t> rank_of_expert{0, 0, 1, 1, 2, 2, 2, 2};
  EXPECT_EQ(calls_of_ranks(counts, rank_of_expert, 4), (std::vector<uint64_t>{2, 2, 4, 0}));
  const api::RoutingSummary summary = summarise(counts, rank_of_expert, 4);
  EXPECT_EQ(summary.rank_share, (std::vector<double>{0.25, 0.25, 0.5, 0}));  // exact in binary
  EXPECT_EQ(summary.busiest_over_mean, 2);  // 4 calls, 2 on average
  EXPECT_EQ(summary.expert_counts, counts.counts());
}

TEST(RoutingCounts, SummaryOfNothingIsZero) {
  const RoutingCounts counts(1, 2);
  const api::RoutingSummary summary = summarise(counts, std::array<int32_t, 2>{0, 1}, 2);
  EXPECT_EQ(summary.rank_share, (std::vector<double>{0, 0}));
  EXPECT_EQ(summary.busiest_over_mean, 0);
  const RoutingCounts dense(0, 0);  // a model without experts
  EXPECT_EQ(summarise(dense, {}, 1).rank_share, std::vector<double>{0});
}

TEST(RoutingCountsDeathTest, RefusesExpertsThatThereAreNot) {
  RoutingCounts counts(1, 4);
  EXPECT_DEATH(counts.add(0, std::array<int32_t, 1>{4}), "4 vs 4");
  EXPECT_DEATH(counts.add(0, std::array<int32_t, 1>{-1}), "-1 vs 0");
  EXPECT_DEATH(counts.add(1, std::array<int32_t, 1>{0}), "1 vs 1");
}

constexpr RoutingShape kShape{
    .num_moe_layers = 3, .n_routed_experts = 16, .num_experts_per_tok = 2, .max_rows = 8};

int32_t expert_at(int64_t moe_layer, int64_t row, int64_t slot) {
  return static_cast<int32_t>((5 * moe_layer + 3 * row + 8 * slot) % 16);
}
float weight_at(int64_t moe_layer, int64_t row, int64_t slot) {
  return static_cast<float>(100 * moe_layer + 10 * row + slot);
}

// As `route` does in each layer of a step.
void write_step(RoutingRecorder& recorder, int64_t num_rows) {
  recorder.begin_step(num_rows);
  for (int64_t moe_layer = 0; moe_layer < kShape.num_moe_layers; ++moe_layer) {
    const RoutingOut out = recorder.layer(moe_layer);
    for (int64_t row = 0; row < num_rows; ++row) {
      for (int64_t slot = 0; slot < 2; ++slot) {
        out.topk_idx(row, slot) = expert_at(moe_layer, row, slot);
        out.topk_weights(row, slot) = weight_at(moe_layer, row, slot);
      }
    }
  }
}

TEST(RoutingRecorder, HandsOutMemoryOfTheStepsShape) {
  RoutingRecorder recorder = RoutingRecorder::create(kShape).value();
  recorder.begin_step(5);
  const RoutingOut out = recorder.layer(2);
  EXPECT_EQ(out.topk_idx.shape(), (std::array<int64_t, 2>{5, 2}));
  EXPECT_EQ(out.topk_weights.shape(), (std::array<int64_t, 2>{5, 2}));
  // The same memory in every step: nothing is allocated.
  recorder.begin_step(8);
  EXPECT_EQ(recorder.layer(2).topk_idx.data(), out.topk_idx.data());
  EXPECT_EQ(recorder.layer(2).topk_weights.data(), out.topk_weights.data());
}

TEST(RoutingRecorder, GivesBackTheExpertsOfARowInLayerOrder) {
  RoutingRecorder recorder = RoutingRecorder::create(kShape).value();
  write_step(recorder, 8);
  for (int64_t row = 0; row < 8; ++row) {
    const api::TokenRouting routing = recorder.token_routing(row);
    ASSERT_EQ(routing.topk_idx.size(), 6u);
    ASSERT_EQ(routing.topk_weights.size(), 6u);
    for (int64_t i = 0; i < 6; ++i) {
      EXPECT_EQ(routing.topk_idx[static_cast<size_t>(i)], expert_at(i / 2, row, i % 2));
      EXPECT_EQ(routing.topk_weights[static_cast<size_t>(i)], weight_at(i / 2, row, i % 2));
    }
  }
}

TEST(RoutingRecorder, CountsOnlyTheRowsThatStay) {
  RoutingRecorder recorder = RoutingRecorder::create(kShape).value();
  write_step(recorder, 8);
  RoutingCounts counts(3, 16);
  recorder.count(2, 5, counts);
  RoutingCounts expected(3, 16);
  for (int64_t moe_layer = 0; moe_layer < 3; ++moe_layer) {
    for (int64_t row = 2; row < 5; ++row) {
      expected.add(moe_layer,
                   std::array{expert_at(moe_layer, row, 0), expert_at(moe_layer, row, 1)});
    }
  }
  EXPECT_EQ(counts.counts(), expected.counts());
  recorder.count(0, 0, counts);
  EXPECT_EQ(counts.total(), 3u * 3 * 2);
}

TEST(RoutingRecorder, RefusesShapesThatItCannotHold) {
  RoutingShape shape = kShape;
  shape.n_routed_experts = 32768;
  EXPECT_EQ(RoutingRecorder::create(shape).status().code(), StatusCode::kUnsupported);
  shape = kShape;
  shape.max_rows = -1;
  EXPECT_EQ(RoutingRecorder::create(shape).status().code(), StatusCode::kInvalidArgument);
  shape = kShape;
  shape.max_rows = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(RoutingRecorder::create(shape).status().code(), StatusCode::kOutOfMemory);
  shape = kShape;
  shape.num_moe_layers = 0;  // a dense model: nothing to record, and no error
  RoutingRecorder dense = RoutingRecorder::create(shape).value();
  dense.begin_step(1);
  EXPECT_TRUE(dense.token_routing(0).topk_idx.empty());
}

}  // namespace
}  // namespace octant

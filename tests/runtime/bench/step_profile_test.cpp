#include "runtime/bench/step_profile.h"

#include <gtest/gtest.h>

namespace octant {
namespace {

// A step of one dense layer and two with experts, by hand: seconds are small integers.
std::vector<StageSpan> small_step(double stretch = 1) {
  std::vector<StageSpan> spans;
  double now = 0;
  const auto add = [&](std::string_view stage, double seconds, StageBytes bytes = {}) {
    spans.push_back({.stage = stage, .bytes = bytes, .begin = now, .end = now + stretch * seconds});
    now += stretch * (seconds + 1);  // a gap behind every stage
  };
  add("embed", 1, {.always = 10});
  add("attn_in", 2, {.always = 100});
  add("dense_ffn", 3, {.always = 1000});
  add("add_norm", 1);
  for (int layer = 0; layer < 2; ++layer) {
    add("attn_in", 2, {.always = 100});
    add("route", 1, {.always = 5});
    add("moe_up", 4, {.always = 20, .per_expert = 7});
    add("moe_down", 3, {.always = 10, .per_expert = 3});
    add("add_norm", 1);
  }
  add("head", 5, {.always = 500});
  return spans;
}

const StageSum& stage_of(const std::vector<StageSum>& stages, const std::string& name) {
  for (const StageSum& sum : stages) {
    if (sum.stage == name) return sum;
  }
  ADD_FAILURE() << name << " is missing";
  return stages.front();
}

TEST(StepProfile, SumsStagesAndCountsTheExpertsThatAreHere) {
  const std::vector<StageSpan> spans = small_step();
  const std::vector<int64_t> experts_here = {2, 6};
  const StepSums sums = sum_step(spans, experts_here);
  EXPECT_EQ(sums.stages.front().stage, "embed");
  EXPECT_EQ(sums.stages.back().stage, "head");
  EXPECT_EQ(stage_of(sums.stages, "attn_in").calls, 3);
  EXPECT_EQ(stage_of(sums.stages, "attn_in").seconds, 6);
  EXPECT_EQ(stage_of(sums.stages, "attn_in").bytes, 300);
  EXPECT_EQ(stage_of(sums.stages, "moe_up").bytes, 2 * 20 + (2 + 6) * 7);
  EXPECT_EQ(stage_of(sums.stages, "moe_down").bytes, 2 * 10 + (2 + 6) * 3);
  EXPECT_EQ(stage_of(sums.stages, "add_norm").bytes, 0);
}

TEST(StepProfile, LayersGoFromTheirFirstStageToTheNextLayersOrTheHead) {
  const StepSums sums = sum_step(small_step(), std::vector<int64_t>{1, 1});
  EXPECT_EQ(sums.layers.dense, 1);
  EXPECT_EQ(sums.layers.moe, 2);
  EXPECT_EQ(sums.dense_seconds, 2 + 3 + 1 + 3);              // three gaps
  EXPECT_EQ(sums.moe_seconds, 2 * (2 + 1 + 4 + 3 + 1 + 5));  // five each
}

TEST(StepProfile, WithoutAHeadTheLastLayerEndsWithItsLastStage) {
  std::vector<StageSpan> spans = small_step();
  spans.pop_back();
  const StepSums sums = sum_step(spans, std::vector<int64_t>{1, 1});
  EXPECT_EQ(sums.moe_seconds, 2 * (2 + 1 + 4 + 3 + 1 + 5) - 1);
}

TEST(StepProfile, TakesMediansOfTimesAndMeansOfBytes) {
  const std::vector<StepSums> steps = {sum_step(small_step(1), std::vector<int64_t>{1, 1}),
                                       sum_step(small_step(2), std::vector<int64_t>{1, 1}),
                                       sum_step(small_step(100), std::vector<int64_t>{4, 1})};
  const StepProfile profile = profile_steps(steps);
  EXPECT_EQ(stage_of(profile.stages, "head").seconds, 10);
  EXPECT_DOUBLE_EQ(stage_of(profile.stages, "moe_up").bytes, 2 * 20 + (2 + 2 + 5) * 7 / 3.0);
  EXPECT_EQ(profile.dense_layer, 2 * 9);
  EXPECT_EQ(profile.moe_layer, 2 * 16);
}

TEST(StepProfile, ExtrapolatesFromTheStepWithoutStamps) {
  StepProfile profile;
  profile.dense_layer = 2;
  profile.moe_layer = 4;
  // Stamps doubled the time: layers of 1 and 2, and 5 - 1 - 2 * 2 = 0 besides.
  const LayerCounts measured{.dense = 1, .moe = 2};
  const LayerCounts all{.dense = 3, .moe = 58};
  const api::StepExtrapolation whole = extrapolate(profile, 7, 14, measured, all);
  EXPECT_DOUBLE_EQ(whole.dense_layer_milliseconds, 1000);
  EXPECT_DOUBLE_EQ(whole.moe_layer_milliseconds, 2000);
  EXPECT_DOUBLE_EQ(whole.other_milliseconds, 2000);
  EXPECT_DOUBLE_EQ(whole.step_milliseconds, 2000 + 3 * 1000 + 58 * 2000);
  // All layers were there: the step that was measured comes out.
  EXPECT_DOUBLE_EQ(extrapolate(profile, 7, 14, measured, measured).step_milliseconds, 7000);
}

}  // namespace
}  // namespace octant

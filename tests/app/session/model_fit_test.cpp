#include "app/session/model_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace octant::session {
namespace {

using testing::HasSubstr;

constexpr int64_t kGB = 1'000'000'000;

// Two ranks with 10 GB of experts, 1 GB of attention, a few bytes of norms, 2 GB of cache for
// 8,192 tokens and 1 GB of working memory each.
api::MemoryPlan two_ranks() {
  return {.architecture = "DeepseekV3ForCausalLM",
          .num_ranks = 2,
          .max_context = 8192,
          .parts = {{"attention", {kGB, kGB}},
                    {"norms", {1000, 1000}},
                    {"routed experts", {10 * kGB, 10 * kGB}},
                    {"cache", {2 * kGB, 2 * kGB}},
                    {"working memory", {kGB, kGB}}},
          .shared_bytes = 0,
          .places = {},
          .no_gpu = "",
          .too_small = ""};
}

api::MemoryPlan on_devices(int64_t free_bytes) {
  api::MemoryPlan plan = two_ranks();
  for (int32_t r = 0; r < 2; ++r) {
    plan.places.push_back({.name = "device " + std::to_string(r),
                           .ranks = {r},
                           .needed_bytes = 14 * kGB,
                           .free_bytes = free_bytes,
                           .total_bytes = 24 * kGB});
  }
  if (free_bytes < 14 * kGB) plan.too_small = "the model does not fit";
  return plan;
}

api::MemoryPlan on_host(int64_t free_bytes) {
  api::MemoryPlan plan = two_ranks();
  plan.shared_bytes = kGB;
  plan.places.push_back({.name = "this machine",
                         .ranks = {0, 1},
                         .is_host = true,
                         .needed_bytes = 25 * kGB,
                         .free_bytes = free_bytes,
                         .total_bytes = 64 * kGB});
  if (free_bytes < 25 * kGB) plan.too_small = "the model does not fit";
  return plan;
}

api::InspectReport whole_checkpoint() {
  api::InspectReport report;
  report.num_files = 4;
  return report;
}

ModelFit judge_plan(const api::MemoryPlan& plan) {
  return judge(whole_checkpoint(), plan, {});
}

std::vector<std::string> part_names(const FitPlace& place) {
  std::vector<std::string> names;
  for (const FitPart& part : place.parts) names.push_back(part.name);
  return names;
}

TEST(ModelFit, PartsOfAPlaceAddUpToWhatItHas) {
  for (const api::MemoryPlan& plan : {on_devices(20 * kGB), on_host(60 * kGB)}) {
    for (const FitPlace& place : judge_plan(plan).places) {
      int64_t sum = 0;
      for (const FitPart& part : place.parts) sum += part.bytes;
      EXPECT_EQ(sum, place.total_bytes) << place.name;
    }
  }
}

TEST(ModelFit, TheLargestWeightsComeFirstAndSmallOnesTogether) {
  const ModelFit fit = judge_plan(on_devices(20 * kGB));
  ASSERT_EQ(fit.places.size(), 2u);
  EXPECT_EQ(fit.places[1].name, "GPU 1");
  EXPECT_EQ(fit.places[1].ranks, "rank 1");
  EXPECT_THAT(part_names(fit.places[0]),
              testing::ElementsAre("Routed experts", "Attention", "Other weights", "Workspace",
                                   "Cache", "Used by others", "Left over"));
  EXPECT_EQ(fit.places[0].parts[2].bytes, 1000);
}

TEST(ModelFit, DevicesThatHaveRoom) {
  const ModelFit fit = judge_plan(on_devices(20 * kGB));
  EXPECT_EQ(fit.verdict, Verdict::kFits);
  EXPECT_EQ(fit.words, "Fits the GPUs");
  EXPECT_TRUE(can_open(fit.verdict));
  EXPECT_EQ(fit.reason, "GPU 0 needs 14.0 GB and has 20.0 GB free, with a context of 8,192 tokens");
}

TEST(ModelFit, AShorterContextIsNamedWhereItWouldFit) {
  const ModelFit fit = judge_plan(on_devices(13 * kGB));
  EXPECT_EQ(fit.verdict, Verdict::kContextTooLong);
  EXPECT_FALSE(can_open(fit.verdict));
  // Almost 1 GB is left for 2 GB of cache: almost half of the context.
  EXPECT_EQ(fit.context_that_fits, 3840);
  EXPECT_THAT(fit.reason, HasSubstr("3,840 would fit"));
}

TEST(ModelFit, DevicesThatAreTooSmall) {
  const ModelFit fit = judge_plan(on_devices(12 * kGB));
  EXPECT_EQ(fit.verdict, Verdict::kTooLarge);
  EXPECT_EQ(fit.context_that_fits, std::nullopt);
  EXPECT_THAT(fit.reason, HasSubstr("more GPUs"));
}

TEST(ModelFit, AHostNeedsItsCacheOnlyLater) {
  EXPECT_EQ(judge_plan(on_host(30 * kGB)).verdict, Verdict::kFits);
  EXPECT_EQ(judge_plan(on_host(30 * kGB)).words, "Fits this machine");
  const ModelFit tight = judge_plan(on_host(27 * kGB));
  EXPECT_EQ(tight.verdict, Verdict::kTight);
  EXPECT_TRUE(can_open(tight.verdict));
  EXPECT_EQ(tight.context_that_fits, 3840);  // 2 GB are left for 4 GB of cache
  const ModelFit too_large = judge_plan(on_host(20 * kGB));
  EXPECT_EQ(too_large.verdict, Verdict::kTooLarge);
  EXPECT_EQ(too_large.reason,
            "Main memory needs 25.0 GB and has 20.0 GB free. It takes a machine with more memory, "
            "or GPUs");
}

TEST(ModelFit, SaysWhyItCannotBeOpenedAlthoughThereIsRoom) {
  api::InspectReport report = whole_checkpoint();
  report.problems = {"model-2.safetensors: is missing", "tokenizer.json: is missing"};
  ModelFit fit = judge(report, on_host(60 * kGB), {});
  EXPECT_EQ(fit.verdict, Verdict::kNotComplete);
  EXPECT_EQ(fit.reason, "model-2.safetensors: is missing, and one more problem");
  report.num_files = 0;
  EXPECT_EQ(judge(report, on_host(60 * kGB), {}).verdict, Verdict::kNoWeights);
  fit = judge(std::nullopt, unsupported("config.json: architecture X is not supported"), {});
  EXPECT_EQ(fit.verdict, Verdict::kNotSupported);
  EXPECT_EQ(not_found_fit(not_found("no model")).verdict, Verdict::kNotFound);
}

TEST(ModelFit, GpusThatAreNotThereCanBePlannedButNotUsed) {
  api::MemoryPlan plan = on_devices(20 * kGB);
  plan.no_gpu = "there is no NVIDIA driver";
  for (auto& place : plan.places) place.free_bytes = place.total_bytes = 0;
  const ModelFit fit = judge_plan(plan);
  EXPECT_EQ(fit.verdict, Verdict::kNoGpu);
  EXPECT_THAT(fit.reason, HasSubstr("There is no NVIDIA driver"));
  EXPECT_EQ(part_names(fit.places[0]).back(), "Cache");
}

TEST(ModelFit, AnAutomaticCpuSaysWhy) {
  api::MemoryPlan plan = on_host(60 * kGB);
  plan.no_gpu = "there is no NVIDIA driver";
  EXPECT_THAT(judge_plan(plan).reason, HasSubstr("on the CPU, since there is no NVIDIA driver"));
}

TEST(ModelFit, RanksAreListedInRuns) {
  EXPECT_EQ(rank_list({0, 1, 2, 3}), "0 to 3");
  EXPECT_EQ(rank_list({0, 8}), "0, 8");
  EXPECT_EQ(rank_list({5}), "5");
}

}  // namespace
}  // namespace octant::session

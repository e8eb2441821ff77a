#include "runtime/api/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <numeric>

#include "tests/models/known_configs.h"
#include "tests/support/temp_folder.h"

namespace octant::api {
namespace {

EngineOptions options_for(const std::string& path, Device device) {
  EngineOptions options;
  options.model_dir = path;
  options.device = device;
  return options;
}

// 671 B parameters of which nearly all are a byte, their scales, the MTP layer; the embedding and
// the router on every rank.
TEST(Plan, CountsDeepseekV3FromItsConfigAlone) {
  const test::TempFolder folder;
  const auto path = folder.path() / "config.json";
  std::ofstream(path) << octant::testing::deepseek_v3_config().dump();
  EngineOptions options = options_for(path.string(), Device::kCpu);
  const auto plan = api::plan(options);
  ASSERT_TRUE(plan.ok()) << plan.status().to_string();
  EXPECT_EQ(plan->architecture, "DeepseekV3ForCausalLM");
  EXPECT_EQ(plan->max_context, 32768);
  for (const MemoryPlan::Part& part : plan->parts) {
    ASSERT_EQ(part.rank_bytes.size(), 8u) << part.name;
    if (part.name != "routed experts") continue;
    // 59 layers of 256 experts of 3 matrices of 2048 x 7168 bytes, a scale for each 128 x 128.
    constexpr int64_t kExperts = 59LL * 256 * 3 * 2048 * 7168;
    EXPECT_EQ(std::accumulate(part.rank_bytes.begin(), part.rank_bytes.end(), int64_t{0}),
              kExperts + kExperts / (128 * 128) * 4);
  }
  ASSERT_EQ(plan->places.size(), 1u);
  EXPECT_EQ(plan->places.front().ranks.size(), 8u);
  EXPECT_GT(plan->places.front().needed_bytes, 680'000'000'000);
  EXPECT_TRUE(plan->places.front().is_host);
  EXPECT_GT(plan->places.front().free_bytes, 0);
  EXPECT_GT(plan->places.front().total_bytes, plan->places.front().free_bytes);
}

TEST(Plan, TakesElementTypesFromTheFilesWhereThereAreAny) {
  const auto plan =
      api::plan(options_for(std::string(OCTANT_SOURCE_DIR) + "/models/demo", Device::kCpu));
  ASSERT_TRUE(plan.ok()) << plan.status().to_string();
  EXPECT_EQ(plan->too_small, "");
  EXPECT_EQ(plan->max_context, 2048);
}

TEST(Plan, RefusesInOneLine) {
  for (const std::string& path : {std::string("/nowhere"), std::string(OCTANT_SOURCE_DIR)}) {
    const auto plan = api::plan(options_for(path, Device::kCpu));
    ASSERT_FALSE(plan.ok());
    EXPECT_EQ(plan.status().message().find('\n'), std::string_view::npos);
  }
  EngineOptions options =
      options_for(std::string(OCTANT_SOURCE_DIR) + "/models/demo", Device::kCpu);
  options.num_ranks = 0;
  EXPECT_FALSE(api::plan(options).ok());
}

}  // namespace
}  // namespace octant::api

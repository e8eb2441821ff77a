#include "runtime/plan/memory_need.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>

#include "runtime/folder/model_folder.h"
#include "runtime/load/checkpoint.h"
#include "runtime/placement/placement.h"

namespace octant {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::string kDemo = std::string(OCTANT_SOURCE_DIR) + "/models/demo";

// The bundled model: FP8 with ragged blocks, experts, an MTP layer.
struct Demo {
  Demo() {
    auto opened = open_model_folder(kDemo, "");
    CHECK(opened.ok());
    folder = std::move(opened).value();
    auto read = Checkpoint::open(kDemo);
    CHECK(read.ok());
    checkpoint = std::make_unique<Checkpoint>(std::move(read).value());
  }
  const Model& model() const { return *folder.model; }
  NeedOptions options(int32_t num_ranks, const StorageRules& rules) const {
    const ModelDims& dims = model().dims();
    return {.num_ranks = num_ranks,
            .max_context = 100,
            .max_rows = 8,
            .with_draft = true,
            .cache = {.num_layers = dims.num_cache_layers(), .width = dims.cache_width},
            .rules = rules,
            .dtype_of = [this](const TensorSpec& tensor) {
              return checkpoint->find(tensor.name)->dtype;
            }};
  }

  ModelFolder folder;
  std::unique_ptr<Checkpoint> checkpoint;
};

int64_t weights_of(const RankNeed& rank) {
  return rank.total() - rank.cache - rank.working;
}

// What the loader lays out, but for the gap of up to 63 bytes behind a matrix or its scales.
TEST(MemoryNeed, CountsTheWeightsThatTheLoaderMakesRoomFor) {
  const Demo demo;
  const auto slack = static_cast<int64_t>(demo.model().weight_plan().size() * 2 * 63);
  for (const StorageRules& rules : {kHostStorage, kDeviceStorage}) {
    for (const int32_t num_ranks : {1, 3, 8}) {
      const MemoryNeed need = memory_need(demo.model(), demo.options(num_ranks, rules));
      const Placement placement = Placement::interleaved(demo.model().dims(), num_ranks);
      std::vector<RankLayout> layouts;
      for (int32_t r = 0; r < num_ranks; ++r) layouts.push_back(placement.layout_of(RankIdx(r)));
      const auto layout = lay_out(*demo.checkpoint, demo.model(), layouts, true, rules);
      ASSERT_TRUE(layout.ok());
      for (size_t r = 0; r < need.ranks.size(); ++r) {
        const int64_t gap = layout->arena_bytes[r] - weights_of(need.ranks[r]);
        EXPECT_GE(gap, 0);
        EXPECT_LE(gap, slack);
      }
      EXPECT_GE(layout->arena_bytes.back(), need.shared);
      EXPECT_LE(layout->arena_bytes.back() - need.shared, slack);
    }
  }
}

TEST(MemoryNeed, CountsWholePagesOfTheCache) {
  const Demo demo;
  const MemoryNeed need = memory_need(demo.model(), demo.options(2, kDeviceStorage));
  // Seven layers of 128 + 32 BF16 values, 100 tokens on two pages of 64.
  EXPECT_EQ(need.cache_per_token, 7 * 160 * 2);
  EXPECT_EQ(need.ranks[0].cache, 128 * 7 * 160 * 2);
}

TEST(MemoryNeed, TheHostsCacheIsNotNeededBeforeItIsUsed) {
  const Demo demo;
  const MemoryNeed need = memory_need(demo.model(), demo.options(2, kHostStorage));
  const MemoryPlace host{.name = "this machine", .is_host = true, .free_bytes = 0, .ranks = {0, 1}};
  EXPECT_EQ(needed_bytes(need, host), need.shared + weights_of(need.ranks[0]) +
                                          weights_of(need.ranks[1]) + 2 * need.ranks[0].working);
}

TEST(MemoryNeed, RefusesWithWhatWouldFit) {
  const Demo demo;
  NeedOptions options = demo.options(1, kDeviceStorage);
  options.max_context = 1 << 20;
  const MemoryNeed need = memory_need(demo.model(), options);
  const int64_t without_cache = need.ranks[0].total() - need.ranks[0].cache;
  MemoryPlace device{.name = "device 0",
                     .is_host = false,
                     .free_bytes = without_cache + need.cache_per_token * 5000,
                     .ranks = {0}};
  const Status shorter = check_fits(demo.model(), options, {device});
  EXPECT_EQ(shorter.code(), StatusCode::kOutOfMemory);
  EXPECT_THAT(std::string(shorter.message()),
              AllOf(HasSubstr("device 0 has "), HasSubstr(" for 1 rank; --context 4992 fits")));
  options.max_context = 4992;
  EXPECT_TRUE(check_fits(demo.model(), options, {device}).ok());

  options.max_context = 64;
  // Too little for one, but more than what does not shrink with the number of ranks.
  device.free_bytes = memory_need(demo.model(), options).ranks[0].total() * 9 / 10;
  const Status more = check_fits(demo.model(), options, {device});
  ASSERT_THAT(std::string(more.message()), HasSubstr("; it takes "));
  const std::string text(more.message());
  options.num_ranks = std::atoi(text.c_str() + text.find("it takes ") + 9);
  EXPECT_GT(options.num_ranks, 1);
  std::vector<MemoryPlace> devices;
  for (int32_t r = 0; r < options.num_ranks; ++r) {
    devices.push_back({.name = "device", .free_bytes = device.free_bytes, .ranks = {r}});
  }
  EXPECT_TRUE(check_fits(demo.model(), options, devices).ok());

  device.free_bytes = 1000;
  EXPECT_THAT(std::string(check_fits(demo.model(), options, {device}).message()),
              HasSubstr("no number of such devices up to 64 takes it"));
}

}  // namespace
}  // namespace octant

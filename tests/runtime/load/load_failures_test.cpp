#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "runtime/load/weight_loader.h"
#include "tests/runtime/load/random_plan.h"
#include "tests/runtime/load/refusal.h"

namespace octant {
namespace {

namespace fs = std::filesystem;
using test::expect_refusal;
using test::FakeModel;
using test::PlannedCheckpoint;
using test::TempFolder;

TensorSpec bias_spec() {
  TensorSpec spec;
  spec.name = "gate.e_score_correction_bias";
  spec.shape = {3};
  spec.storage = WeightStorage::kF32Vector;
  return spec;
}

Status load_bias(const std::vector<float>& values, int32_t num_ranks) {
  const TempFolder folder;
  test::write_safetensors(folder / "model.safetensors",
                          {test::f32_tensor(bias_spec().name, {3}, values)});
  const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
  if (!checkpoint.ok()) return checkpoint.status();
  std::vector<RankLayout> layouts;
  for (int32_t r = 0; r < num_ranks; ++r) layouts.push_back({RankIdx(r), num_ranks, {}});
  return load_weights(*checkpoint, FakeModel({bias_spec()}, std::nullopt), layouts, {}).status();
}

TEST(LoadFailures, RefusesACorrectionBiasThatIsAllZeroOrNotFinite) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInf = std::numeric_limits<float>::infinity();
  const std::string name = "model.safetensors: gate.e_score_correction_bias: ";
  for (const int32_t num_ranks : {1, 2}) {
    EXPECT_TRUE(load_bias({0.0f, 2.0f, 0.0f}, num_ranks).ok());
    expect_refusal(load_bias({0.0f, -0.0f, 0.0f}, num_ranks), StatusCode::kCorrupt,
                   {name + "all values are zero"});
    expect_refusal(load_bias({1.0f, kNan, 0.0f}, num_ranks), StatusCode::kCorrupt,
                   {name + "holds a value that is not finite"});
    expect_refusal(load_bias({1.0f, 0.0f, -kInf}, num_ranks), StatusCode::kCorrupt,
                   {name + "holds a value that is not finite"});
  }
}

// A checkpoint of several shards, opened.
struct OpenCheckpoint {
  PlannedCheckpoint planned = test::random_plan(4);
  TempFolder folder;
  std::vector<RankLayout> layouts = layouts_for(planned, 3);

  Checkpoint open() const {
    test::write_shards(folder.path(), planned.tensors, 3, 1);
    return Checkpoint::open(folder.path()).value();
  }
  Status load(const Checkpoint& checkpoint, const LoadOptions& options) const {
    return load_weights(checkpoint, planned.model(), layouts, options).status();
  }
};

TEST(LoadFailures, NamesShardAndOffsetWhenAFileShrinksAfterItsHeaderWasRead) {
  const OpenCheckpoint open;
  test::Random random(1);
  for (int round = 0; round < 8; ++round) {
    const Checkpoint checkpoint = open.open();
    const CheckpointFile& file = checkpoint.files()[1];
    // Somewhere in the data: the last tensor of the shard is needed, whatever is cut off.
    const int64_t cut = file.size_bytes - 1 - random.below(file.size_bytes / 2);
    fs::resize_file(file.path, static_cast<uintmax_t>(cut));
    LoadOptions options;
    options.with_draft = true;
    options.num_readers = 1 + round % 4;
    const Status status = open.load(checkpoint, options);
    expect_refusal(status, StatusCode::kIo, {"shard-1.safetensors: ends at byte "});
    if (options.num_readers == 1) {  // the first failure is then the first in the file
      expect_refusal(status, StatusCode::kIo, {"at byte " + std::to_string(cut) + ","});
    }
  }
}

TEST(LoadFailures, NamesAShardThatVanished) {
  const OpenCheckpoint open;
  const Checkpoint checkpoint = open.open();
  fs::remove(checkpoint.files()[2].path);
  expect_refusal(open.load(checkpoint, {}), StatusCode::kNotFound, {"shard-2.safetensors: "});
}

TEST(LoadFailures, StopsWhenCancelledBeforeTheFirstRead) {
  const OpenCheckpoint open;
  const Checkpoint checkpoint = open.open();
  const std::atomic<bool> cancel{true};
  LoadOptions options;
  options.cancel = &cancel;
  std::vector<LoadProgressInfo> reports;
  options.on_progress = [&](const LoadProgressInfo& info) { reports.push_back(info); };
  expect_refusal(open.load(checkpoint, options), StatusCode::kCancelled, {"cancelled"});
  ASSERT_FALSE(reports.empty());
  EXPECT_EQ(reports.back().bytes_read, 0);
}

// The first report comes before the first read, so this cannot come too late.
TEST(LoadFailures, StopsWhenCancelledFromAReport) {
  const OpenCheckpoint open;
  const Checkpoint checkpoint = open.open();
  std::atomic<bool> cancel{false};
  LoadOptions options;
  options.cancel = &cancel;
  options.on_progress = [&](const LoadProgressInfo&) { cancel = true; };
  expect_refusal(open.load(checkpoint, options), StatusCode::kCancelled, {"cancelled"});
}

TEST(LoadFailures, ReportsProgressThatOnlyGrowsAndEndsAtTheTotal) {
  const OpenCheckpoint open;
  const Checkpoint checkpoint = open.open();
  LoadOptions options;
  options.with_draft = true;
  std::vector<LoadProgressInfo> reports;
  options.on_progress = [&](const LoadProgressInfo& info) { reports.push_back(info); };
  ASSERT_TRUE(open.load(checkpoint, options).ok());
  ASSERT_GE(reports.size(), 2u);
  int64_t bytes = 0;
  for (const auto& [name, tensor] : open.planned.tensors) {
    bytes += static_cast<int64_t>(tensor.bytes.size());
  }
  EXPECT_EQ(reports.front().bytes_read, 0);
  EXPECT_EQ(reports.back().bytes_read, bytes);
  int64_t last = 0;
  for (const LoadProgressInfo& info : reports) {
    EXPECT_EQ(info.bytes_total, bytes);
    EXPECT_GE(info.bytes_read, last);
    last = info.bytes_read;
  }
}

}  // namespace
}  // namespace octant

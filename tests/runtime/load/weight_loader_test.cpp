#include "runtime/load/weight_loader.h"

#include <gtest/gtest.h>

#include <atomic>
#include <utility>
#include <vector>

#include "kernels/core/buffer.h"
#include "runtime/load/memory_layout.h"
#include "runtime/load/parallel_read.h"
#include "runtime/load/read_chunks.h"
#include "runtime/load/shard_store.h"
#include "tests/runtime/load/random_plan.h"

namespace octant {
namespace {

using test::PlannedCheckpoint;
using test::random_plan;
using test::TempFolder;

constexpr uint64_t kNumPlans = 6;

TEST(WeightLoader, GivesEveryRankTheElementsOfItsShard) {
  for (uint64_t seed = 0; seed < kNumPlans; ++seed) {
    const PlannedCheckpoint planned = random_plan(seed);
    const TempFolder folder;
    test::write_shards(folder.path(), planned.tensors, 3, seed);
    const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
    ASSERT_TRUE(checkpoint.ok()) << checkpoint.status().to_string();
    for (const int32_t num_ranks : {1, 2, 3, 5, 8}) {
      SCOPED_TRACE("plan " + std::to_string(seed) + ", ranks " + std::to_string(num_ranks));
      const std::vector<RankLayout> layouts = layouts_for(planned, num_ranks);
      LoadOptions options;
      options.with_draft = seed % 2 == 1;
      options.num_readers = num_ranks;
      const auto loaded = load_weights(*checkpoint, planned.model(), layouts, options);
      ASSERT_TRUE(loaded.ok()) << loaded.status().to_string();
      ASSERT_EQ(loaded->size(), layouts.size());
      for (size_t rank = 0; rank < layouts.size(); ++rank) {
        expect_matches(planned, layouts[rank], *(*loaded)[rank], options.with_draft);
      }
    }
  }
}

// Chunks of 37 bytes cut rows and columns at odd places, which 4 MB never do in a small test.
TEST(WeightLoader, GivesTheSameElementsWhenTensorsAreReadInSmallPieces) {
  for (uint64_t seed = 0; seed < kNumPlans; ++seed) {
    const PlannedCheckpoint planned = random_plan(seed);
    const test::FakeModel model = planned.model();
    const TempFolder folder;
    test::write_shards(folder.path(), planned.tensors, 2, seed);
    const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
    ASSERT_TRUE(checkpoint.ok()) << checkpoint.status().to_string();
    for (const int32_t num_ranks : {1, 3}) {
      const std::vector<RankLayout> layouts = layouts_for(planned, num_ranks);
      const auto layout = lay_out(*checkpoint, model, layouts, true);
      ASSERT_TRUE(layout.ok());
      auto allocated =
          allocate_arenas(*layout, std::vector<Memory*>(layouts.size(), &host_memory()));
      ASSERT_TRUE(allocated.ok());
      std::vector<Arena> arenas = std::move(allocated).value();
      const std::vector<ReadChunk> chunks = make_chunks(*layout, 37);
      for (const ReadChunk& chunk : chunks) {
        ASSERT_GE(chunk.size_bytes, 1);
        ASSERT_LE(chunk.size_bytes, 37);
      }
      const Status status = read_chunks(*checkpoint, *layout, arenas, chunks, {});
      ASSERT_TRUE(status.ok()) << status.to_string();
      const auto ranks = ShardStore::make_all(*layout, std::move(arenas));
      for (size_t rank = 0; rank < layouts.size(); ++rank) {
        expect_matches(planned, layouts[rank], *ranks[rank], true);
      }
    }
  }
}

// Memory that the loader must not touch but through its interface.
class FakeDeviceMemory final : public Memory {
 public:
  bool is_host() const override { return false; }
  Result<Buffer> allocate(int64_t bytes) override { return host_memory().allocate(bytes); }
  Result<Buffer> allocate_zeroed(int64_t bytes) override {
    return host_memory().allocate_zeroed(bytes);
  }
  Result<Buffer> allocate_staging(int64_t bytes) override {
    num_staging_bytes_ += bytes;
    return host_memory().allocate_staging(bytes);
  }
  Result<int64_t> free_bytes() override { return host_memory().free_bytes(); }
  Status upload(void* to, const void* from, int64_t bytes) override {
    return host_memory().upload(to, from, bytes);
  }
  Status download(void* to, const void* from, int64_t bytes) override {
    return host_memory().download(to, from, bytes);
  }
  Status copy_rows(const RowsCopy& rows) override { return host_memory().copy_rows(rows); }
  Status fill(const RandomFill& fill) override { return host_memory().fill(fill); }

  int64_t num_staging_bytes() const { return num_staging_bytes_; }

 private:
  std::atomic<int64_t> num_staging_bytes_ = 0;
};

TEST(WeightLoader, FillsDeviceMemoryByWayOfALittleStaging) {
  for (uint64_t seed = 0; seed < kNumPlans; ++seed) {
    const PlannedCheckpoint planned = random_plan(seed);
    const test::FakeModel model = planned.model();
    const TempFolder folder;
    test::write_shards(folder.path(), planned.tensors, 2, seed);
    const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
    ASSERT_TRUE(checkpoint.ok()) << checkpoint.status().to_string();
    const std::vector<RankLayout> layouts = layouts_for(planned, 3);
    FakeDeviceMemory memory;
    const LoadOptions options{.with_draft = true,
                              .num_readers = 2,
                              .memories = std::vector<Memory*>(layouts.size(), &memory),
                              .on_progress = {}};
    const auto ranks = load_weights(*checkpoint, model, layouts, options);
    ASSERT_TRUE(ranks.ok()) << ranks.status().to_string();
    for (size_t rank = 0; rank < layouts.size(); ++rank) {
      expect_matches(planned, layouts[rank], *(*ranks)[rank], true);
      EXPECT_EQ((*ranks)[rank]->shared_bytes(), 0);
      for (const TensorSpec& spec : model.weight_plan()) {
        if (spec.shape.size() == 1) continue;
        const auto view = (*ranks)[rank]->matrix(spec.name);
        ASSERT_TRUE(view.ok());
        if (view->is_null()) continue;
        EXPECT_EQ(reinterpret_cast<uintptr_t>(view->data) % 16, 0u);
        EXPECT_EQ(view->row_stride * size_of(view->dtype) % 16, 0);
        const auto end = static_cast<size_t>(view->cols * size_of(view->dtype));
        const auto next = static_cast<size_t>(view->row_stride * size_of(view->dtype));
        for (size_t byte = end; byte < next; ++byte) {
          EXPECT_EQ(view->row_bytes(0)[byte], std::byte{0}) << spec.name;
        }
      }
    }
    EXPECT_LE(memory.num_staging_bytes(), 2 * kChunkBytes);
  }
}

TEST(WeightLoader, ReadsEachNeededByteOnceInFileOrder) {
  const PlannedCheckpoint planned = random_plan(2);
  const test::FakeModel model = planned.model();
  const TempFolder folder;
  test::write_shards(folder.path(), planned.tensors, 2, 2);
  const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
  ASSERT_TRUE(checkpoint.ok());
  const auto layout = lay_out(*checkpoint, model, layouts_for(planned, 3), true);
  ASSERT_TRUE(layout.ok());
  int64_t expected = 0;
  for (const auto& [name, tensor] : planned.tensors) {
    expected += static_cast<int64_t>(tensor.bytes.size());
  }
  int64_t total = 0;
  std::pair<int32_t, int64_t> last_end{0, 0};
  for (const ReadChunk& chunk : make_chunks(*layout, 100)) {
    const int32_t file = layout->sources[static_cast<size_t>(chunk.source)].entry->file;
    EXPECT_LE(last_end, std::pair(file, chunk.offset_bytes));
    last_end = {file, chunk.offset_bytes + chunk.size_bytes};
    total += chunk.size_bytes;
  }
  EXPECT_EQ(total, expected);  // all ranks together need every byte
}

TEST(WeightLoader, SharesReplicatedTensorsBetweenRanks) {
  TensorSpec replicated;
  replicated.name = "w";
  replicated.shape = {16, 16};
  replicated.storage = WeightStorage::kUnscaled;
  const test::FakeModel model({replicated}, std::nullopt);
  const TempFolder folder;
  test::Random random(1);
  const test::FileTensor tensor = test::random_tensor("w", DType::kBF16, {16, 16}, random);
  test::write_safetensors(folder / "model.safetensors", {tensor});
  const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
  ASSERT_TRUE(checkpoint.ok());
  const std::vector<RankLayout> two = {{RankIdx(0), 2, {}}, {RankIdx(1), 2, {}}};
  auto loaded = load_weights(*checkpoint, model, two, {});
  ASSERT_TRUE(loaded.ok()) << loaded.status().to_string();
  EXPECT_EQ((*loaded)[0]->matrix("w")->data, (*loaded)[1]->matrix("w")->data);
  EXPECT_EQ((*loaded)[0]->resident_bytes(), 0);
  EXPECT_EQ((*loaded)[0]->shared_bytes(), 16 * 16 * 2);
  // What is shared lives as long as one of the ranks.
  (*loaded)[0].reset();
  EXPECT_EQ((*loaded)[1]->matrix("w")->at(15, 15), tensor.value(255));

  const std::vector<RankLayout> one = {{RankIdx(0), 1, {}}};
  const auto alone = load_weights(*checkpoint, model, one, {});
  ASSERT_TRUE(alone.ok());
  EXPECT_EQ((*alone)[0]->resident_bytes(), 16 * 16 * 2);
  EXPECT_EQ((*alone)[0]->shared_bytes(), 0);
}

// q_b_proj of V3 has 192 rows a head: the second rank's rows begin in the middle of a block of 128.
TEST(WeightLoader, KeepsThePhaseOfAShardThatBeginsInsideABlock) {
  TensorSpec spec;
  spec.name = "q";
  spec.shape = {384, 256};
  spec.storage = WeightStorage::kLinear;
  spec.split = WeightSplit::kRows;
  spec.unit = 192;
  const test::FakeModel model({spec}, std::pair<int64_t, int64_t>{128, 128});
  const TempFolder folder;
  test::Random random(1);
  test::write_safetensors(folder / "model.safetensors",
                          {test::random_tensor("q", DType::kF8E4M3, {384, 256}, random),
                           test::f32_tensor("q_scale_inv", {3, 2}, {1, 2, 3, 4, 5, 6})});
  const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
  ASSERT_TRUE(checkpoint.ok());
  const std::vector<RankLayout> two = {{RankIdx(0), 2, {}}, {RankIdx(1), 2, {}}};
  const auto loaded = load_weights(*checkpoint, model, two, {});
  ASSERT_TRUE(loaded.ok()) << loaded.status().to_string();
  const WeightView first = *(*loaded)[0]->matrix("q");
  const WeightView second = *(*loaded)[1]->matrix("q");
  EXPECT_EQ(first.scales.row_phase, 0);
  EXPECT_EQ(second.scales.row_phase, 64);
  EXPECT_EQ(first.scale(191, 0), 3.0f);
  EXPECT_EQ(second.scale(0, 0), 3.0f);
  EXPECT_EQ(second.scale(63, 255), 4.0f);
  EXPECT_EQ(second.scale(64, 0), 5.0f);
}

TEST(WeightLoader, RefusesToLoadForNoRank) {
  const TempFolder folder;
  test::write_safetensors(folder / "model.safetensors", {});
  const Result<Checkpoint> checkpoint = Checkpoint::open(folder.path());
  ASSERT_TRUE(checkpoint.ok());
  EXPECT_EQ(load_weights(*checkpoint, test::FakeModel({}, std::nullopt), {}, {}).status().code(),
            StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace octant

#pragma once
// Models that are nothing but a weight plan, and checkpoints to go with them.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/model.h"
#include "runtime/load/weight_loader.h"
#include "tests/support/checkpoints/checkpoint_files.h"

namespace octant::test {

class FakeModel : public Model {
 public:
  using Block = std::optional<std::pair<int64_t, int64_t>>;
  FakeModel(std::vector<TensorSpec> plan, Block block) : plan_(std::move(plan)), block_(block) {}

  const ModelDims& dims() const override { return dims_; }
  const std::vector<TensorSpec>& weight_plan() const override { return plan_; }
  Block weight_block_size() const override { return block_; }
  Result<std::unique_ptr<RankModel>> bind(const RankLayout&, const WeightSource&,
                                          const BindOptions&) const override {
    return unsupported("a model of tests computes nothing");
  }

 private:
  ModelDims dims_;
  std::vector<TensorSpec> plan_;
  Block block_;
};

// What the checkpoint holds, by name, scales included.
using TensorMap = std::map<std::string, FileTensor>;

struct PlannedCheckpoint {
  std::vector<TensorSpec> plan;
  FakeModel::Block block;
  TensorMap tensors;
  int64_t num_experts = 0;

  FakeModel model() const { return FakeModel(plan, block); }
};

// Matrices and vectors of every storage, split and element type, with odd shapes, units and blocks;
// one layer of experts; tensors marked draft and duplicate.
PlannedCheckpoint random_plan(uint64_t seed);

// Experts of layer 0 interleaved over the ranks, and expert 0 on the last rank a second time.
std::vector<RankLayout> layouts_for(const PlannedCheckpoint& planned, int32_t num_ranks);

// Distributes the tensors over `num_shards` files in random order.
void write_shards(const std::filesystem::path& folder, const TensorMap& tensors, int64_t num_shards,
                  uint64_t seed);

// Compares every element of every planned tensor with its source, dequantised, bit for bit, and
// checks alignment.
void expect_matches(const PlannedCheckpoint& planned, const RankLayout& layout,
                    const RankWeights& weights, bool with_draft);

}  // namespace octant::test

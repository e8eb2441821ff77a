#include "tests/runtime/load/random_plan.h"

#include <gtest/gtest.h>

#include "kernels/core/buffer.h"

namespace octant::test {
namespace {

template <typename T>
T pick(Random& random, std::initializer_list<T> choices) {
  return choices.begin()[random.below(static_cast<int64_t>(choices.size()))];
}

DType pick_dtype(Random& random, WeightStorage storage) {
  switch (storage) {
    case WeightStorage::kLinear:
      return pick(random, {DType::kF32, DType::kBF16, DType::kF8E4M3, DType::kF8E4M3});
    case WeightStorage::kUnscaled:
      return pick(random, {DType::kF32, DType::kBF16});
    case WeightStorage::kVector:
      return pick(random, {DType::kF32, DType::kBF16, DType::kF16});
    case WeightStorage::kF32Vector:
      break;
  }
  return DType::kF32;
}

void add_tensor(PlannedCheckpoint& planned, TensorSpec spec, Random& random) {
  const DType dtype = pick_dtype(random, spec.storage);
  planned.tensors[spec.name] = random_tensor(spec.name, dtype, spec.shape, random);
  if (dtype == DType::kF8E4M3) {
    const std::string name = spec.name + "_scale_inv";
    planned.tensors[name] = random_tensor(
        name, DType::kF32, scale_shape(spec, planned.block->first, planned.block->second), random);
  }
  planned.plan.push_back(std::move(spec));
}

float expected_value(const PlannedCheckpoint& planned, const FileTensor& tensor, int64_t row,
                     int64_t col) {
  const int64_t cols = tensor.shape.back();
  const float value = tensor.value(row * cols + col);
  if (tensor.dtype != DType::kF8E4M3) return value;
  const FileTensor& scales = planned.tensors.at(tensor.name + "_scale_inv");
  return value *
         scales.value(row / planned.block->first * scales.shape[1] + col / planned.block->second);
}

bool is_aligned(const void* data) {
  return reinterpret_cast<uintptr_t>(data) % kBufferAlignment == 0;
}

void expect_vector_matches(const FileTensor& tensor, const ShardRect& rect,
                           View<const float, 1> vector) {
  ASSERT_EQ(vector.extent(0), rect.cols());
  EXPECT_TRUE(is_aligned(vector.data()));
  for (int64_t i = 0; i < rect.cols(); ++i) {
    ASSERT_EQ(vector(i), tensor.value(rect.col_begin + i)) << i;
  }
}

void expect_matrix_matches(const PlannedCheckpoint& planned, const FileTensor& tensor,
                           const ShardRect& rect, const WeightView& matrix) {
  ASSERT_EQ(matrix.rows, rect.rows());
  ASSERT_EQ(matrix.cols, rect.cols());
  EXPECT_EQ(matrix.dtype, tensor.dtype);
  EXPECT_TRUE(is_aligned(matrix.data));
  EXPECT_EQ(matrix.scales.data != nullptr, tensor.dtype == DType::kF8E4M3);
  for (int64_t row = 0; row < rect.rows(); ++row) {
    for (int64_t col = 0; col < rect.cols(); ++col) {
      ASSERT_EQ(matrix.at(row, col),
                expected_value(planned, tensor, rect.row_begin + row, rect.col_begin + col))
          << row << ", " << col;
    }
  }
}

}  // namespace

PlannedCheckpoint random_plan(uint64_t seed) {
  Random random(seed);
  PlannedCheckpoint planned;
  planned.block = pick<std::pair<int64_t, int64_t>>(random, {{128, 128}, {16, 32}, {7, 5}});
  const std::initializer_list<WeightSplit> splits = {WeightSplit::kReplicated, WeightSplit::kRows,
                                                     WeightSplit::kCols};
  for (int i = 0; i < 12; ++i) {
    TensorSpec spec;
    spec.name = "layers." + std::to_string(i) + ".weight";
    spec.storage = pick(random, {WeightStorage::kLinear, WeightStorage::kLinear,
                                 WeightStorage::kUnscaled, WeightStorage::kVector});
    spec.split = pick(random, splits);
    spec.unit = pick<int64_t>(random, {1, 1, 3, 8, 16});
    if (spec.storage == WeightStorage::kVector) {
      spec.shape = {1 + random.below(300)};
      spec.split = WeightSplit::kReplicated;
    } else {
      spec.shape = {1 + random.below(90), 1 + random.below(160)};
    }
    spec.draft = i == 10;
    add_tensor(planned, spec, random);
  }
  planned.num_experts = 8;
  for (int64_t e = 0; e < planned.num_experts; ++e) {
    TensorSpec spec;
    spec.name = "experts." + std::to_string(e) + ".weight";
    spec.storage = WeightStorage::kLinear;
    spec.split = WeightSplit::kExpert;
    spec.shape = {1 + random.below(40), 1 + random.below(40)};
    spec.layer = LayerIdx(0);
    spec.expert = LogicalExpert(e);
    add_tensor(planned, spec, random);
  }
  TensorSpec bias;
  bias.name = "bias";
  bias.storage = WeightStorage::kF32Vector;
  bias.shape = {planned.num_experts};
  add_tensor(planned, bias, random);
  // Absent from the checkpoint, as a stored copy may be.
  TensorSpec copy;
  copy.name = "copy";
  copy.shape = {4};
  copy.duplicate = true;
  planned.plan.push_back(copy);
  return planned;
}

std::vector<RankLayout> layouts_for(const PlannedCheckpoint& planned, int32_t num_ranks) {
  std::vector<RankLayout> layouts(static_cast<size_t>(num_ranks));
  for (int32_t rank = 0; rank < num_ranks; ++rank) {
    RankLayout& layout = layouts[static_cast<size_t>(rank)];
    layout.rank = RankIdx(rank);
    layout.num_ranks = num_ranks;
    layout.experts.resize(1);
    for (int64_t e = rank; e < planned.num_experts; e += num_ranks) {
      layout.experts[0].push_back(LogicalExpert(e));
    }
  }
  layouts.back().experts[0].push_back(LogicalExpert(0));
  return layouts;
}

void write_shards(const std::filesystem::path& folder, const TensorMap& tensors, int64_t num_shards,
                  uint64_t seed) {
  Random random(seed);
  std::vector<const FileTensor*> all;
  for (const auto& [name, tensor] : tensors) all.push_back(&tensor);
  std::vector<std::vector<FileTensor>> shards(static_cast<size_t>(num_shards));
  std::map<std::string, std::string> weight_map;
  const auto shard_name = [](size_t i) { return "shard-" + std::to_string(i) + ".safetensors"; };
  for (const int32_t i : random.permutation(static_cast<int64_t>(all.size()))) {
    const FileTensor& tensor = *all[static_cast<size_t>(i)];
    const auto shard = static_cast<size_t>(random.below(num_shards));
    shards[shard].push_back(tensor);
    weight_map[tensor.name] = shard_name(shard);
  }
  for (size_t i = 0; i < shards.size(); ++i) write_safetensors(folder / shard_name(i), shards[i]);
  write_index(folder, weight_map);
}

void expect_matches(const PlannedCheckpoint& planned, const RankLayout& layout,
                    const RankWeights& weights, bool with_draft) {
  for (const TensorSpec& spec : planned.plan) {
    SCOPED_TRACE(spec.name + " on rank " + std::to_string(layout.rank.value));
    const bool is_vector = spec.shape.size() == 1;
    const auto matrix = weights.matrix(spec.name);
    const auto vector = weights.vector(spec.name);
    if (spec.duplicate || (spec.draft && !with_draft)) {
      EXPECT_EQ(matrix.status().code(), StatusCode::kNotFound);
      EXPECT_EQ(vector.status().code(), StatusCode::kNotFound);
      continue;
    }
    const ShardRect rect = shard_of(spec, layout);
    if (rect.empty()) {
      ASSERT_TRUE(matrix.ok() && vector.ok());
      EXPECT_TRUE(matrix->is_null() && vector->is_null());
      continue;
    }
    const FileTensor& tensor = planned.tensors.at(spec.name);
    if (is_vector) {
      EXPECT_EQ(matrix.status().code(), StatusCode::kInvalidArgument);
      ASSERT_TRUE(vector.ok()) << vector.status().to_string();
      expect_vector_matches(tensor, rect, *vector);
    } else {
      EXPECT_EQ(vector.status().code(), StatusCode::kInvalidArgument);
      ASSERT_TRUE(matrix.ok()) << matrix.status().to_string();
      expect_matrix_matches(planned, tensor, rect, *matrix);
    }
  }
}

}  // namespace octant::test

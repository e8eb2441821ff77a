#include "models/weight_plan.h"

#include <algorithm>

#include "kernels/core/check.h"
#include "kernels/core/thread_team.h"

namespace octant {
namespace {

bool hosts(const RankLayout& layout, LayerIdx layer, LogicalExpert expert) {
  if (layer.value < 0 || layer.as_size() >= layout.experts.size()) return false;
  const std::vector<LogicalExpert>& experts = layout.experts[layer.as_size()];
  return std::find(experts.begin(), experts.end(), expert) != experts.end();
}

}  // namespace

std::string_view role_name(WeightRole role) {
  switch (role) {
    case WeightRole::kEmbedding:
      return "embedding";
    case WeightRole::kNorm:
      return "norms";
    case WeightRole::kAttention:
      return "attention";
    case WeightRole::kDenseFfn:
      return "dense FFN";
    case WeightRole::kGate:
      return "gate";
    case WeightRole::kSharedExpert:
      return "shared experts";
    case WeightRole::kRoutedExpert:
      return "routed experts";
    case WeightRole::kHead:
      return "head";
    case WeightRole::kDraftInput:
      return "MTP input";
  }
  return "other";
}

ShardRect shard_of(const TensorSpec& tensor, const RankLayout& layout) {
  CHECK(tensor.shape.size() >= size_t{1});
  CHECK(tensor.shape.size() <= size_t{2});
  ShardRect rect;
  rect.row_end = tensor.shape.size() == 2 ? tensor.shape.front() : 1;
  rect.col_end = tensor.shape.back();
  const int64_t rank = layout.rank.value;
  switch (tensor.split) {
    case WeightSplit::kReplicated:
      break;
    case WeightSplit::kRows: {
      const Range rows = split_range(rect.row_end, rank, layout.num_ranks, tensor.unit);
      rect.row_begin = rows.begin;
      rect.row_end = rows.end;
      break;
    }
    case WeightSplit::kCols: {
      const Range cols = split_range(rect.col_end, rank, layout.num_ranks, tensor.unit);
      rect.col_begin = cols.begin;
      rect.col_end = cols.end;
      break;
    }
    case WeightSplit::kExpert:
      if (!hosts(layout, tensor.layer, tensor.expert)) rect = ShardRect{};
      break;
  }
  return rect;
}

int64_t num_elements(const TensorSpec& tensor) {
  int64_t count = 1;
  for (int64_t extent : tensor.shape) count *= extent;
  return count;
}

int64_t num_parameters(std::span<const TensorSpec> tensors) {
  int64_t count = 0;
  for (const TensorSpec& tensor : tensors) count += num_elements(tensor);
  return count;
}

std::vector<int64_t> scale_shape(const TensorSpec& tensor, int64_t block_rows, int64_t block_cols) {
  CHECK(tensor.shape.size() == size_t{2});
  return {(tensor.shape[0] + block_rows - 1) / block_rows,
          (tensor.shape[1] + block_cols - 1) / block_cols};
}

}  // namespace octant

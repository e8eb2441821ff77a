#include "runtime/placement/placement.h"

namespace octant {
namespace {

LayerPlacement interleave(int64_t num_experts, int32_t num_ranks) {
  LayerPlacement layer;
  layer.logical_to_physical.resize(static_cast<size_t>(num_experts));
  for (int32_t rank = 0; rank < num_ranks; ++rank) {
    for (int64_t expert = rank; expert < num_experts; expert += num_ranks) {
      layer.logical_to_physical[static_cast<size_t>(expert)] =
          PhysicalExpert(static_cast<int64_t>(layer.physical_to_logical.size()));
      layer.physical_to_logical.emplace_back(expert);
      layer.rank_of_physical.emplace_back(rank);
    }
  }
  return layer;
}

}  // namespace

Placement Placement::interleaved(const ModelDims& dims, int32_t num_ranks) {
  CHECK(num_ranks >= 1);
  Placement placement;
  placement.num_ranks_ = num_ranks;
  for (const bool has_experts : dims.layer_has_experts) {
    placement.layers_.push_back(has_experts ? interleave(dims.n_routed_experts, num_ranks)
                                            : LayerPlacement{});
  }
  return placement;
}

RankLayout Placement::layout_of(RankIdx rank) const {
  RankLayout layout{.rank = rank, .num_ranks = num_ranks_, .experts = {}};
  for (const LayerPlacement& layer : layers_) {
    std::vector<LogicalExpert>& local = layout.experts.emplace_back();
    for (size_t physical = 0; physical < layer.physical_to_logical.size(); ++physical) {
      if (layer.rank_of_physical[physical] == rank) {
        local.push_back(layer.physical_to_logical[physical]);
      }
    }
  }
  return layout;
}

}  // namespace octant

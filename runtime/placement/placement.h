#pragma once
// Placement: which rank hosts which experts, as a physical -> logical map.
//
// Physical experts are numbered rank-major: rank 0's slots first. Every logical expert of a layer
// has exactly one physical copy here; the map is what a later placement with redundant copies
// changes.

#include <cstdint>
#include <vector>

#include "kernels/core/index.h"
#include "kernels/core/status.h"
#include "models/model.h"

namespace octant {

// One layer's map.
struct LayerPlacement {
  std::vector<LogicalExpert> physical_to_logical;
  std::vector<PhysicalExpert> logical_to_physical;
  std::vector<RankIdx> rank_of_physical;

  RankIdx rank_of(LogicalExpert expert) const {
    return rank_of_physical[logical_to_physical[expert.as_size()].as_size()];
  }
};

class Placement {
 public:
  // Expert e on rank e mod R. Interleaved, not in contiguous runs: a group-limited gate chooses
  // neighbours together, and V3's would then load the busiest of eight ranks with 3.48 experts a
  // token instead of 2.54.
  static Placement interleaved(const ModelDims& dims, int32_t num_ranks);

  int32_t num_ranks() const { return num_ranks_; }
  // Empty maps for dense layers. Layers 0 .. num_hidden_layers, the MTP layer last.
  const LayerPlacement& layer(LayerIdx layer_idx) const { return layers_[layer_idx.as_size()]; }
  // What rank `rank` hosts, by layer and slot.
  RankLayout layout_of(RankIdx rank) const;

 private:
  int32_t num_ranks_ = 1;
  std::vector<LayerPlacement> layers_;
};

}  // namespace octant

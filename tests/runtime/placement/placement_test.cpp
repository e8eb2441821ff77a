#include "runtime/placement/placement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace octant {
namespace {

ModelDims dims_with_experts(int64_t num_experts) {
  ModelDims dims;
  dims.num_hidden_layers = 3;
  dims.num_nextn_predict_layers = 1;
  dims.n_routed_experts = num_experts;
  dims.layer_has_experts = {false, true, true, true};
  return dims;
}

TEST(Placement, EveryExpertHasExactlyOneHome) {
  for (const int64_t num_experts : {1, 7, 16, 256}) {
    for (const int32_t num_ranks : {1, 2, 3, 8}) {
      const Placement placement = Placement::interleaved(dims_with_experts(num_experts), num_ranks);
      std::multiset<int32_t> hosted;
      for (int32_t r = 0; r < num_ranks; ++r) {
        const RankLayout layout = placement.layout_of(RankIdx(r));
        EXPECT_EQ(layout.num_ranks, num_ranks);
        EXPECT_TRUE(layout.experts[0].empty()) << "a dense layer has no experts";
        for (const LogicalExpert expert : layout.experts[1]) {
          hosted.insert(expert.value);
          EXPECT_EQ(placement.layer(LayerIdx(1)).rank_of(expert), RankIdx(r));
        }
        EXPECT_EQ(layout.experts[1], layout.experts[3]);
      }
      EXPECT_EQ(static_cast<int64_t>(hosted.size()), num_experts);
      EXPECT_EQ(static_cast<int64_t>(std::set(hosted.begin(), hosted.end()).size()), num_experts);
    }
  }
}

TEST(Placement, NeighboursLiveOnDifferentRanks) {
  const Placement placement = Placement::interleaved(dims_with_experts(256), 8);
  const LayerPlacement& layer = placement.layer(LayerIdx(2));
  for (int32_t e = 0; e + 1 < 256; ++e) {
    EXPECT_NE(layer.rank_of(LogicalExpert(e)), layer.rank_of(LogicalExpert(e + 1)));
  }
}

TEST(Placement, PhysicalAndLogicalMapsAreInverse) {
  const Placement placement = Placement::interleaved(dims_with_experts(19), 4);
  const LayerPlacement& layer = placement.layer(LayerIdx(1));
  for (int32_t e = 0; e < 19; ++e) {
    const PhysicalExpert physical = layer.logical_to_physical[static_cast<size_t>(e)];
    EXPECT_EQ(layer.physical_to_logical[physical.as_size()], LogicalExpert(e));
  }
  EXPECT_TRUE(std::is_sorted(layer.rank_of_physical.begin(), layer.rank_of_physical.end()));
}

}  // namespace
}  // namespace octant

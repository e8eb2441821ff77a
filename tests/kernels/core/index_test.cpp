#include "kernels/core/index.h"

#include <concepts>
#include <unordered_set>

#include <gtest/gtest.h>

namespace octant {
namespace {

// One kind of index is never taken for another, nor for a plain number.
static_assert(!std::convertible_to<LogicalExpert, PhysicalExpert>);
static_assert(!std::constructible_from<LogicalExpert, PhysicalExpert>);
static_assert(!std::assignable_from<LayerIdx&, RankIdx>);
static_assert(!std::equality_comparable_with<LocalExpert, LogicalExpert>);
static_assert(!std::totally_ordered_with<LayerIdx, RankIdx>);
static_assert(!std::convertible_to<int, LayerIdx>);
static_assert(!std::convertible_to<LayerIdx, int>);
static_assert(std::constructible_from<LayerIdx, int>);
static_assert(std::totally_ordered<LayerIdx>);

TEST(Index, CountsUpAndCompares) {
  LayerIdx layer(3);
  EXPECT_LT(layer, LayerIdx(4));
  ++layer;
  EXPECT_EQ(layer, LayerIdx(4));
  EXPECT_EQ(layer.as_size(), 4u);
}

TEST(Index, IsAKeyOfHashedContainers) {
  const std::unordered_set<RankIdx> ranks = {RankIdx(1), RankIdx(2), RankIdx(1)};
  EXPECT_EQ(ranks.size(), 2u);
  EXPECT_TRUE(ranks.contains(RankIdx(2)));
}

}  // namespace
}  // namespace octant

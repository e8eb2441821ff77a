#include "kernels/core/view.h"

#include <array>
#include <concepts>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace octant {
namespace {

static_assert(std::convertible_to<View<float, 2>, View<const float, 2>>);
static_assert(!std::convertible_to<View<const float, 2>, View<float, 2>>);
static_assert(!std::convertible_to<View<float, 2>, View<float, 1>>);

std::vector<int> counted(int64_t count) {
  std::vector<int> values(static_cast<size_t>(count));
  std::iota(values.begin(), values.end(), 0);
  return values;
}

TEST(View, DefaultIsNullWithoutElements) {
  const View<float, 2> view;
  EXPECT_TRUE(view.is_null());
  EXPECT_EQ(view.size(), 0);
}

TEST(View, ContiguousIsRowMajor) {
  std::vector<int> values = counted(24);
  const View<int, 3> view(values.data(), {2, 3, 4});
  EXPECT_EQ(view(0, 0, 3), 3);
  EXPECT_EQ(view(0, 1, 0), 4);
  EXPECT_EQ(view(1, 2, 3), 23);
  EXPECT_EQ(view.size(), 24);
}

TEST(View, SliceOfColumnsKeepsTheRowStride) {
  std::vector<int> values = counted(20);
  const View<int, 2> part = View<int, 2>(values.data(), {4, 5}).slice(1, 1, 4).slice(0, 2, 4);
  EXPECT_EQ(part.shape(), (std::array<int64_t, 2>{2, 3}));
  EXPECT_EQ(part(0, 0), 11);
  EXPECT_EQ(part(1, 2), 18);
  EXPECT_EQ(part.row(1)[0], 16);
  EXPECT_EQ(part.row(1).size(), 3u);
}

TEST(View, FirstRowsAndEmptySlicesAreViews) {
  std::vector<int> values = counted(20);
  const View<int, 2> view(values.data(), {4, 5});
  EXPECT_EQ(view.first(2).extent(0), 2);
  EXPECT_EQ(view.slice(0, 4, 4).size(), 0);
  EXPECT_FALSE(view.first(0).is_null());
}

TEST(ViewDeathTest, SliceBeyondTheEdgeAborts) {
  std::vector<int> values = counted(20);
  const View<int, 2> view(values.data(), {4, 5});
  EXPECT_DEATH(static_cast<void>(view.slice(1, 2, 6)), "6 vs 5");
  EXPECT_DEATH(static_cast<void>(view.slice(0, 3, 2)), "3 vs 2");
}

TEST(ViewDeathTest, LastDimensionMustBeContiguous) {
  std::vector<int> values = counted(20);
  EXPECT_DEATH((View<int, 2>(values.data(), {2, 2}, {4, 2})), "2 vs 1");
}

}  // namespace
}  // namespace octant

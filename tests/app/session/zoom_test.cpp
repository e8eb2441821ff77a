#include "app/session/zoom.h"

#include <gtest/gtest.h>

#include "app/session/preferences.h"

namespace octant::session {
namespace {

TEST(Zoom, StepsGoUpAndDownBetweenTheEnds) {
  float zoom = Preferences::kLeastZoom;
  int steps = 0;
  for (; zoom < Preferences::kMostZoom; ++steps) {
    const float larger = next_zoom(zoom, 1);
    ASSERT_GT(larger, zoom);
    EXPECT_EQ(next_zoom(larger, -1), zoom);
    zoom = larger;
  }
  EXPECT_EQ(zoom, Preferences::kMostZoom);
  EXPECT_GT(steps, 5);
  EXPECT_EQ(next_zoom(zoom, 1), zoom);
  EXPECT_EQ(next_zoom(Preferences::kLeastZoom, -1), Preferences::kLeastZoom);
}

TEST(Zoom, SizesBetweenStepsGoToTheNextOne) {
  EXPECT_EQ(next_zoom(1.05F, 1), 1.1F);
  EXPECT_EQ(next_zoom(1.05F, -1), 1.0F);
  EXPECT_EQ(next_zoom(1.0F, 1), 1.1F);
}

}  // namespace
}  // namespace octant::session

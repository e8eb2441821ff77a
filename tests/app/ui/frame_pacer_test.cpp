#include "app/ui/platform/frame_pacer.h"

#include <gtest/gtest.h>

namespace octant::ui {
namespace {

// A pacer whose first frames are through at time 0.
FramePacer settled(bool software = false) {
  FramePacer pacer(software);
  for (int i = 0; i < FramePacer::kSettlingFrames; ++i) pacer.on_frame(0);
  return pacer;
}

TEST(FramePacer, DrawsTheFirstFrameAtOnce) {
  EXPECT_EQ(FramePacer(false).wait(5, false, std::nullopt), 0.0);
}

TEST(FramePacer, WaitsWithoutAnEndWhenNothingHappens) {
  EXPECT_EQ(settled().wait(1, false, std::nullopt), std::nullopt);
}

TEST(FramePacer, InputShowsAtOnceAndSettlesForThreeFrames) {
  FramePacer pacer = settled();
  pacer.on_input();
  double now = 10;
  for (int i = 0; i < FramePacer::kSettlingFrames; ++i) {
    const auto wait = pacer.wait(now, false, std::nullopt);
    ASSERT_TRUE(wait.has_value());
    EXPECT_LE(*wait, FramePacer::kInputInterval + 1e-9);
    now += *wait + 1e-9;
    pacer.on_frame(now);
  }
  EXPECT_EQ(pacer.wait(now, false, std::nullopt), std::nullopt);
}

TEST(FramePacer, AFloodOfInputIsDrawnSixtyTimesASecond) {
  FramePacer pacer = settled();
  pacer.on_frame(10);
  pacer.on_input();
  EXPECT_NEAR(*pacer.wait(10.001, false, std::nullopt), 1.0 / 60 - 0.001, 1e-9);
}

TEST(FramePacer, WhatMovesIsDrawnThirtyTimesASecondOrFifteenInSoftware) {
  EXPECT_NEAR(*settled(false).wait(0, true, std::nullopt), 1.0 / 30, 1e-9);
  EXPECT_NEAR(*settled(true).wait(0, true, std::nullopt), 1.0 / 15, 1e-9);
}

TEST(FramePacer, WakesAreNotDrawnMoreOftenThanWhatMoves) {
  FramePacer pacer = settled();
  pacer.on_frame(10);
  pacer.on_wake();
  EXPECT_NEAR(*pacer.wait(10, false, std::nullopt), 1.0 / 30, 1e-9);
  EXPECT_EQ(pacer.wait(11, false, std::nullopt), 0.0);
}

TEST(FramePacer, KeepsTheMomentThatSomebodyAskedFor) {
  EXPECT_NEAR(*settled().wait(1, false, 1.5), 0.5, 1e-9);
  EXPECT_EQ(settled().wait(2, false, 1.5), 0.0);
  EXPECT_NEAR(*settled().wait(0, true, 1.5), 1.0 / 30, 1e-9);
}

}  // namespace
}  // namespace octant::ui

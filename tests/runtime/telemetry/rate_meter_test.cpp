#include "runtime/telemetry/rate_meter.h"

#include <gtest/gtest.h>

namespace octant {
namespace {

using std::chrono::milliseconds;

TimePoint at_ms(int64_t ms) {
  return TimePoint(milliseconds(ms));
}

TEST(RateMeter, IsZeroBeforeAnythingHappened) {
  RateMeter meter;
  EXPECT_EQ(meter.tokens_per_second(at_ms(5)), 0);
  meter.add(at_ms(5), 3);
  EXPECT_EQ(meter.tokens_per_second(at_ms(5)), 0);
}

TEST(RateMeter, CountsFromTheStartWhileTheWindowFills) {
  RateMeter meter;
  meter.start(at_ms(1000));
  meter.add(at_ms(1100), 2);
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(at_ms(1100)), 20);
  meter.add(at_ms(1500), 8);
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(at_ms(1500)), 20);
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(at_ms(1600)), 10 / 0.6);
}

TEST(RateMeter, FollowsAChangeOfSpeedWithinAWindow) {
  RateMeter meter;
  meter.start(at_ms(0));
  for (int64_t t = 10; t <= 5000; t += 10) meter.add(at_ms(t), 1);
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(at_ms(5000)), 100);
  for (int64_t t = 5100; t <= 6000; t += 100) meter.add(at_ms(t), 1);
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(at_ms(6000)), 10);
}

TEST(RateMeter, CountsSeveralTokensOfAStep) {
  RateMeter meter;
  meter.start(at_ms(0));
  for (int64_t t = 50; t <= 2000; t += 50) meter.add(at_ms(t), 3);
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(at_ms(2000)), 60);
}

TEST(RateMeter, FallsToZeroWhenIdle) {
  RateMeter meter;
  meter.start(at_ms(0));
  for (int64_t t = 10; t <= 2000; t += 10) meter.add(at_ms(t), 1);
  EXPECT_LT(meter.tokens_per_second(at_ms(2500)), 60);
  EXPECT_GT(meter.tokens_per_second(at_ms(2500)), 40);
  EXPECT_EQ(meter.tokens_per_second(at_ms(3001)), 0);
}

TEST(RateMeter, DoesNotTakeASlowStreamForAnIdleOne) {
  RateMeter meter;
  meter.start(at_ms(0));
  for (int64_t t = 4000; t <= 40000; t += 4000) meter.add(at_ms(t), 1);
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(at_ms(40000)), 0.25);
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(at_ms(43000)), 0.25);  // nothing was due yet
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(at_ms(45000)), 0.20);  // late
  EXPECT_EQ(meter.tokens_per_second(at_ms(48001)), 0);
}

TEST(RateMeter, StartForgetsThePause) {
  RateMeter meter;
  meter.start(at_ms(0));
  meter.add(at_ms(100), 10);
  meter.start(at_ms(60000));
  meter.add(at_ms(60100), 1);
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(at_ms(60100)), 10);
}

TEST(RateMeter, ShortensTheWindowWhenThereAreMoreSamplesThanItKeeps) {
  RateMeter meter;
  meter.start(TimePoint());
  TimePoint now;
  for (int i = 0; i < 50000; ++i) meter.add(now += std::chrono::microseconds(100), 1);
  EXPECT_DOUBLE_EQ(meter.tokens_per_second(now), 10000);
}

}  // namespace
}  // namespace octant

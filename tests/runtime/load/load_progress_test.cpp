#include "runtime/load/load_progress.h"

#include <gtest/gtest.h>

#include <vector>

namespace octant {
namespace {

using std::chrono::milliseconds;

struct Recorder {
  std::vector<LoadProgressInfo> reports;
  LoadProgress progress{1000, [this](const LoadProgressInfo& info) { reports.push_back(info); }};

  void update(int64_t bytes, int ms, bool force = false) {
    progress.update(bytes, LoadProgress::Time(milliseconds(ms)), force);
  }
};

TEST(LoadProgress, ReportsAtMostTenTimesASecondUnlessForced) {
  Recorder recorder;
  for (int ms = 0; ms < 1000; ms += 10) recorder.update(ms, ms);
  EXPECT_EQ(recorder.reports.size(), 10u);
  recorder.update(1000, 991, /*force=*/true);
  EXPECT_EQ(recorder.reports.size(), 11u);
}

TEST(LoadProgress, GivesTheRateOfTheLastSecond) {
  Recorder recorder;
  recorder.update(0, 0);
  EXPECT_EQ(recorder.reports.back().bytes_per_second, 0.0);
  EXPECT_EQ(recorder.reports.back().seconds_left, 0.0);
  for (int ms = 100; ms <= 1000; ms += 100) recorder.update(ms / 2, ms);  // 500 bytes a second
  EXPECT_DOUBLE_EQ(recorder.reports.back().bytes_per_second, 500.0);
  EXPECT_DOUBLE_EQ(recorder.reports.back().seconds_left, 1.0);
  for (int ms = 1100; ms <= 2000; ms += 100) recorder.update(500 + (ms - 1000) / 10, ms);
  EXPECT_DOUBLE_EQ(recorder.reports.back().bytes_per_second, 100.0);  // the fast second has passed
  EXPECT_DOUBLE_EQ(recorder.reports.back().seconds_left, 4.0);
}

TEST(LoadProgress, NeedsNobodyToListen) {
  LoadProgress progress(10, nullptr);
  progress.update(5, LoadProgress::Time(milliseconds(1)), true);
}

}  // namespace
}  // namespace octant

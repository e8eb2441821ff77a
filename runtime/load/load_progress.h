#pragma once
// Turns byte counts into reports: how often, how fast, how long still. Time comes from the caller.

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <utility>

#include "runtime/load/weight_loader.h"

namespace octant {

class LoadProgress {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `on_progress` may be empty.
  LoadProgress(int64_t bytes_total, std::function<void(const LoadProgressInfo&)> on_progress)
      : bytes_total_(bytes_total), on_progress_(std::move(on_progress)) {}

  // Reports, unless the last report is less than 100 ms old and `force` is false.
  void update(int64_t bytes_read, Time now, bool force);

 private:
  struct Sample {
    Time time;
    int64_t bytes_read = 0;
  };

  int64_t bytes_total_;
  std::function<void(const LoadProgressInfo&)> on_progress_;
  // One a report. The first is the youngest that is at least a second old, or the oldest of all.
  std::deque<Sample> samples_;
};

}  // namespace octant

#pragma once
// RateMeter: tokens per second over a sliding window of about a second. One owner thread; allocates
// nothing.
//
// The rate at `now` is the number of tokens since a base sample, over the time since it. The base
// is the last sample that is at least kWindow old, or the start of the work if there is none. A
// stream slower than a token a window is not taken for an idle one: it keeps its last rate, falling
// as the wait grows, until twice the last gap has passed.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "runtime/telemetry/clock.h"

namespace octant {

class RateMeter {
 public:
  static constexpr std::chrono::milliseconds kWindow{1000};

  // Work begins (after a pause): earlier samples no longer count.
  void start(TimePoint now);
  // `num_tokens` were finished at `now`, in the time since the last call. Times do not go back.
  // Without a start() before it, the first call is the start and its tokens do not count.
  void add(TimePoint now, int64_t num_tokens);
  // 0 before two samples, and when idle.
  double tokens_per_second(TimePoint now) const;

 private:
  struct Sample {
    TimePoint time;
    int64_t tokens_so_far = 0;
  };
  // Steps take a millisecond and more, so a window holds fewer samples than this; if not, the
  // window is as long as these samples are.
  static constexpr size_t kNumSamples = 1024;

  const Sample& newest(size_t age) const {  // age 0 is the last one
    return samples_[(num_added_ - 1 - age) % kNumSamples];
  }
  void push(TimePoint now, int64_t tokens_so_far);

  std::array<Sample, kNumSamples> samples_{};
  size_t num_added_ = 0;
};

}  // namespace octant

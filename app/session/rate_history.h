#pragma once
// RateHistory: the decode rate of the last minute, for a plot. All of it, and the part that came
// from accepted drafts. Takes the same memory always; knows no clock but the times it is given.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "runtime/api/snapshot.h"

namespace octant::session {

class RateHistory {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  // Four points a second: a plot of 500 pixels moves by two of them.
  static constexpr std::chrono::milliseconds kInterval{250};
  static constexpr std::chrono::seconds kSpan{60};
  static constexpr size_t kNumSamples = kSpan / kInterval + 1;  // both ends

  // As often as there is news, and whenever it is drawn; times do not go back. `is_decoding`: an
  // answer is being written; the rate is 0 while none is, whatever the snapshot still says. Where
  // calls are further apart than kInterval, the time between shows the last rate if both ends are
  // decoding, else 0.
  void add(TimePoint now, const api::Snapshot& snapshot, bool is_decoding);

  // Tokens per second, oldest first; the last value is that of now and still changes.
  using Values = std::array<float, kNumSamples>;
  Values total() const;
  Values drafted() const;  // never above total()
  // Nothing but zeros: time passes without changing it.
  bool is_flat() const;

 private:
  struct Sample {
    float total = 0;
    float drafted = 0;
  };
  struct Accepted {
    TimePoint time;
    int64_t so_far = 0;
  };
  // The snapshot's rate is one over the last second; that of the drafts has to cover the same.
  static constexpr std::chrono::seconds kWindow{1};
  static constexpr size_t kNumAccepted = kWindow / kInterval + 2;  // one is old enough, always

  void advance(TimePoint now, Sample between);
  double drafted_rate(TimePoint now, int64_t accepted) const;
  void remember_accepted(TimePoint now, int64_t accepted);
  Values values(float Sample::*member) const;

  std::array<Sample, kNumSamples> samples_{};  // a ring
  size_t newest_ = 0;
  bool has_begun_ = false;
  TimePoint newest_since_;  // when the newest sample's interval began
  bool was_decoding_ = false;

  std::array<Accepted, kNumAccepted> accepted_{};  // a ring, of this answer's decoding
  size_t num_accepted_ = 0;                        // ever added
};

}  // namespace octant::session

#include "app/session/rate_history.h"

#include <algorithm>

namespace octant::session {

void RateHistory::add(TimePoint now, const api::Snapshot& snapshot, bool is_decoding) {
  if (!has_begun_) {
    has_begun_ = true;
    newest_since_ = now;
  }
  const bool is_new = now - newest_since_ >= kInterval;
  advance(now, is_decoding && was_decoding_ ? samples_[newest_] : Sample{});
  was_decoding_ = is_decoding;

  const double total = is_decoding ? std::max(0.0, snapshot.tokens_per_second) : 0;
  const int64_t accepted = snapshot.draft_accepted;
  if (total <= 0) {
    // Decoding starts from here.
    num_accepted_ = 0;
    remember_accepted(now, accepted);
    samples_[newest_] = {};
    return;
  }
  const double drafted = std::clamp(drafted_rate(now, accepted), 0.0, total);
  samples_[newest_] = {static_cast<float>(total), static_cast<float>(drafted)};
  if (is_new || num_accepted_ == 0) remember_accepted(now, accepted);
}

void RateHistory::advance(TimePoint now, Sample between) {
  const auto passed = (now - newest_since_) / kInterval;
  if (passed <= 0) return;
  newest_since_ += passed * kInterval;
  const auto steps = std::min(static_cast<size_t>(passed), kNumSamples);
  for (size_t i = 0; i < steps; ++i) {
    newest_ = (newest_ + 1) % kNumSamples;
    samples_[newest_] = between;
  }
}

double RateHistory::drafted_rate(TimePoint now, int64_t accepted) const {
  const size_t kept = std::min(num_accepted_, kNumAccepted);
  if (kept == 0) return 0;
  const Accepted* base = nullptr;
  for (size_t age = 0; age < kept; ++age) {
    base = &accepted_[(num_accepted_ - 1 - age) % kNumAccepted];
    if (now - base->time >= kWindow) break;
  }
  const double seconds = std::chrono::duration<double>(now - base->time).count();
  return seconds > 0 ? static_cast<double>(accepted - base->so_far) / seconds : 0;
}

void RateHistory::remember_accepted(TimePoint now, int64_t accepted) {
  accepted_[num_accepted_ % kNumAccepted] = {now, accepted};
  ++num_accepted_;
}

RateHistory::Values RateHistory::values(float Sample::*member) const {
  Values values{};
  for (size_t i = 0; i < kNumSamples; ++i) {
    values[i] = samples_[(newest_ + 1 + i) % kNumSamples].*member;
  }
  return values;
}

RateHistory::Values RateHistory::total() const {
  return values(&Sample::total);
}

RateHistory::Values RateHistory::drafted() const {
  return values(&Sample::drafted);
}

bool RateHistory::is_flat() const {
  return std::all_of(samples_.begin(), samples_.end(),
                     [](const Sample& sample) { return sample.total == 0; });
}

}  // namespace octant::session

#include "runtime/telemetry/rate_meter.h"

#include <algorithm>

#include "kernels/core/check.h"

namespace octant {
namespace {

double rate(int64_t num_tokens, TimePoint::duration time) {
  const double seconds = std::chrono::duration<double>(time).count();
  return seconds > 0 ? static_cast<double>(num_tokens) / seconds : 0;
}

}  // namespace

void RateMeter::push(TimePoint now, int64_t tokens_so_far) {
  samples_[num_added_ % kNumSamples] = {now, tokens_so_far};
  ++num_added_;
}

void RateMeter::start(TimePoint now) {
  num_added_ = 0;
  push(now, 0);
}

void RateMeter::add(TimePoint now, int64_t num_tokens) {
  if (num_added_ == 0) return start(now);
  CHECK(num_tokens >= 0);
  CHECK((now >= newest(0).time));
  push(now, newest(0).tokens_so_far + num_tokens);
}

double RateMeter::tokens_per_second(TimePoint now) const {
  const size_t num_samples = std::min(num_added_, kNumSamples);
  if (num_samples < 2) return 0;
  size_t base = 0;
  while (base + 1 < num_samples && now - newest(base).time < kWindow) ++base;
  const Sample& last = newest(0);
  if (base > 0)
    return rate(last.tokens_so_far - newest(base).tokens_so_far, now - newest(base).time);

  // Nothing for a whole window.
  const Sample& before = newest(1);
  const auto gap = last.time - before.time;
  const auto wait = now - last.time;
  if (wait > 2 * gap) return 0;
  return rate(last.tokens_so_far - before.tokens_so_far, std::max(gap, wait));
}

}  // namespace octant

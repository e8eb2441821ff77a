#include "runtime/bench/timed_backend.h"

namespace octant {

Status TimedBackend::begin_step() {
  clock_->restart();
  stamps_.clear();
  num_stamps_ = 0;
  is_waiting_ = false;
  return inner_->begin_step();
}

Status TimedBackend::mark(int32_t mark) {
  RETURN_IF_ERROR(inner_->mark(mark));
  if (!is_timed_) return {};
  ASSIGN_OR_RETURN(marked_, stamp());
  return {};
}

Status TimedBackend::wait_for(Backend& other, int32_t mark) {
  is_waiting_ = is_timed_;
  // All backends of a group are wrapped, or none is.
  return inner_->wait_for(*static_cast<TimedBackend&>(other).inner_, mark);
}

Result<std::vector<StageSpan>> TimedBackend::read_spans() {
  std::vector<double> seconds;
  RETURN_IF_ERROR(clock_->read(seconds));
  std::vector<StageSpan> spans;
  for (const Stamps& stamps : stamps_) {
    spans.push_back({.stage = stamps.stage,
                     .bytes = stamps.bytes,
                     .begin = seconds[stamps.begin],
                     .end = seconds[stamps.end]});
  }
  return spans;
}

}  // namespace octant

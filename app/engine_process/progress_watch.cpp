#include "app/engine_process/progress_watch.h"

#include <variant>

namespace octant::engine_process {

void ProgressWatch::request_began() {
  const std::lock_guard lock(mutex_);
  if (num_requests_++ == 0) {
    decoding_ = false;
    moved_ = true;
  }
}

void ProgressWatch::request_refused() {
  const std::lock_guard lock(mutex_);
  --num_requests_;
}

void ProgressWatch::evaluation_began() {
  const std::lock_guard lock(mutex_);
  ++num_evaluations_;
}

void ProgressWatch::evaluation_ended() {
  const std::lock_guard lock(mutex_);
  --num_evaluations_;
  moved_ = true;
}

void ProgressWatch::note(const api::Event& event) {
  const std::lock_guard lock(mutex_);
  moved_ = true;
  if (std::holds_alternative<api::DoneEvent>(event)) {
    --num_requests_;
    decoding_ = false;  // the next request begins with its prompt
  } else if (std::holds_alternative<api::PrefillProgress>(event)) {
    decoding_ = false;
  } else if (std::holds_alternative<api::TokenEvent>(event)) {
    decoding_ = true;
  }
}

Heartbeat ProgressWatch::tick(std::chrono::milliseconds interval) {
  const std::lock_guard lock(mutex_);
  Heartbeat beat;
  if (num_evaluations_ > 0) {
    beat.phase = Phase::kEvaluate;
  } else if (num_requests_ > 0) {
    beat.phase = decoding_ ? Phase::kDecode : Phase::kPrefill;
  }
  const bool in_a_step = beat.phase == Phase::kPrefill || beat.phase == Phase::kDecode;
  stalled_ = in_a_step && !moved_ ? stalled_ + interval : std::chrono::milliseconds(0);
  moved_ = false;
  beat.stalled_ms = static_cast<uint32_t>(stalled_.count());
  return beat;
}

}  // namespace octant::engine_process

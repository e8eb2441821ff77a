#pragma once
// ProgressWatch: what the engine is at and for how long nothing has come of it, for heartbeats. In
// the engine's process. Any thread may call anything.
//
// It knows what the engine was given and the events that came out, so it needs no help of the
// engine: a step that hangs sends nothing. The time in which nothing came is counted in ticks, so
// that a process that was stopped and goes on does not take that time for a hang.

#include <chrono>
#include <cstdint>
#include <mutex>

#include "app/engine_process/messages.h"

namespace octant::engine_process {

class ProgressWatch {
 public:
  // Around the engine's submit(): began() before it, since events may come before it returns, and
  // refused() if it failed.
  void request_began();
  void request_refused();
  void evaluation_began();
  void evaluation_ended();
  void note(const api::Event& event);

  // Call once every `interval`; the time since the last sign of a step is right to that.
  Heartbeat tick(std::chrono::milliseconds interval);

 private:
  std::mutex mutex_;  // guards all
  int64_t num_requests_ = 0;
  int64_t num_evaluations_ = 0;
  bool decoding_ = false;
  bool moved_ = false;  // since the last tick
  std::chrono::milliseconds stalled_{0};
};

}  // namespace octant::engine_process

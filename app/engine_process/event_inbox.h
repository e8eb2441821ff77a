#pragma once
// EventInbox: events that came from the engine, until somebody polls. Any thread may call anything.
//
// The connection's thread must never wait, or it could not tell an engine that hangs from a window
// that does not poll. So tokens and the ends of requests are always taken: what a request can send
// is bounded by the context, some 3 MB for 32,768 tokens. Telemetry (routing, steps, progress) is
// dropped and counted once kTelemetryCapacity events wait.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

#include "runtime/api/events.h"

namespace octant::engine_process {

class EventInbox {
 public:
  // Half a minute of a fast answer; routing of V3 (58 layers x 8 experts x 6 bytes) then takes 6
  // MB.
  static constexpr size_t kTelemetryCapacity = 2048;

  void push(api::Event event);
  // All there are, oldest first; waits up to `timeout` for the first one.
  std::vector<api::Event> pop_all(std::chrono::milliseconds timeout);
  // Telemetry events, since the start.
  uint64_t num_dropped() const;

 private:
  mutable std::mutex mutex_;  // guards all
  std::condition_variable has_events_;
  std::vector<api::Event> events_;
  uint64_t num_dropped_ = 0;
};

}  // namespace octant::engine_process

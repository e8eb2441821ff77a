#pragma once
// EventQueue: events on their way from the engine's threads to those that poll. Bounded; keeps the
// order in which events were pushed. Any thread may call anything.
//
// When it is full, what an event is decides:
//   TokenEvent             waits for room; never dropped
//   DoneEvent, FaultEvent  taken at once, beyond the capacity: there is one for each request, so
//   they
//                          cannot pile up, and the end of a cancelled answer must not wait
//   all others             telemetry: dropped and counted once the queue is half full, so that
//   tokens
//                          seldom wait

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "kernels/core/status.h"
#include "runtime/api/events.h"

namespace octant {

class EventQueue {
 public:
  // 4096 events are some minutes of a fast answer's tokens; were all of the lower half TokenRouting
  // of V3 (58 layers x 8 experts x 6 bytes), they would take 6 MB.
  static constexpr size_t kDefaultCapacity = 4096;

  // capacity >= 1.
  explicit EventQueue(size_t capacity = kDefaultCapacity);

  // Adds an event, or drops it if it is telemetry and there is no room (which is a success).
  // Errors: kCancelled if `cancel` was set while a token waited, or the queue is closed; the event
  // is then not in the queue. `cancel` is looked at every kCancelCheck, and may be null.
  Status push(api::Event event, const std::atomic<bool>* cancel = nullptr);

  // All events there are, oldest first; waits up to `timeout` for the first one. Empty after the
  // timeout, or when the queue is closed and drained.
  std::vector<api::Event> pop_all(std::chrono::milliseconds timeout);

  // Wakes everybody up; later pushes fail. What is in the queue can still be taken.
  void close();

  // Telemetry events that were dropped since the start.
  uint64_t num_dropped() const;

 private:
  static constexpr std::chrono::milliseconds kCancelCheck{10};

  const size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable has_events_;
  std::condition_variable has_room_;
  std::vector<api::Event> events_;  // these three guarded by mutex_
  uint64_t num_dropped_ = 0;
  bool closed_ = false;
};

}  // namespace octant

#pragma once
// SnapshotPublisher: hands the engine's state to whoever looks, at most 30 times a second.
//
// One writer thread; any number of readers. A snapshot is never changed after it was published; the
// lock is held to copy or swap one pointer and protects nothing else.
// Refused: std::atomic<std::shared_ptr>, which libstdc++ guards with a spin lock of its own that
// the thread sanitizer cannot see.

#include <chrono>
#include <cstdint>
#include <mutex>

#include "runtime/api/snapshot.h"
#include "runtime/telemetry/clock.h"

namespace octant {

class SnapshotPublisher {
 public:
  // A little more than 1/30 s, so that no second sees more than 30 publications.
  static constexpr std::chrono::milliseconds kMinInterval{34};

  // Readers see `initial`, with sequence 0, until the first publication.
  explicit SnapshotPublisher(api::Snapshot initial);

  // Whether publish() would publish now: ask before building a snapshot.
  bool is_due(TimePoint now) const { return sequence_ == 0 || now >= next_due_; }
  // When the next publication may take place. A writer that goes idle with news waits for it, so
  // that the state after the last step is seen too.
  TimePoint next_due() const { return next_due_; }

  // Publishes with the next sequence number, counted from 1. False, and nothing done, if it is too
  // early.
  bool publish(api::Snapshot snapshot, TimePoint now);

  // Any thread. Never null.
  api::SnapshotPtr current() const;

 private:
  uint64_t sequence_ = 0;  // writer's
  TimePoint next_due_{};   // writer's
  mutable std::mutex mutex_;
  api::SnapshotPtr current_;  // guarded by mutex_
};

}  // namespace octant

#include "runtime/telemetry/snapshot_publisher.h"

#include <memory>
#include <utility>

namespace octant {

SnapshotPublisher::SnapshotPublisher(api::Snapshot initial) {
  initial.sequence = 0;
  current_ = std::make_shared<const api::Snapshot>(std::move(initial));
}

bool SnapshotPublisher::publish(api::Snapshot snapshot, TimePoint now) {
  if (!is_due(now)) return false;
  snapshot.sequence = ++sequence_;
  next_due_ = now + kMinInterval;
  auto next = std::make_shared<const api::Snapshot>(std::move(snapshot));
  {
    const std::lock_guard lock(mutex_);
    current_.swap(next);
  }
  return true;  // the old snapshot is freed here, outside the lock, unless a reader holds it
}

api::SnapshotPtr SnapshotPublisher::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

}  // namespace octant

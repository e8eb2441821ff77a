#include "runtime/telemetry/event_queue.h"

#include <utility>
#include <variant>

#include "kernels/core/check.h"

namespace octant {
namespace {

enum class WhenFull { kWait, kTake, kDrop };

WhenFull when_full(const api::Event& event) {
  if (std::holds_alternative<api::TokenEvent>(event)) return WhenFull::kWait;
  if (std::holds_alternative<api::DoneEvent>(event)) return WhenFull::kTake;
  if (std::holds_alternative<api::FaultEvent>(event)) return WhenFull::kTake;
  return WhenFull::kDrop;
}

}  // namespace

EventQueue::EventQueue(size_t capacity) : capacity_(capacity) {
  CHECK(capacity >= size_t{1});
}

Status EventQueue::push(api::Event event, const std::atomic<bool>* cancel) {
  const WhenFull policy = when_full(event);
  std::unique_lock lock(mutex_);
  if (policy == WhenFull::kDrop && !closed_ && 2 * events_.size() >= capacity_) {
    ++num_dropped_;
    return {};
  }
  while (policy == WhenFull::kWait && !closed_ && events_.size() >= capacity_) {
    // The flag belongs to somebody who does not know this queue, so nobody notifies when it is set.
    if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) {
      return cancelled("event queue: cancelled while a token waited");
    }
    has_room_.wait_for(lock, kCancelCheck);
  }
  if (closed_) return cancelled("event queue: closed");
  events_.push_back(std::move(event));
  lock.unlock();
  has_events_.notify_one();
  return {};
}

std::vector<api::Event> EventQueue::pop_all(std::chrono::milliseconds timeout) {
  std::vector<api::Event> taken;
  {
    std::unique_lock lock(mutex_);
    has_events_.wait_for(lock, timeout, [&] { return closed_ || !events_.empty(); });
    taken = std::exchange(events_, {});
  }
  if (!taken.empty()) has_room_.notify_all();
  return taken;
}

void EventQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  has_events_.notify_all();
  has_room_.notify_all();
}

uint64_t EventQueue::num_dropped() const {
  const std::lock_guard lock(mutex_);
  return num_dropped_;
}

}  // namespace octant

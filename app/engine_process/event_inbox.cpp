#include "app/engine_process/event_inbox.h"

#include <utility>
#include <variant>

namespace octant::engine_process {
namespace {

bool is_telemetry(const api::Event& event) {
  return !std::holds_alternative<api::TokenEvent>(event) &&
         !std::holds_alternative<api::DoneEvent>(event) &&
         !std::holds_alternative<api::FaultEvent>(event);
}

}  // namespace

void EventInbox::push(api::Event event) {
  {
    const std::lock_guard lock(mutex_);
    if (is_telemetry(event) && events_.size() >= kTelemetryCapacity) {
      ++num_dropped_;
      return;
    }
    events_.push_back(std::move(event));
  }
  has_events_.notify_one();
}

std::vector<api::Event> EventInbox::pop_all(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  has_events_.wait_for(lock, timeout, [this] { return !events_.empty(); });
  return std::exchange(events_, {});
}

uint64_t EventInbox::num_dropped() const {
  const std::lock_guard lock(mutex_);
  return num_dropped_;
}

}  // namespace octant::engine_process

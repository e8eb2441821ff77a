#include "app/engine_process/request_ids.h"

namespace octant::engine_process {

void RequestIds::add(api::RequestId window, api::RequestId engine) {
  {
    const std::lock_guard lock(mutex_);
    window_of_engine_[engine] = window;
  }
  changed_.notify_all();
}

void RequestIds::remove(api::RequestId engine) {
  const std::lock_guard lock(mutex_);
  window_of_engine_.erase(engine);
}

api::RequestId RequestIds::window_id(api::RequestId engine) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return closed_ || window_of_engine_.count(engine) > 0; });
  const auto found = window_of_engine_.find(engine);
  return found != window_of_engine_.end() ? found->second : 0;
}

std::optional<api::RequestId> RequestIds::engine_id(api::RequestId window) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [engine, known] : window_of_engine_) {
    if (known == window) return engine;
  }
  return std::nullopt;
}

void RequestIds::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

}  // namespace octant::engine_process

#pragma once
// RequestIds: the numbers by which the window knows requests, and those the engine gave them. In
// the engine's process. Any thread may call anything.
//
// The engine's events may come before its submit() has returned the number, so whoever asks for a
// number that is not known yet waits for the thread that submits to add it.

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

#include "runtime/api/events.h"

namespace octant::engine_process {

class RequestIds {
 public:
  void add(api::RequestId window, api::RequestId engine);
  // Behind its last event.
  void remove(api::RequestId engine);
  // The window's number; waits until it is known. 0 behind close().
  api::RequestId window_id(api::RequestId engine);
  // None: not running.
  std::optional<api::RequestId> engine_id(api::RequestId window) const;
  // No number will be added any more.
  void close();

 private:
  mutable std::mutex mutex_;  // guards all
  std::condition_variable changed_;
  std::map<api::RequestId, api::RequestId> window_of_engine_;
  bool closed_ = false;
};

}  // namespace octant::engine_process

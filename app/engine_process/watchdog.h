#pragma once
// Watchdog: decides when an engine that still runs is taken for hung. In the window's process, on
// the connection's thread; it has no clock and no thread of its own.

#include <chrono>
#include <optional>
#include <string>

#include "app/engine_process/messages.h"

namespace octant::engine_process {

struct HangLimits {
  // Without any byte from the engine, whose heartbeat comes every second. Ten: on a machine that
  // pages, a process may well get no turn for some seconds.
  std::chrono::milliseconds silence{10'000};
  // Of one decode step: a tenth of a second on the slowest model worth talking to.
  std::chrono::milliseconds decode_step{10'000};
  // Of one step of a prompt: 512 tokens of DeepSeek-V3 are 38e12 operations, which take a minute on
  // a CPU that does 6e11 a second.
  std::chrono::milliseconds prefill_step{120'000};
};

class Watchdog {
 public:
  explicit Watchdog(const HangLimits& limits) : limits_(limits) {}

  // Bytes have come.
  void heard() { silence_ = std::chrono::nanoseconds(0); }
  // A heartbeat has come. What hangs, if something does: "has taken no step for 10 s".
  std::optional<std::string> heartbeat(const Heartbeat& beat) const;
  // This long, nothing has come. "does not answer for 10 s" if that has become too long. Pass no
  // more than was meant to be waited: time in which this process itself was stopped says nothing
  // about the other one.
  std::optional<std::string> waited(std::chrono::nanoseconds time);

 private:
  const HangLimits limits_;
  std::chrono::nanoseconds silence_{0};
};

}  // namespace octant::engine_process

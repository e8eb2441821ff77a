#include "app/engine_process/watchdog.h"

namespace octant::engine_process {
namespace {

std::string text_of(std::chrono::milliseconds time) {
  const auto count = time.count();
  return count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}

}  // namespace

std::optional<std::string> Watchdog::heartbeat(const Heartbeat& beat) const {
  std::chrono::milliseconds limit{0};
  switch (beat.phase) {
    case Phase::kIdle:
    case Phase::kEvaluate:
      return std::nullopt;
    case Phase::kPrefill:
      limit = limits_.prefill_step;
      break;
    case Phase::kDecode:
      limit = limits_.decode_step;
      break;
  }
  if (std::chrono::milliseconds(beat.stalled_ms) < limit) return std::nullopt;
  return "has taken no step for " + text_of(limit);
}

std::optional<std::string> Watchdog::waited(std::chrono::nanoseconds time) {
  silence_ += time;
  if (silence_ < limits_.silence) return std::nullopt;
  return "does not answer for " + text_of(limits_.silence);
}

}  // namespace octant::engine_process

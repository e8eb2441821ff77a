#pragma once
// One line on stderr that is drawn over and over while something takes time, and leaves no
// trace. Silent if stderr is not a terminal.

#include <chrono>
#include <string>

#include "app/cli/services.h"
#include "runtime/api/events.h"

namespace octant::cli {

class ProgressLine {
 public:
  explicit ProgressLine(Services& services) : services_(services) {}
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Draws at most ten times a second.
  void show(const api::LoadProgress& progress);
  void show(const api::PrefillProgress& progress);
  void show(const std::string& text);  // one line, nothing foreign in it
  void clear();

 private:
  void draw(const std::string& text);

  Services& services_;
  bool visible_ = false;
  std::chrono::steady_clock::time_point drawn_at_;
};

}  // namespace octant::cli

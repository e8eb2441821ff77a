#pragma once
// Runs a script against the interface, a few events a frame. Every command that needs something on
// the screen waits for it, up to kPatience frames, so scripts have no pauses that are right on one
// machine and wrong on another.

#include <optional>
#include <string>
#include <vector>

#include "app/ui/platform/event_queue.h"
#include "app/ui/platform/surface.h"
#include "app/ui/script/marks.h"
#include "app/ui/script/script.h"

namespace octant::ui {

class ScriptRunner {
 public:
  static constexpr int kPatience = 120;       // frames for a command
  static constexpr int kLongPatience = 3600;  // for `until`: a minute of frames

  explicit ScriptRunner(std::vector<Command> commands) : commands_(std::move(commands)) {}

  // Before each frame in which the queue is empty: goes on with the script.
  void step(const Marks& marks, EventQueue& queue, Surface& surface);
  bool is_done() const { return done_; }
  // "line 7: composer is "ab", expected "abc"" if a command failed. Read files count as lines too.
  const Status& status() const { return status_; }

  // What only the loop can do: a new scale, and a picture of the frame that is drawn next.
  std::optional<float> take_scale() { return std::exchange(scale_, std::nullopt); }
  std::optional<std::string> take_shot() { return std::exchange(shot_, std::nullopt); }
  void finish_shot(const Status& status);

 private:
  // The reason why the command cannot be done yet; nullopt when it is done.
  std::optional<std::string> attempt(const Command& command, const Marks& marks, EventQueue& queue,
                                     Surface& surface);
  void fail(const Command& command, const std::string& reason);

  std::vector<Command> commands_;
  size_t next_ = 0;
  int attempts_ = 0;
  int wait_ = 0;
  std::optional<float> scale_;
  std::optional<std::string> shot_;
  bool done_ = false;
  Status status_;
};

}  // namespace octant::ui

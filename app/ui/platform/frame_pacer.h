#pragma once
// When to draw. Drawing is what the interface costs, with software rendering most of a core, so
// nothing is drawn that nobody would see:
//   - after something happened, three frames: what a click changes may move what lies below it, and
//     Dear ImGui's hover state follows a frame later;
//   - while something moves by itself, 30 frames a second, 15 when software renders them;
//   - else nothing, and the wait has no end unless somebody asked for a moment (a blinking caret).
// Pure arithmetic on the times it is given.

#include <optional>

namespace octant::ui {

class FramePacer {
 public:
  static constexpr int kSettlingFrames = 3;
  static constexpr double kInputInterval = 1.0 / 60;
  static constexpr double kMovingInterval = 1.0 / 30;
  static constexpr double kSoftwareMovingInterval = 1.0 / 15;

  explicit FramePacer(bool software)
      : moving_(software ? kSoftwareMovingInterval : kMovingInterval) {}

  // A person did something: it should show at once.
  void on_input() { input_frames_ = kSettlingFrames; }
  // The program has something new: it may wait for the next tick of what moves.
  void on_wake() { wake_frames_ = kSettlingFrames; }
  void on_frame(double now);

  // How long to wait before the next frame: 0 is now, nullopt until something happens.
  // `wake_at` is the earliest moment that somebody asked for.
  std::optional<double> wait(double now, bool moving, std::optional<double> wake_at) const;

 private:
  double moving_;
  int input_frames_ = kSettlingFrames;  // the first frames are due
  int wake_frames_ = 0;
  std::optional<double> drawn_at_;
};

}  // namespace octant::ui

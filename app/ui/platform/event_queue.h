#pragma once
// Deals events out to frames without losing or reordering any.
//
// A frame sees a state (is the button down?) and a list of strokes (what was typed). Two changes of
// a button between two frames would cancel out, and a click that is followed by typing must have
// moved the keyboard focus before the typing counts. So next_frame() takes events in order up to
// the first one that needs the effect of an earlier one to be on screen:
//   - a button changes once a frame, and the pointer does not move after it;
//   - a button that is held is not released in the frame of a movement, or the end of a drag is
//   lost;
//   - typing and clicking are never in one frame;
//   - a frame ends behind Enter, Escape, Tab and every shortcut: they may change what listens.
// Text and editing keys between such borders stay in one frame, in the order in which they came.

#include <array>
#include <deque>
#include <vector>

#include "app/ui/platform/event.h"
#include "app/ui/rect.h"

namespace octant::ui {

// A key that went down, or (key is kNone) a character.
struct Stroke {
  Key key = Key::kNone;
  Mods mods;
  char32_t character = 0;
};

// What a frame knows of the person.
struct Input {
  static constexpr Point kNowhere = {-1e6f, -1e6f};

  Point pointer = kNowhere;
  std::array<bool, 3> buttons = {};  // left, right, middle
  Point wheel;                       // notches since the last frame
  std::vector<Stroke> strokes;       // since the last frame, in order
  Mods mods;                         // of the last event that told
  bool focused = true;               // the window has the keyboard

  // True if the key went down in this frame with exactly these modifiers.
  bool pressed(Key key, Mods with = {}) const;
};

class EventQueue {
 public:
  void push(const Event& event) { events_.push_back(event); }
  bool empty() const { return events_.empty(); }
  // The input of the next frame.
  const Input& next_frame();

 private:
  // Whether `event` has to wait for the next frame.
  bool must_wait(const Event& event) const;
  void apply(const Event& event);

  std::deque<Event> events_;
  Input input_;
  bool has_move_ = false;  // of the frame being put together
  bool has_button_ = false;
  bool has_wheel_ = false;
  bool is_closed_ = false;  // behind a stroke that may change what listens
};

}  // namespace octant::ui

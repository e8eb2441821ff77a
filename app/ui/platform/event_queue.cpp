#include "app/ui/platform/event_queue.h"

#include <algorithm>

namespace octant::ui {

bool Input::pressed(Key key, Mods with) const {
  return std::any_of(strokes.begin(), strokes.end(), [&](const Stroke& stroke) {
    return stroke.key == key && stroke.mods == with;
  });
}

const Input& EventQueue::next_frame() {
  input_.wheel = {};
  input_.strokes.clear();
  has_move_ = has_button_ = has_wheel_ = is_closed_ = false;
  while (!events_.empty() && !must_wait(events_.front())) {
    apply(events_.front());
    events_.pop_front();
  }
  return input_;
}

bool EventQueue::must_wait(const Event& event) const {
  const bool has_strokes = !input_.strokes.empty();
  switch (event.kind) {
    case Event::Kind::kMove:
      return has_button_ || has_wheel_ || has_strokes;
    case Event::Kind::kButton:
      return has_button_ || has_strokes || (has_move_ && !event.down);
    case Event::Kind::kWheel:
      return has_button_ || has_strokes;
    case Event::Kind::kKey:
      return event.down && (has_button_ || is_closed_);
    case Event::Kind::kCharacter:
      return has_button_ || is_closed_;
    case Event::Kind::kFocus:
      return has_strokes;
  }
  return false;
}

void EventQueue::apply(const Event& event) {
  switch (event.kind) {
    case Event::Kind::kMove:
      input_.pointer = {event.x, event.y};
      has_move_ = true;
      break;
    case Event::Kind::kButton:
      if (event.button >= 0 && event.button < 3) {
        input_.buttons[static_cast<size_t>(event.button)] = event.down;
      }
      input_.mods = event.mods;
      has_button_ = true;
      break;
    case Event::Kind::kWheel:
      input_.wheel.x += event.x;
      input_.wheel.y += event.y;
      has_wheel_ = true;
      break;
    case Event::Kind::kKey: {
      input_.mods = event.mods;
      if (!event.down || event.key == Key::kNone) break;
      input_.strokes.push_back({event.key, event.mods, 0});
      const bool changes_listener =
          event.key == Key::kEnter || event.key == Key::kEscape || event.key == Key::kTab;
      is_closed_ = changes_listener || event.mods.ctrl || event.mods.alt;
      break;
    }
    case Event::Kind::kCharacter:
      input_.strokes.push_back({Key::kNone, {}, event.character});
      break;
    case Event::Kind::kFocus:
      input_.focused = event.down;
      if (!event.down) {  // releases go to another window from here on
        input_.mods = {};
        input_.buttons = {};
      }
      break;
  }
}

}  // namespace octant::ui

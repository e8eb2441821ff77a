#pragma once
// Which widget has the keyboard. Widgets are known by their names; Tab walks them in the order in
// which they were drawn.

#include <string>
#include <string_view>
#include <vector>

namespace octant::ui {

class Focus {
 public:
  // While a frame is built: a widget that can have the keyboard. True if it has.
  bool offer(std::string_view name);
  bool has(std::string_view name) const { return name == current_; }
  // By a click or by the program; without a ring.
  void give(std::string_view name);
  void drop() { give(""); }
  // Whether to draw a ring: only for people who came here by Tab.
  bool shows_ring(std::string_view name) const { return by_keyboard_ && has(name); }

  // Before a frame, at Tab: to the next widget of the last frame, or the one before.
  void advance(bool backwards);
  // Behind a frame. A widget that is gone has lost the keyboard.
  void finish_frame();

 private:
  std::string current_;
  bool by_keyboard_ = false;
  std::vector<std::string> building_;
  std::vector<std::string> order_;
};

}  // namespace octant::ui

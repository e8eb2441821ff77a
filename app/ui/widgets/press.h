#pragma once
// What every button is below its looks: a place to click, or to reach by Tab and press with Enter
// or the space bar.

#include <string_view>

#include "app/ui/frame.h"

namespace octant::ui {

struct Press {
  bool clicked = false;
  bool hovered = false;
  bool held = false;
  bool ring = false;  // has the keyboard, and should show it
};

// `name` is its mark too, with `text`; unique in the frame. Disabled, it only marks its place.
Press press_area(Frame& frame, std::string_view name, const Rect& rect, std::string_view text = "",
                 bool enabled = true);

}  // namespace octant::ui

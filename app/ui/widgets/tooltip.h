#pragma once
// A hint beside what the pointer rests on.

#include <string>
#include <string_view>

#include "app/ui/frame.h"

namespace octant::ui {

// By a widget that is hovered, once a frame. An empty text asks for nothing.
void request_tooltip(Frame& frame, std::string_view name, const Rect& anchor,
                     std::string_view text);

// Shows it after half a second, above everything else. One for the whole window, kept by the host.
class Tooltip {
 public:
  static constexpr double kDelay = 0.5;

  // Behind everything else in the frame.
  void draw(Frame& frame);

 private:
  std::string name_;  // of the widget under the pointer
  double since_ = 0;
};

}  // namespace octant::ui

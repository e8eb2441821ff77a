#pragma once
// What the window has to say: a short notice above the composer, with Undo where there is something
// to undo, and banners that stay until the matter is settled.

#include "app/ui/views/shell.h"

namespace octant::ui {

class NoticeBar {
 public:
  // Pixels that the banners want at the top of the page.
  float banner_height(Frame& frame, float width, const Shell& shell) const;
  void draw_banners(Frame& frame, const Rect& rect, Shell& shell);
  // Above everything else, its lower end at `bottom`.
  void draw_notice(Frame& frame, const Rect& area, float bottom, Shell& shell);
};

}  // namespace octant::ui

#pragma once
// What the pages beside the chat have in common: a title with a button that closes the page, and a
// column below that scrolls. Escape closes too, unless something is being typed: then it ends that.

#include <functional>
#include <string_view>

#include "app/ui/views/shell.h"
#include "app/ui/widgets/scroll_area.h"

namespace octant::ui {

class PageFrame {
 public:
  static constexpr float kColumn = 780;  // logical pixels: the chat's
  static constexpr float kTitle = 64;

  // Draws from `top` down within the column's x0 and x1, and returns where it ended. `column` is
  // what can be seen of it.
  using Body = std::function<float(const Rect& column, float top)>;
  // `name` is the scrolled part's.
  void draw(Frame& frame, const Rect& rect, Shell& shell, std::string_view name,
            std::string_view title, const Body& body);

  ScrollArea& area() { return area_; }

 private:
  ScrollArea area_;
  bool typing_ = false;  // at the end of the last frame
};

}  // namespace octant::ui

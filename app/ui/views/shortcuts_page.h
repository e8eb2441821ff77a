#pragma once
// The list of shortcuts.

#include "app/ui/views/form.h"
#include "app/ui/views/page_frame.h"
#include "app/ui/views/shell.h"

namespace octant::ui {

class ShortcutsPage {
 public:
  void draw(Frame& frame, const Rect& rect, Shell& shell);

 private:
  PageFrame page_;
  Form form_;
};

}  // namespace octant::ui

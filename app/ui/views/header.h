#pragma once
// The line above the conversation: its title and tags, how fast it goes, what else can be shown.

#include <string>

#include "app/ui/views/shell.h"
#include "app/ui/widgets/text_field.h"

namespace octant::ui {

class Header {
 public:
  static constexpr float kHeight = 52;  // logical pixels

  void draw(Frame& frame, const Rect& rect, Shell& shell);

 private:
  void draw_title(Frame& frame, const Rect& rect, Shell& shell);
  // As many as there is room for; the number of the others stands behind.
  void draw_tags(Frame& frame, const Rect& rect, Shell& shell) const;
  // Returns where it begins.
  float draw_state(Frame& frame, float right, const Rect& rect, const Shell& shell) const;

  TextField title_;
  int64_t renamed_ = 0;  // the conversation whose title is being typed
};

}  // namespace octant::ui

#pragma once
// Several lines of text to type into: a prompt, a list. Enter breaks the line; it grows with the
// text and then scrolls.

#include <string>
#include <string_view>

#include "app/ui/widgets/edit_box.h"

namespace octant::ui {

class TextArea {
 public:
  struct Rows {
    int fewest = 2;
    int most = 8;
  };
  explicit TextArea(Rows rows) : rows_(rows) {}

  std::string text() const { return box_.editor().utf8(); }
  void set_text(std::string_view utf8) { box_.editor().set_text(utf8); }

  // Pixels that it wants at this width.
  float height(Frame& frame, float width);
  // Kept by the view. Escape gives `cancelled` and lets the keyboard go.
  EditBox::Outcome draw(Frame& frame, std::string_view name, const Rect& rect,
                        std::string_view placeholder);

 private:
  void lay_out(Frame& frame, float width);

  Rows rows_;
  EditBox box_{TextEditor::Lines::kMany, EditBox::Enter::kBreaksLine};
};

}  // namespace octant::ui

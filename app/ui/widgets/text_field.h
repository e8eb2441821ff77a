#pragma once
// One line of text to type into: a search, a name, a number.

#include <optional>
#include <string>
#include <string_view>

#include "app/ui/widgets/edit_box.h"
#include "app/ui/widgets/icons.h"

namespace octant::ui {

class TextField {
 public:
  std::string text() const { return box_.editor().utf8(); }
  void set_text(std::string_view utf8) { box_.editor().set_text(utf8); }

  // Kept by the view. Enter gives `submitted`, Escape `cancelled` and lets the keyboard go.
  EditBox::Outcome draw(Frame& frame, std::string_view name, const Rect& rect,
                        std::string_view placeholder, std::optional<Icon> icon = std::nullopt);

 private:
  EditBox box_{TextEditor::Lines::kOne};
};

}  // namespace octant::ui

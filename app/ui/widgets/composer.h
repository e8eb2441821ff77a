#pragma once
// Where messages are written: grows from one row to eight, then scrolls. Enter sends, Shift+Enter
// breaks the line; undo, words, selection and the clipboard work as on the rest of the desktop.

#include <optional>
#include <string>
#include <string_view>

#include "app/ui/widgets/edit_box.h"

namespace octant::ui {

class Composer {
 public:
  static constexpr int kMostRows = 8;
  static constexpr float kFooter = 40;  // logical pixels below the rows, for chips and the button

  std::string text() const { return box_.editor().utf8(); }
  void set_text(std::string_view utf8) { box_.editor().set_text(utf8); }
  bool empty() const { return box_.editor().empty(); }

  // Pixels that it wants at this width.
  float height(Frame& frame, float width);

  // Its box and rows; the footer is left to the caller. The text when it was sent with Enter: not
  // empty, without spaces at its end; the composer is empty again.
  std::optional<std::string> draw(Frame& frame, std::string_view name, const Rect& rect,
                                  std::string_view placeholder);
  // The same for a button beside it; nullopt if there is nothing to send.
  std::optional<std::string> take();

  // Where the caller's footer goes.
  static Rect footer(const Frame& frame, const Rect& rect);

 private:
  float inner_width(const Frame& frame, float width) const;
  int shown_rows() const;

  EditBox box_{TextEditor::Lines::kMany};
};

}  // namespace octant::ui

#pragma once
// A field for a path, and a button beside it that opens the desktop's own dialog. Where there is
// none, a notice says so and the field is the way. The button's mark is the field's and ".browse".

#include <string>
#include <string_view>

#include "app/ui/portal/file_chooser.h"
#include "app/ui/views/shell.h"
#include "app/ui/widgets/text_field.h"

namespace octant::ui {

class PathField {
 public:
  // What the button asks for.
  struct Browse {
    FileQuestion::Kind kind = FileQuestion::Kind::kOpenFile;
    std::string_view title;  // of the dialog
  };

  std::string text() const { return field_.text(); }
  void set_text(std::string_view utf8) { field_.set_text(utf8); }

  // `changed` also if the path came from the dialog. A path that the text cannot stand for (not
  // UTF-8, a space at its end) is refused with a notice, and the text is as before.
  EditBox::Outcome draw(Frame& frame, std::string_view name, const Rect& rect,
                        std::string_view placeholder, const Browse& browse, Shell& shell);

  // The button's part of the rectangle.
  static Rect button_place(const Frame& frame, const Rect& rect);
  static std::string button_name(std::string_view name) { return std::string(name) + ".browse"; }

 private:
  // True if the text is another now.
  bool take_chosen(std::string_view name, Shell& shell);

  TextField field_;
};

}  // namespace octant::ui

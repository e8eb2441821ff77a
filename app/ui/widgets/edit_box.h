#pragma once
// An editor on the screen: draws its rows, caret and selection, follows the pointer and the
// keyboard. What the one-line field and the composer have in common.

#include <string_view>

#include "app/ui/frame.h"
#include "app/ui/widgets/text_editor.h"

namespace octant::ui {

class EditBox {
 public:
  // What Enter does; with Shift it breaks the line in any case.
  enum class Enter { kSubmits, kBreaksLine };
  explicit EditBox(TextEditor::Lines lines, Enter enter = Enter::kSubmits)
      : editor_(lines), enter_(enter) {}

  TextEditor& editor() { return editor_; }
  const TextEditor& editor() const { return editor_; }

  // Before asking the editor for rows.
  void lay_out(Frame& frame, float width, const TypeStyle& type, float line_height);

  struct Outcome {
    bool submitted = false;  // Enter without Shift, where it submits
    bool cancelled = false;  // Escape
    bool changed = false;    // the text
  };
  // Input and drawing. `name` is the mark, with the whole text; `inner` is where rows go, `outer`
  // what can be clicked. The placeholder shows while there is no text.
  Outcome draw(Frame& frame, std::string_view name, const Rect& outer, const Rect& inner,
               const TypeStyle& type, std::string_view placeholder);

 private:
  void follow_pointer(Frame& frame, std::string_view name, const Rect& outer, const Rect& inner);
  Outcome take_strokes(Frame& frame);
  void take_edit(const Stroke& stroke, Frame& frame);
  void keep_caret_visible(const Rect& inner);
  void draw_rows(Frame& frame, const Rect& inner, const TypeStyle& type);
  void draw_caret(Frame& frame, const Rect& inner);

  TextEditor editor_;
  Enter enter_;
  Point scroll_;
  bool caret_moved_ = false;
  double steady_since_ = 0;  // when the caret last moved: it is visible just then
};

}  // namespace octant::ui

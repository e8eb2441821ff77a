#pragma once
// Text that is being edited: caret, selection, undo, rows. No drawing and no keys; the widgets
// around it are text_field.h and composer.h.
//
// The editing itself is stb_textedit, which Dear ImGui ships; its own multi-line field can neither
// wrap lines nor hold characters above U+FFFF. Positions are characters (UTF-32).

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/rect.h"

namespace octant::ui {

enum class EditKey {
  kLeft,
  kRight,
  kUp,
  kDown,
  kWordLeft,
  kWordRight,
  kLineStart,
  kLineEnd,
  kTextStart,
  kTextEnd,
  kPageUp,
  kPageDown,
  kBackspace,
  kDelete,
  kBackspaceWord,
  kDeleteWord,
  kUndo,
  kRedo,
};

class TextEditor {
 public:
  using Measure = std::function<float(char32_t)>;
  struct Row {
    int start = 0;
    int length = 0;  // with the new line that ends it
    float width = 0;
  };

  enum class Lines { kOne, kMany };
  explicit TextEditor(Lines lines);
  ~TextEditor();
  TextEditor(const TextEditor&) = delete;
  TextEditor& operator=(const TextEditor&) = delete;

  // How text is laid out, in pixels. Cheap if nothing has changed; `measure` must give the same
  // widths as long as the line height stays the same.
  void set_layout(float width, float line_height, const Measure& measure);

  std::u32string_view text() const;
  std::string utf8() const;
  bool empty() const { return text().empty(); }
  // Replaces everything, and forgets what could be undone.
  void set_text(std::string_view utf8);
  void clear() { set_text(""); }

  // At the caret, instead of the selection. A single line takes new lines as spaces.
  void insert(std::u32string_view text);
  void key(EditKey key, bool selecting = false);
  void cut();

  int caret() const;
  // first <= second; equal if nothing is selected.
  std::pair<int, int> selection() const;
  std::string selected_utf8() const;
  void select(int from, int to);
  void select_all();
  // Of the word, the run of spaces or the single sign at the caret.
  void select_word();

  // By the pointer, from the text's upper left corner.
  void click(Point at, bool extending);
  void drag(Point at);

  const std::vector<Row>& rows() const;  // never empty
  float line_height() const;
  // The upper end of the caret before character `position`.
  Point position_of(int position) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace octant::ui

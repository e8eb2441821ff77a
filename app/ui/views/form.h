#pragma once
// Rows of settings on cards: words at the left, something to change at the right, or below where
// the column is narrow. Kept by the page that draws it:
//
//   form.begin(frame, area, column, top);
//   form.card("Look");
//   if (form.switch_row("set.sidebar", "Sidebar", "", on)) ...
//   const float end = form.finish();
//
// What has been reached by Tab is scrolled into sight.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/frame.h"
#include "app/ui/views/path_field.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/scroll_area.h"
#include "app/ui/widgets/text_area.h"
#include "app/ui/widgets/text_field.h"

namespace octant::ui {

class Form {
 public:
  static constexpr float kFieldWidth = 240;  // logical pixels: the longest placeholder, or a seed

  // `column`: x0 and x1 of the cards. Nothing here is kept behind finish() but how tall cards were:
  // a card's ground is drawn before what lies on it, so that a change of it takes a second frame.
  void begin(Frame& frame, ScrollArea& area, const Rect& column, float top);
  // Where the form ended.
  float finish();

  // Ends the card before. `subtitle` stands behind the title, paler.
  void card(std::string_view title, std::string_view subtitle = "");

  // ---- Rows: a line lies between them

  // Where to draw something of this size; wider than the column: as wide as it.
  Rect row(std::string_view label, std::string_view hint, float width, float height);
  // The whole width below the words.
  Rect wide_row(std::string_view label, std::string_view hint, float height);

  // True if the text was changed. An error is shown below the field, with the mark `name`.error.
  bool field_row(TextField& field, std::string_view name, std::string_view label,
                 std::string_view hint, std::string_view placeholder, std::string_view error = "");
  // For a path, below the words. Enter in it gives `submitted`.
  EditBox::Outcome path_row(PathField& field, std::string_view name, std::string_view label,
                            std::string_view hint, std::string_view placeholder,
                            const PathField::Browse& browse, Shell& shell);
  bool area_row(TextArea& area, std::string_view name, std::string_view label,
                std::string_view hint, std::string_view placeholder, std::string_view error = "");
  // True if it was pressed.
  bool switch_row(std::string_view name, std::string_view label, std::string_view hint, bool on,
                  bool enabled = true);
  struct Chip {
    std::string name;
    std::string text;
    bool on = false;
  };
  // Which one was pressed.
  std::optional<size_t> chips_row(std::string_view label, std::string_view hint,
                                  std::span<const Chip> chips);

  // ---- Within a row: no line above

  void note(std::string_view text, Colour colour, std::string_view name = "");
  struct Button {
    std::string name;
    std::string text;
    ButtonKind kind = ButtonKind::kOutlined;
    bool enabled = true;
  };
  // Side by side. Which one was pressed.
  std::optional<size_t> buttons(std::span<const Button> buttons);

  // One of many alike lines, where something can be drawn; nothing if it cannot be seen. Tab
  // walks on from the last that can be seen.
  std::optional<Rect> line(float height);

  // Scrolls to it if it was just reached by Tab.
  void reveal(std::string_view name, const Rect& rect);

 private:
  void end_card();
  void begin_row();
  float inner_width() const { return right_ - left_; }
  // Label and hint from y down, in this width; how tall.
  float words_height(std::string_view label, std::string_view hint, float width) const;
  void draw_words(float y, std::string_view label, std::string_view hint, float width);
  void draw_error(std::string_view name, std::string_view error, const Rect& below);

  Frame* frame_ = nullptr;  // between begin() and finish()
  ScrollArea* area_ = nullptr;
  Rect column_;
  float top_ = 0;
  float y_ = 0;
  float left_ = 0;  // of what lies on a card
  float right_ = 0;
  bool first_row_ = true;
  bool in_card_ = false;
  float card_top_ = 0;
  size_t num_cards_ = 0;
  std::vector<float> card_heights_;  // as of the last frame
  std::string revealed_;
};

}  // namespace octant::ui

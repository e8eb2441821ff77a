#pragma once
// The messages of the open conversation, from the first to the last, with selecting across them.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/ui/text/selection.h"
#include "app/ui/views/message_view.h"
#include "app/ui/views/shell.h"
#include "app/ui/widgets/scroll_area.h"

namespace octant::ui {

class ChatPage {
 public:
  static constexpr float kColumn = 780;  // logical pixels: some 95 characters, as far as eyes go

  // `edit` is told which message a person wants to write anew.
  void draw(Frame& frame, const Rect& rect, Shell& shell,
            const std::function<void(const store::Message&)>& edit);
  // Where the text's column stands in `rect`.
  static Rect column(const Frame& frame, const Rect& rect);

  // A message that a search found.
  void reveal(int64_t message_id) { wanted_ = message_id; }

 private:
  struct Row {
    int64_t id = 0;
    MessageView* view = nullptr;
    float top = 0;
    float height = 0;
  };

  void follow_path(Shell& shell);
  const session::RunningAnswer* running_of(const Shell& shell, size_t row) const;
  // Lays out what is on the screen, and some of the rest; true if everything is.
  bool lay_out(Frame& frame, Shell& shell, float width, float view_height);
  void lay_out_row(size_t row, Shell& shell, float width, float scale, const GlyphMeasure& measure);
  void place_rows(float scale);
  size_t first_row_below(float y) const;

  void draw_rows(Frame& frame, const Rect& column, float top, Shell& shell,
                 const std::function<void(const store::Message&)>& edit);
  void act(Frame& frame, const MessageAction& action, Shell& shell,
           const std::function<void(const store::Message&)>& edit);
  void draw_empty(Frame& frame, const Rect& rect, Shell& shell);
  void draw_fades(Frame& frame, const Rect& rect) const;

  std::vector<text::Passage> passages(float x, float y) const;
  void select(Frame& frame, const Rect& rect, const Rect& column, float top);
  void take_keys(Frame& frame, Shell& shell, const Rect& column, float top);
  void open_menu(Frame& frame, Shell& shell, const Rect& column, float top);
  void copy(Frame& frame, const Rect& column, float top, bool as_markdown) const;

  ScrollArea scroll_{true};
  std::map<int64_t, std::unique_ptr<MessageView>> views_;
  std::vector<Row> rows_;
  int64_t conversation_ = -1;
  uint64_t path_revision_ = 0;
  float content_height_ = 0;
  size_t next_idle_ = 0;  // rows before it are laid out, as far as idle work has come
  int64_t wanted_ = 0;

  text::SelectionGesture selection_;
  bool selecting_ = false;
  int clicks_ = 0;
  double clicked_at_ = -10;
  Point clicked_where_;
};

}  // namespace octant::ui

#pragma once
// What is selected in the messages of a chat: by dragging, by clicks, by keys.

#include <optional>
#include <vector>

#include "app/ui/text/caret.h"

namespace octant::ui::text {

struct Selection {
  Position anchor;  // where it began
  Position focus;   // where it ends; may stand before the anchor
  bool empty() const { return anchor == focus; }
  Position begin() const { return std::min(anchor, focus); }
  Position end() const { return std::max(anchor, focus); }
  bool operator==(const Selection&) const = default;
};

// What a double click takes: a word, a run of ideographs or kana, or one sign.
Selection word_around(Passages passages, Position position);
// What a triple click takes: the paragraph, the code, of a table the cell.
Selection block_around(Passages passages, Position position);
Selection all_of(Passages passages);

// A pointer that drags, by characters, words or blocks according to the clicks it began with, and
// keys that go on from there.
class SelectionGesture {
 public:
  const Selection& selection() const { return selection_; }

  // `clicks`: 1, 2 or 3 (more begin anew). `extend`: with Shift held, from the old anchor.
  void press(Passages passages, float x, float y, int clicks, bool extend,
             const TextMeasure& measure);
  void drag(Passages passages, float x, float y, const TextMeasure& measure);
  // With Shift held. Up and down keep to the column that they started in.
  void extend(Passages passages, Move move, const TextMeasure& measure);
  void select_all(Passages passages);
  void clear() { *this = {}; }

 private:
  Selection unit_around(Passages passages, Position position) const;

  Selection selection_;
  Selection origin_;  // what the press took
  int clicks_ = 1;
  std::optional<float> goal_x_;
};

// What to draw behind the selected text, in the coordinates of the passages, for lines that reach
// into y0 <= y < y1. A line whose end is selected too gets a blank's width more.
std::vector<Rect> selection_rects(Passages passages, const Selection& selection, float y0, float y1,
                                  const TextMeasure& measure);

}  // namespace octant::ui::text

#include "app/ui/text/selection.h"

#include <algorithm>

#include "app/ui/text/grapheme.h"
#include "app/ui/text/hit.h"

namespace octant::ui::text {

namespace {

bool has_block(Passages passages, Position position) {
  return position.passage < passages.size() &&
         position.block < passages[position.passage].document->blocks().size() &&
         position.block < passages[position.passage].layout->blocks().size();
}

// The part of a block's text that lies in the selection.
TextRange selected_part(const Selection& selection, size_t passage, size_t block, size_t size) {
  const Position begin = selection.begin();
  const Position end = selection.end();
  const auto here = [&](const Position& position) {
    return position.passage == passage && position.block == block;
  };
  return {here(begin) ? begin.byte : 0, here(end) ? std::min(end.byte, size) : size};
}

struct BlockPlace {
  const Block& block;
  const BlockLayout& layout;
  float x = 0;
  float y = 0;
};

// `goes_on`: the selection does not end in this block.
void add_rects(const BlockPlace& place, TextRange part, bool goes_on, const TextMeasure& measure,
               std::vector<Rect>& out) {
  for (const Line& line : place.layout.lines) {
    const bool past_end =
        part.end > line.text_end || (goes_on && part.end == place.block.text.size());
    if (part.begin > line.text_end || (part.end <= line.text_begin && !past_end)) continue;
    if (part.begin == line.text_end && line.text_end < place.block.text.size()) continue;
    const float x0 = part.begin <= line.text_begin
                         ? line.x
                         : text_x(place.block, place.layout, line, part.begin, measure);
    float x1 =
        text_x(place.block, place.layout, line, std::min<size_t>(part.end, line.text_end), measure);
    if (past_end && place.block.kind != BlockKind::kTable) {
      x1 = std::max(x1, line.x + line.width) + measure.advance(' ', TextStyle::kBody);
    }
    if (x1 > x0) out.push_back({place.x + x0, place.y + line.y, x1 - x0, line.height});
  }
}

}  // namespace

Selection word_around(Passages passages, Position position) {
  position = clamped(passages, position);
  if (!has_block(passages, position)) return {position, position};
  const std::string& text = passages[position.passage].document->blocks()[position.block].text;
  const TextRange word = word_at(text, position.byte);
  return {{position.passage, position.block, word.begin},
          {position.passage, position.block, word.end}};
}

Selection block_around(Passages passages, Position position) {
  position = clamped(passages, position);
  if (!has_block(passages, position)) return {position, position};
  const Block& block = passages[position.passage].document->blocks()[position.block];
  TextRange range{0, block.text.size()};
  for (const TextRange& cell : block.table.cells) {
    if (cell.begin <= position.byte && position.byte <= cell.end) range = cell;
  }
  return {{position.passage, position.block, range.begin},
          {position.passage, position.block, range.end}};
}

Selection all_of(Passages passages) {
  return {first_position(passages), last_position(passages)};
}

Selection SelectionGesture::unit_around(Passages passages, Position position) const {
  if (clicks_ == 2) return word_around(passages, position);
  if (clicks_ == 3) return block_around(passages, position);
  return {position, position};
}

void SelectionGesture::press(Passages passages, float x, float y, int clicks, bool extend,
                             const TextMeasure& measure) {
  goal_x_.reset();
  clicks_ = clicks < 1 ? 1 : (clicks - 1) % 3 + 1;
  const Position position = position_at(passages, x, y, measure);
  if (extend) {
    clicks_ = 1;
    origin_ = {selection_.anchor, selection_.anchor};
    selection_.focus = position;
    return;
  }
  // Two clicks take the word of the character under the pointer, not of the nearest boundary.
  const std::optional<Hit> hit = hit_at(passages, x, y, measure);
  origin_ = unit_around(passages, clicks_ > 1 && hit ? hit->position : position);
  selection_ = origin_;
}

void SelectionGesture::drag(Passages passages, float x, float y, const TextMeasure& measure) {
  goal_x_.reset();
  const Selection unit = unit_around(passages, position_at(passages, x, y, measure));
  if (unit.begin() < origin_.begin()) {
    selection_ = {origin_.end(), unit.begin()};
  } else {
    selection_ = {origin_.begin(), std::max(origin_.end(), unit.end())};
  }
}

void SelectionGesture::extend(Passages passages, Move move, const TextMeasure& measure) {
  const bool vertical = move == Move::kUp || move == Move::kDown;
  if (!vertical) goal_x_.reset();
  if (vertical && !goal_x_) goal_x_ = x_of(passages, selection_.focus, measure);
  selection_.focus = moved(passages, selection_.focus, move, measure, goal_x_);
}

void SelectionGesture::select_all(Passages passages) {
  clear();
  origin_ = selection_ = all_of(passages);
}

std::vector<Rect> selection_rects(Passages passages, const Selection& selection, float y0, float y1,
                                  const TextMeasure& measure) {
  std::vector<Rect> out;
  if (selection.empty()) return out;
  const Position begin = selection.begin();
  const Position end = selection.end();
  for (size_t i = begin.passage; i < passages.size() && i <= end.passage; ++i) {
    const Passage& passage = passages[i];
    if (passage.y + passage.layout->height() <= y0 || passage.y >= y1) continue;
    const Layout::Visible visible = passage.layout->visible(y0 - passage.y, y1 - passage.y);
    const size_t first = std::max(visible.begin, i == begin.passage ? begin.block : 0);
    const size_t last = i == end.passage ? std::min(visible.end, end.block + 1) : visible.end;
    for (size_t block = first; block < last; ++block) {
      const Block& its_block = passage.document->blocks()[block];
      const TextRange part = selected_part(selection, i, block, its_block.text.size());
      const bool goes_on = i < end.passage || block < end.block;
      const BlockPlace place{its_block, passage.layout->blocks()[block], passage.x,
                             passage.y + passage.layout->top(block)};
      add_rects(place, part, goes_on, measure, out);
    }
  }
  std::erase_if(out, [&](const Rect& rect) { return rect.y + rect.height <= y0 || rect.y >= y1; });
  return out;
}

}  // namespace octant::ui::text

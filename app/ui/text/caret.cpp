#include "app/ui/text/caret.h"

#include <algorithm>
#include <limits>

#include "app/text/utf8.h"
#include "app/ui/text/grapheme.h"
#include "app/ui/text/hit.h"
#include "app/ui/text/unicode.h"

namespace octant::ui::text {

namespace {

const Block& block_of(Passages passages, Position position) {
  return passages[position.passage].document->blocks()[position.block];
}

const BlockLayout& layout_of(Passages passages, Position position) {
  return passages[position.passage].layout->blocks()[position.block];
}

size_t num_blocks(const Passage& passage) {
  return std::min(passage.document->blocks().size(), passage.layout->blocks().size());
}

bool is_position(Passages passages, Position position) {
  return position.passage < passages.size() &&
         position.block < num_blocks(passages[position.passage]);
}

// The next or previous block with its passage, nullopt at the ends.
std::optional<Position> next_block(Passages passages, Position position) {
  ++position.block;
  position.byte = 0;
  while (position.passage < passages.size()) {
    if (position.block < num_blocks(passages[position.passage])) return position;
    ++position.passage;
    position.block = 0;
  }
  return std::nullopt;
}

std::optional<Position> previous_block(Passages passages, Position position) {
  while (position.block == 0) {
    if (position.passage == 0) return std::nullopt;
    --position.passage;
    position.block = num_blocks(passages[position.passage]);
  }
  --position.block;
  position.byte = block_of(passages, position).text.size();
  return position;
}

// Index of the block whose top is the last one at or above y.
size_t block_at_y(const Passage& passage, float y) {
  size_t low = 0;
  size_t high = num_blocks(passage);
  while (high - low > 1) {
    const size_t middle = (low + high) / 2;
    (passage.layout->top(middle) <= y ? low : high) = middle;
  }
  return low;
}

float distance_to(float y, float top, float bottom) {
  return std::max({0.0f, top - y, y - bottom});
}

// Of two neighbours the one that is nearer to y.
size_t nearest_block(const Passage& passage, float y) {
  const size_t block = block_at_y(passage, y);
  if (block + 1 >= num_blocks(passage)) return block;
  const Layout& layout = *passage.layout;
  const float bottom = layout.top(block) + layout.blocks()[block].height;
  return y - bottom > layout.top(block + 1) - y ? block + 1 : block;
}

std::optional<size_t> nearest_passage(Passages passages, float y) {
  const auto behind =
      std::upper_bound(passages.begin(), passages.end(), y,
                       [](float value, const Passage& passage) { return value < passage.y; });
  std::optional<size_t> nearest;
  float least = std::numeric_limits<float>::max();
  const auto consider = [&](size_t i) {
    if (num_blocks(passages[i]) == 0) return false;
    const float top = passages[i].y;
    const float distance = distance_to(y, top, top + passages[i].layout->height());
    if (distance < least) {
      least = distance;
      nearest = i;
    }
    return true;
  };
  const auto middle = static_cast<size_t>(behind - passages.begin());
  for (size_t i = middle; i > 0 && !consider(i - 1); --i) {
  }
  for (size_t i = middle; i < passages.size() && !consider(i); ++i) {
  }
  return nearest;
}

// The nearest byte on the line above or below `line` of the position's block; nullopt if the block
// has none there.
std::optional<size_t> byte_beside(Passages passages, Position position, float line_y, float x,
                                  bool up, const TextMeasure& measure) {
  const BlockLayout& layout = layout_of(passages, position);
  const float local_x = x - passages[position.passage].x;
  const Line* best = nullptr;
  const auto dx = [local_x](const Line& line) {
    return distance_to(local_x, line.x, line.x + line.width);
  };
  for (const Line& line : layout.lines) {
    if (up ? line.y >= line_y : line.y <= line_y) continue;
    const bool nearer = best == nullptr || (up ? line.y > best->y : line.y < best->y) ||
                        (line.y == best->y && dx(line) < dx(*best));
    if (nearer) best = &line;
  }
  if (best == nullptr) return std::nullopt;
  return byte_at_x(block_of(passages, position), layout, *best, local_x, measure);
}

Position moved_by_line(Passages passages, Position from, bool up, float x,
                       const TextMeasure& measure) {
  const BlockLayout& layout = layout_of(passages, from);
  float y = 0;
  if (!layout.lines.empty()) y = layout.lines[line_of(layout, from.byte)].y;
  std::optional<Position> at = from;
  while (at) {
    if (const auto byte = byte_beside(passages, *at, y, x, up, measure)) {
      at->byte = *byte;
      return *at;
    }
    at = up ? previous_block(passages, *at) : next_block(passages, *at);
    y = up ? std::numeric_limits<float>::max() : std::numeric_limits<float>::lowest();
  }
  return up ? first_position(passages) : last_position(passages);
}

Position moved_to_line_edge(Passages passages, Position from, bool begin) {
  const BlockLayout& layout = layout_of(passages, from);
  if (layout.lines.empty()) return from;
  const Line& line = layout.lines[line_of(layout, from.byte)];
  const std::string& text = block_of(passages, from).text;
  from.byte = line.text_begin;
  if (begin) return from;
  from.byte = line.text_end;
  // Before the blanks that hang over and the line feed, else it would be on the next line.
  if (line.text_end < text.size()) {
    while (from.byte > line.text_begin) {
      const size_t before = previous_code_point(text, from.byte);
      const char32_t c = decode_utf8(std::string_view(text).substr(before)).value;
      if (c != '\n' && !is_space(c)) break;
      from.byte = before;
    }
  }
  return from;
}

}  // namespace

Position position_at(Passages passages, float x, float y, const TextMeasure& measure) {
  const std::optional<size_t> nearest = nearest_passage(passages, y);
  if (!nearest) return {};
  const Passage& passage = passages[*nearest];
  Position position{*nearest, nearest_block(passage, y - passage.y), 0};
  const BlockLayout& layout = layout_of(passages, position);
  const float local_x = x - passage.x;
  const float local_y = y - passage.y - passage.layout->top(position.block);
  const size_t line = nearest_line(layout, local_x, local_y);
  if (line < layout.lines.size()) {
    position.byte =
        byte_at_x(block_of(passages, position), layout, layout.lines[line], local_x, measure);
  }
  return position;
}

std::optional<Hit> hit_at(Passages passages, float x, float y, const TextMeasure& measure) {
  const std::optional<size_t> nearest = nearest_passage(passages, y);
  if (!nearest) return std::nullopt;
  const Passage& passage = passages[*nearest];
  Position position{*nearest, nearest_block(passage, y - passage.y), 0};
  const Block& block = block_of(passages, position);
  const BlockLayout& layout = layout_of(passages, position);
  const float local_x = x - passage.x;
  const float local_y = y - passage.y - passage.layout->top(position.block);
  const size_t index = nearest_line(layout, local_x, local_y);
  if (index >= layout.lines.size()) return std::nullopt;
  const Line& line = layout.lines[index];
  const bool inside = local_y >= line.y && local_y < line.y + line.height && local_x >= line.x &&
                      local_x < line.x + line.width;
  if (!inside) return std::nullopt;
  position.byte = byte_at_x(block, layout, line, local_x, measure);
  // The nearest boundary may be the one behind the character.
  if (position.byte > line.text_begin &&
      text_x(block, layout, line, position.byte, measure) > local_x) {
    position.byte = previous_grapheme(block.text, position.byte);
  }
  Hit hit{position};
  hit.markup = inline_at(block, position.byte, Inline::Kind::kLink);
  if (!hit.markup) hit.markup = inline_at(block, position.byte, Inline::Kind::kMath);
  return hit;
}

Position first_position(Passages passages) {
  for (size_t i = 0; i < passages.size(); ++i) {
    if (num_blocks(passages[i]) > 0) return {i, 0, 0};
  }
  return {};
}

Position last_position(Passages passages) {
  for (size_t i = passages.size(); i > 0; --i) {
    const size_t blocks = num_blocks(passages[i - 1]);
    if (blocks == 0) continue;
    Position position{i - 1, blocks - 1, 0};
    position.byte = block_of(passages, position).text.size();
    return position;
  }
  return {};
}

float x_of(Passages passages, Position position, const TextMeasure& measure) {
  position = clamped(passages, position);
  if (!is_position(passages, position)) return 0;
  const BlockLayout& layout = layout_of(passages, position);
  const float left = passages[position.passage].x;
  if (layout.lines.empty()) return left;
  const Line& line = layout.lines[line_of(layout, position.byte)];
  return left + text_x(block_of(passages, position), layout, line, position.byte, measure);
}

Position clamped(Passages passages, Position position) {
  if (position.passage >= passages.size()) return last_position(passages);
  const size_t blocks = num_blocks(passages[position.passage]);
  if (blocks == 0) return {position.passage, 0, 0};
  if (position.block >= blocks) {
    position.block = blocks - 1;
    position.byte = std::numeric_limits<size_t>::max();
  }
  const std::string& text = block_of(passages, position).text;
  position.byte = grapheme_begin(text, std::min(position.byte, text.size()));
  return position;
}

Position moved(Passages passages, Position from, Move move, const TextMeasure& measure,
               std::optional<float> goal_x) {
  from = clamped(passages, from);
  if (move == Move::kTextBegin) return first_position(passages);
  if (move == Move::kTextEnd) return last_position(passages);
  if (!is_position(passages, from)) return from;
  const std::string& text = block_of(passages, from).text;
  switch (move) {
    case Move::kLeft:
    case Move::kWordLeft:
      if (from.byte == 0) return previous_block(passages, from).value_or(from);
      from.byte = move == Move::kLeft ? previous_grapheme(text, from.byte)
                                      : previous_word_begin(text, from.byte);
      return from;
    case Move::kRight:
    case Move::kWordRight:
      if (from.byte == text.size()) return next_block(passages, from).value_or(from);
      from.byte =
          move == Move::kRight ? next_grapheme(text, from.byte) : next_word_end(text, from.byte);
      return from;
    case Move::kUp:
    case Move::kDown:
      return moved_by_line(passages, from, move == Move::kUp,
                           goal_x.value_or(x_of(passages, from, measure)), measure);
    case Move::kLineBegin:
    case Move::kLineEnd:
      return moved_to_line_edge(passages, from, move == Move::kLineBegin);
    case Move::kTextBegin:
    case Move::kTextEnd:
      break;
  }
  return from;
}

}  // namespace octant::ui::text

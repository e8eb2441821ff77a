#pragma once
// One block, laid out: what is drawn where. Pixels; y counts from the block's top, x from the left
// edge of the message.

#include <cstdint>
#include <string>
#include <vector>

#include "app/ui/text/document.h"
#include "app/ui/text/measure.h"

namespace octant::ui::text {

struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;
  bool operator==(const Rect&) const = default;
};

// A piece of one span on one line: draw block.text[text_begin, text_end) from x on, each code point
// by its advance (text_x() of hit.h says where each one stands), in the look of block.spans[span].
struct Run {
  float x = 0;
  float width = 0;
  uint32_t text_begin = 0;
  uint32_t text_end = 0;
  uint32_t span = 0;
  bool operator==(const Run&) const = default;
};

struct Line {
  float x = 0;
  float y = 0;
  float width = 0;  // without blanks that hang over its end
  float height = 0;
  float baseline = 0;  // from y
  uint32_t text_begin = 0;
  uint32_t text_end = 0;  // behind the blanks and the line feed that end it
  uint32_t run_begin = 0;
  uint32_t run_end = 0;
  bool operator==(const Line&) const = default;
};

enum class BoxKind : uint8_t {
  kCode,        // ground of a block of code, head included
  kCodeHead,    // its head: language at the left, copying at the right
  kInlineCode,  // ground behind a run
  kQuoteBar,
  kRule,
  kTable,      // the frame
  kTableHead,  // ground of the head row
  kTableLine,  // between rows
};

struct Box {
  BoxKind kind = BoxKind::kCode;
  Rect rect;
  bool operator==(const Box&) const = default;
};

// What stands beside an item's first line.
struct Marker {
  std::string text;
  float x = 0;
  float y = 0;  // baseline
  bool operator==(const Marker&) const = default;
};

struct BlockLayout {
  float height = 0;
  std::vector<Box> boxes;   // to be drawn in this order, before the lines
  std::vector<Line> lines;  // in the order of the text; but for cells of a table also from the top
  std::vector<Run> runs;
  std::vector<Marker> markers;
  bool operator==(const BlockLayout&) const = default;
};

// Distances in logical pixels, on a grid of four; multiplied by the window's scale and rounded, so
// that edges are sharp.
struct Spacing {
  float paragraph_gap = 12;
  float heading_gap = 18;
  float tight_gap = 4;  // between items without an empty line
  float list_indent = 24;
  float marker_gap = 8;  // between a marker and its text
  float quote_indent = 16;
  float quote_bar = 3;
  float code_head = 34;
  float code_padding_x = 14;
  float code_padding_y = 10;
  float cell_padding_x = 12;
  float cell_padding_y = 6;
  float inline_code_padding = 4;
  float rule_height = 1;
  float rule_gap = 6;  // above and below
  float least_column = 32;
  float least_width = 48;  // however deep lists nest
};

// What all blocks of a message share.
struct LayoutContext {
  const TextMeasure& measure;
  Spacing spacing;  // in drawn pixels
  float width = 0;
  TextStyle base = TextStyle::kBody;
};

Spacing scaled(const Spacing& spacing, float scale);

// O(characters). The width of tables' columns takes a second look at their cells.
BlockLayout lay_out(const Block& block, const LayoutContext& context);

// Room between two blocks.
float gap_between(const Block& above, const Block& below, const LayoutContext& context,
                  TextFormat format);

}  // namespace octant::ui::text

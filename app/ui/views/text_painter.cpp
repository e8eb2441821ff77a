#include "app/ui/views/text_painter.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/text/utf8.h"
#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/text/flow.h"
#include "app/ui/text/unicode.h"
#include "app/ui/widgets/icons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/press.h"

namespace octant::ui {
namespace {

using text::Block;
using text::BlockLayout;
using text::BoxKind;
using text::Line;
using text::Run;
using text::Span;
using text::TextStyle;
using text::TokenKind;

Colour token_colour(const Palette& palette, TokenKind token) {
  switch (token) {
    case TokenKind::kKeyword:
      return palette.code_keyword;
    case TokenKind::kString:
      return palette.code_string;
    case TokenKind::kNumber:
      return palette.code_number;
    case TokenKind::kComment:
      return palette.code_comment;
    case TokenKind::kCall:
      return palette.code_call;
    case TokenKind::kPlain:
      break;
  }
  return palette.text;
}

Colour colour_of(const Palette& palette, const Span& span, Colour plain) {
  if (span.link) return palette.accent;
  if (span.style == TextStyle::kInlineCode) return palette.code_inline;
  if (span.style == TextStyle::kCode || span.style == TextStyle::kCodeBold) {
    return token_colour(palette, span.token);
  }
  return plain;
}

class Painter {
 public:
  Painter(Frame& frame, const TextPainting& painting)
      : frame_(frame), painting_(painting), measure_(frame.glyphs) {}

  void paint() {
    const ImVec2 from = frame_.list().GetClipRectMin();
    const ImVec2 to = frame_.list().GetClipRectMax();
    const auto visible = painting_.layout.visible(from.y - painting_.at.y, to.y - painting_.at.y);
    for (size_t i = visible.begin; i < visible.end; ++i) paint_boxes(i);
    for (const Rect& rect : painting_.selected) {
      frame_.list().AddRectFilled({rect.x0, rect.y0}, {rect.x1, rect.y1}, frame_.palette.selection);
    }
    for (size_t i = visible.begin; i < visible.end; ++i) paint_lines(i, from.y, to.y);
  }

 private:
  float top(size_t block) const { return painting_.at.y + painting_.layout.top(block); }

  void paint_boxes(size_t index) {
    const Palette& palette = frame_.palette;
    const Block& block = painting_.document.blocks()[index];
    for (const text::Box& box : painting_.layout.blocks()[index].boxes) {
      const float x = painting_.at.x + box.rect.x;
      const float y = top(index) + box.rect.y;
      const Rect rect = {x, y, x + box.rect.width, y + box.rect.height};
      const float radius = frame_.px(metric::kButtonRadius);
      switch (box.kind) {
        case BoxKind::kCode:
          panel(frame_, rect, palette.code, radius, palette.line_strong);
          break;
        case BoxKind::kCodeHead:
          line(frame_, {rect.x0, rect.y1}, {rect.x1, rect.y1}, palette.line, frame_.fine(1));
          paint_code_head(rect, block, index);
          break;
        case BoxKind::kInlineCode:
          panel(frame_, rect, palette.inline_code, frame_.px(4));
          break;
        case BoxKind::kQuoteBar:
          panel(frame_, rect, palette.line_strong, frame_.px(1));
          break;
        case BoxKind::kRule:
          fill(frame_, rect, palette.line_strong);
          break;
        case BoxKind::kTable:
          panel(frame_, rect, 0, frame_.px(6), palette.line_strong);
          break;
        case BoxKind::kTableHead:
          panel(frame_, rect.inset(frame_.fine(1), frame_.fine(1)), palette.code, frame_.px(5));
          break;
        case BoxKind::kTableLine:
          line(frame_, {rect.x0, rect.y0}, {rect.x1, rect.y0}, palette.line, frame_.fine(1));
          break;
      }
    }
  }

  void paint_code_head(const Rect& head, const Block& block, size_t index) {
    label(frame_, head.inset(frame_.px(14), 0), block.language.empty() ? "text" : block.language,
          type::kSmall, frame_.palette.muted);
    const float width = text_width(frame_.glyphs, "Copy", type::kSmall) + frame_.px(38);
    const Rect button = {head.x1 - width - frame_.px(4), head.y0 + frame_.px(4),
                         head.x1 - frame_.px(4), head.y1 - frame_.px(4)};
    const std::string name = std::string(painting_.name) + ".code." + std::to_string(index);
    const Press press = press_area(frame_, name, button, "Copy");
    const Colour colour = press.hovered ? frame_.palette.text : frame_.palette.muted;
    if (press.hovered) panel(frame_, button, frame_.palette.hover, frame_.px(6));
    draw_icon(frame_, Icon::kCopy, {button.x0 + frame_.px(14), button.centre().y}, 12, colour,
              1.3F);
    label(frame_, {button.x0 + frame_.px(26), button.y0, button.x1, button.y1}, "Copy",
          type::kSmall, colour);
    if (press.ring) focus_ring(frame_, button, frame_.px(6));
    if (press.clicked) frame_.surface.set_clipboard(block.text);
  }

  void paint_lines(size_t index, float y0, float y1) {
    const Block& block = painting_.document.blocks()[index];
    const BlockLayout& layout = painting_.layout.blocks()[index];
    for (const Line& line : layout.lines) {
      const float y = top(index) + line.y;
      if (y >= y1 || y + line.height <= y0) continue;
      for (uint32_t i = line.run_begin; i < line.run_end; ++i) {
        paint_run(block, layout.runs[i], line, y + line.baseline);
      }
    }
    for (const text::Marker& marker : layout.markers) {
      draw_marker(marker, top(index) + marker.y);
    }
  }

  void draw_marker(const text::Marker& marker, float baseline) {
    float x = painting_.at.x + marker.x;
    std::string_view left = marker.text;
    while (!left.empty()) {
      const CodePoint next = decode_utf8(left);
      left.remove_prefix(next.num_bytes);
      x += frame_.glyphs.draw(frame_.list(), x, std::round(baseline), next.value, type::kBody,
                              frame_.palette.dim);
    }
  }

  void paint_run(const Block& block, const Run& run, const Line& on, float baseline) {
    const Span& span = block.spans[run.span];
    const TypeStyle type = type_of(span.style);
    const Colour colour = colour_of(frame_.palette, span, painting_.colour);
    const float begin = painting_.at.x + run.x;
    float x = begin;
    size_t at = run.text_begin;
    while (at < run.text_end) {
      const CodePoint next = decode_utf8(std::string_view(block.text).substr(at));
      const text::TextRange range = {at, at + next.num_bytes};
      at = range.end;
      if (next.value == '\n' || text::is_zero_width(next.value)) continue;
      if (next.value == '\t') {
        x +=
            text::cluster_width(block.text, range, span.style, x - painting_.at.x - on.x, measure_);
        continue;
      }
      x += frame_.glyphs.draw(frame_.list(), x, std::round(baseline), next.value, type, colour);
    }
    const float stroke = std::max(1.0F, frame_.fine(1));
    if (span.strike) {
      const float middle = std::round(baseline - frame_.px(4.5F));
      line(frame_, {begin, middle}, {x, middle}, colour, stroke);
    }
    if (span.link) {
      const float below = std::round(baseline + frame_.px(2.5F)) + 0.5F;
      line(frame_, {begin, below}, {x, below}, faded(colour, 0.5F), stroke);
    }
  }

  Frame& frame_;
  const TextPainting& painting_;
  GlyphMeasure measure_;
};

}  // namespace

void paint_text(Frame& frame, const TextPainting& painting) {
  Painter(frame, painting).paint();
}

Rect end_of_text(const TextPainting& painting, const GlyphMeasure& measure) {
  const auto& blocks = painting.layout.blocks();
  const float line_height = measure.line_height(painting.document.base());
  if (blocks.empty() || blocks.back().lines.empty()) {
    return {painting.at.x, painting.at.y + painting.layout.height(), painting.at.x,
            painting.at.y + painting.layout.height() + line_height};
  }
  const Line& last = blocks.back().lines.back();
  const float x = painting.at.x + last.x + last.width;
  const float y = painting.at.y + painting.layout.top(blocks.size() - 1) + last.y;
  return {x, y, x, y + last.height};
}

}  // namespace octant::ui

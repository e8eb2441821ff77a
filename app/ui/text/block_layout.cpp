#include "app/ui/text/block_layout.h"

#include <algorithm>
#include <cmath>

#include "app/ui/text/flow.h"
#include "app/ui/text/table_layout.h"

namespace octant::ui::text {

namespace {

float width_of(const std::string& text, TextStyle style, const TextMeasure& measure) {
  return cluster_width(text, {0, text.size()}, style, 0, measure);
}

float indent_of(const Block& block, const LayoutContext& context) {
  float indent = 0;
  for (const Container& container : block.containers) {
    indent += container.kind == Container::Kind::kQuote ? context.spacing.quote_indent
                                                        : context.spacing.list_indent;
  }
  return std::max(0.0f, std::min(indent, context.width - context.spacing.least_width));
}

void add_quote_bars(const Block& block, const LayoutContext& context, BlockLayout& out) {
  float x = 0;
  for (const Container& container : block.containers) {
    if (container.kind == Container::Kind::kQuote) {
      out.boxes.push_back({BoxKind::kQuoteBar, {x, 0, context.spacing.quote_bar, out.height}});
      x += context.spacing.quote_indent;
    } else {
      x += context.spacing.list_indent;
    }
  }
}

// Right-aligned in front of the content of its item, on the first baseline.
void add_markers(const Block& block, const LayoutContext& context, BlockLayout& out) {
  float x = 0;
  float baseline = context.measure.ascent(context.base);
  if (!out.lines.empty()) baseline = out.lines.front().y + out.lines.front().baseline;
  for (const Container& container : block.containers) {
    if (container.kind == Container::Kind::kQuote) {
      x += context.spacing.quote_indent;
      continue;
    }
    x += context.spacing.list_indent;
    if (!container.first) continue;
    Marker marker;
    marker.text = marker_text(container);
    const float width = width_of(marker.text, context.base, context.measure);
    marker.x = std::max(0.0f, x - context.spacing.marker_gap - width);
    marker.y = baseline;
    out.markers.push_back(std::move(marker));
  }
}

void lay_out_code(const Block& block, const LayoutContext& context, float x, BlockLayout& out) {
  const Spacing& spacing = context.spacing;
  const float width = context.width - x;
  out.boxes.resize(2);
  const float top = spacing.code_head + spacing.code_padding_y;
  const float bottom = Flow(block, context)
                           .wrap({0, block.text.size()}, x + spacing.code_padding_x, top,
                                 std::max(spacing.least_width, width - 2 * spacing.code_padding_x),
                                 Alignment::kLeft, out);
  out.height = bottom + spacing.code_padding_y;
  out.boxes[0] = {BoxKind::kCode, {x, 0, width, out.height}};
  out.boxes[1] = {BoxKind::kCodeHead, {x, 0, width, spacing.code_head}};
}

}  // namespace

Spacing scaled(const Spacing& spacing, float scale) {
  Spacing result = spacing;
  for (float* value :
       {&result.paragraph_gap, &result.heading_gap, &result.tight_gap, &result.list_indent,
        &result.marker_gap, &result.quote_indent, &result.quote_bar, &result.code_head,
        &result.code_padding_x, &result.code_padding_y, &result.cell_padding_x,
        &result.cell_padding_y, &result.inline_code_padding, &result.rule_height, &result.rule_gap,
        &result.least_column, &result.least_width}) {
    *value = std::max(1.0f, std::round(*value * scale));
  }
  return result;
}

BlockLayout lay_out(const Block& block, const LayoutContext& context) {
  BlockLayout out;
  const float x = indent_of(block, context);
  const float width = std::max(context.spacing.least_width, context.width - x);
  switch (block.kind) {
    case BlockKind::kRule:
      out.height = 2 * context.spacing.rule_gap + context.spacing.rule_height;
      out.boxes.push_back(
          {BoxKind::kRule, {x, context.spacing.rule_gap, width, context.spacing.rule_height}});
      break;
    case BlockKind::kCode:
      lay_out_code(block, context, x, out);
      break;
    case BlockKind::kTable:
      lay_out_table(block, context, x, width, out);
      break;
    case BlockKind::kMath:
      // Rows of an equation are aligned at the left; the whole stands where text would.
    case BlockKind::kParagraph:
    case BlockKind::kHeading:
      out.height =
          Flow(block, context).wrap({0, block.text.size()}, x, 0, width, Alignment::kLeft, out);
      break;
  }
  add_quote_bars(block, context, out);
  add_markers(block, context, out);
  return out;
}

float gap_between(const Block& above, const Block& below, const LayoutContext& context,
                  TextFormat format) {
  if (format == TextFormat::kPlain) return 0;
  if (below.kind == BlockKind::kHeading) return context.spacing.heading_gap;
  const bool in_list =
      !below.containers.empty() && below.containers.back().kind != Container::Kind::kQuote;
  const bool boxed = above.kind == BlockKind::kCode || below.kind == BlockKind::kCode ||
                     above.kind == BlockKind::kTable || below.kind == BlockKind::kTable;
  return in_list && !below.spaced && !boxed ? context.spacing.tight_gap
                                            : context.spacing.paragraph_gap;
}

}  // namespace octant::ui::text

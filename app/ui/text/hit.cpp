#include "app/ui/text/hit.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/ui/text/flow.h"
#include "app/ui/text/grapheme.h"

namespace octant::ui::text {

namespace {

// Calls `visit(begin, end, x0, x1)` for each cluster of the line, from the left, until it says
// false.
template <typename Visit>
void for_each_cluster(const Block& block, const BlockLayout& layout, const Line& line,
                      const TextMeasure& measure, Visit visit) {
  for (uint32_t i = line.run_begin; i < line.run_end; ++i) {
    const Run& run = layout.runs[i];
    const TextStyle style = block.spans[run.span].style;
    float x = run.x;
    for (size_t at = run.text_begin; at < run.text_end;) {
      const size_t end = std::min<size_t>(next_grapheme(block.text, at), run.text_end);
      const float width = cluster_width(block.text, {at, end}, style, x - line.x, measure);
      if (!visit(at, end, x, x + width)) return;
      x += width;
      at = end;
    }
  }
}

const Span* span_at(const Block& block, size_t byte) {
  const auto behind =
      std::upper_bound(block.spans.begin(), block.spans.end(), byte,
                       [](size_t value, const Span& span) { return value < span.text_begin; });
  return behind == block.spans.begin() ? nullptr : &*std::prev(behind);
}

}  // namespace

size_t line_of(const BlockLayout& layout, size_t byte) {
  if (layout.lines.empty()) return 0;
  const auto behind =
      std::upper_bound(layout.lines.begin(), layout.lines.end(), byte,
                       [](size_t value, const Line& line) { return value < line.text_begin; });
  if (behind == layout.lines.begin()) return 0;
  return static_cast<size_t>(std::prev(behind) - layout.lines.begin());
}

float text_x(const Block& block, const BlockLayout& layout, const Line& line, size_t byte,
             const TextMeasure& measure) {
  float x = line.x;
  for_each_cluster(block, layout, line, measure, [&](size_t begin, size_t, float x0, float x1) {
    x = begin < byte ? x1 : x0;
    return begin < byte;
  });
  return x;
}

size_t byte_at_x(const Block& block, const BlockLayout& layout, const Line& line, float x,
                 const TextMeasure& measure) {
  size_t byte = line.text_begin;
  for_each_cluster(block, layout, line, measure, [&](size_t begin, size_t end, float x0, float x1) {
    const bool before = x < (x0 + x1) / 2;
    byte = before ? begin : end;
    return !before;
  });
  return byte;
}

size_t nearest_line(const BlockLayout& layout, float x, float y) {
  constexpr float kVerticalWeight = 1000;  // more than any line is wide
  size_t nearest = layout.lines.size();
  float least = std::numeric_limits<float>::max();
  for (size_t i = 0; i < layout.lines.size(); ++i) {
    const Line& line = layout.lines[i];
    const float dy = std::max({0.0f, line.y - y, y - line.y - line.height});
    const float dx = std::max({0.0f, line.x - x, x - line.x - line.width});
    const float distance = dy * kVerticalWeight + dx;
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

size_t source_of(const Block& block, size_t byte, bool end) {
  // The end of a stretch belongs to the character before it.
  const Span* span = span_at(block, end && byte > 0 ? byte - 1 : byte);
  if (span == nullptr) return end ? block.source.end : block.source.begin;
  if (span->exact)
    return span->source_begin +
           std::min(byte - span->text_begin, size_t{span->text_end} - span->text_begin);
  if (byte <= span->text_begin) return span->source_begin;
  return end || byte >= span->text_end ? span->source_end : span->source_begin;
}

TextRange source_of(const Block& block, const Run& run) {
  const Span& span = block.spans[run.span];
  if (span.exact) {
    return {span.source_begin + (run.text_begin - span.text_begin),
            span.source_begin + (run.text_end - span.text_begin)};
  }
  if (run.text_begin > span.text_begin) return {span.source_end, span.source_end};
  return {span.source_begin, span.source_end};
}

const Inline* inline_at(const Block& block, size_t byte, Inline::Kind kind) {
  for (const Inline& markup : block.inlines) {
    if (markup.kind == kind && markup.text.begin <= byte && byte < markup.text.end) return &markup;
  }
  return nullptr;
}

}  // namespace octant::ui::text

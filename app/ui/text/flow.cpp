#include "app/ui/text/flow.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "app/text/utf8.h"
#include "app/ui/text/grapheme.h"
#include "app/ui/text/line_break.h"
#include "app/ui/text/unicode.h"

namespace octant::ui::text {

namespace {

constexpr float kTabColumns = 4;

bool is_line_feed(char32_t code_point) {
  return code_point == '\n';
}

}  // namespace

float cluster_width(std::string_view text, TextRange range, TextStyle style, float x,
                    const TextMeasure& measure) {
  float width = 0;
  for (size_t at = range.begin; at < range.end;) {
    const CodePoint next = decode_utf8(text.substr(at));
    at += next.num_bytes;
    if (next.value == '\t') {
      const float stop = kTabColumns * measure.advance(' ', style);
      if (stop > 0) width += stop * (std::floor((x + width) / stop) + 1) - (x + width);
    } else if (!is_zero_width(next.value)) {
      width += measure.advance(next.value, style);
    }
  }
  return width;
}

Flow::Flow(const Block& block, const LayoutContext& context) : block_(block), context_(context) {}

std::vector<Flow::Cluster> Flow::clusters(TextRange text) const {
  std::vector<Cluster> all;
  all.reserve(text.end - text.begin);
  const float padding = context_.spacing.inline_code_padding;
  const std::string_view shown = block_.text;
  size_t span = 0;
  while (span < block_.spans.size() && block_.spans[span].text_end <= text.begin) ++span;
  float line_x = 0;  // for tabs: where the cluster stands if its line is not cut
  for (size_t at = text.begin; at < text.end;) {
    while (span + 1 < block_.spans.size() && block_.spans[span].text_end <= at) ++span;
    Cluster cluster;
    cluster.begin = static_cast<uint32_t>(at);
    // A cluster that goes over a change of style is cut there, so that every run has one look.
    const size_t limit = std::min<size_t>(text.end, block_.spans[span].text_end);
    at = std::min(next_grapheme(shown, at), std::max(limit, at + 1));
    cluster.end = static_cast<uint32_t>(at);
    cluster.span = static_cast<uint32_t>(span);
    const Span& its_span = block_.spans[span];
    cluster.first = decode_utf8(shown.substr(cluster.begin)).value;
    cluster.last = at - cluster.begin == 1
                       ? cluster.first
                       : decode_utf8(shown.substr(previous_code_point(shown, at))).value;
    if (!is_line_feed(cluster.first)) {
      cluster.width = cluster_width(shown, {cluster.begin, cluster.end}, its_span.style, line_x,
                                    context_.measure);
    }
    if (its_span.style == TextStyle::kInlineCode) {
      const bool first = all.empty() || block_.spans[all.back().span].style != its_span.style;
      if (first) cluster.before = padding;
      if (at == its_span.text_end && (span + 1 >= block_.spans.size() ||
                                      block_.spans[span + 1].style != TextStyle::kInlineCode)) {
        cluster.behind = padding;
      }
    }
    line_x =
        is_line_feed(cluster.first) ? 0 : line_x + cluster.before + cluster.width + cluster.behind;
    all.push_back(cluster);
  }
  return all;
}

NaturalWidth Flow::measure(TextRange text) const {
  NaturalWidth natural;
  float line = 0;
  float word = 0;
  char32_t before = ' ';
  for (const Cluster& cluster : clusters(text)) {
    const float width = cluster.before + cluster.width + cluster.behind;
    if (is_line_feed(cluster.first)) {
      line = word = 0;
    } else {
      if (may_break_between(before, cluster.first)) word = 0;
      line += width;
      if (!is_space(cluster.first)) word += width;
    }
    before = cluster.last;
    natural.whole = std::max(natural.whole, line);
    natural.longest_word = std::max(natural.longest_word, word);
  }
  return natural;
}

float Flow::wrap(TextRange text, float x, float top, float width, Alignment alignment,
                 BlockLayout& out) const {
  const std::vector<Cluster> all = clusters(text);
  size_t begin = 0;
  float y = top;
  bool open_line = true;  // a line feed at the end begins one more line
  while (begin < all.size()) {
    float used = 0;
    size_t end = begin;
    size_t last_break = begin;
    open_line = false;
    for (; end < all.size(); ++end) {
      const Cluster& cluster = all[end];
      if (is_line_feed(cluster.first)) {
        ++end;
        open_line = true;
        break;
      }
      if (end > begin && may_break_between(all[end - 1].last, cluster.first)) last_break = end;
      used += cluster.before + cluster.width + cluster.behind;
      // Half a pixel is what sums of advances are wrong by.
      if (used > width + 0.5f && !is_space(cluster.first) && end > begin) {
        end = last_break > begin ? last_break : end;
        break;
      }
    }
    add_line(all, begin, end, text, x, y, width, alignment, out);
    y = out.lines.back().y + out.lines.back().height;
    begin = end;
  }
  if (open_line) {
    add_line(all, all.size(), all.size(), text, x, y, width, alignment, out);
    y = out.lines.back().y + out.lines.back().height;
  }
  return y;
}

void Flow::add_line(const std::vector<Cluster>& all, size_t begin, size_t end, TextRange text,
                    float x, float y, float width, Alignment alignment, BlockLayout& out) const {
  Line line;
  line.x = x;
  line.y = y;
  line.run_begin = static_cast<uint32_t>(out.runs.size());
  line.text_begin = begin < all.size() ? all[begin].begin : static_cast<uint32_t>(text.end);
  line.text_end = end > begin ? all[end - 1].end : line.text_begin;
  size_t visible = end;  // behind the last cluster that asks for room
  while (visible > begin &&
         (is_space(all[visible - 1].first) || is_line_feed(all[visible - 1].first))) {
    --visible;
  }
  float used = 0;
  for (size_t i = begin; i < end; ++i) {
    const Cluster& cluster = all[i];
    if (is_line_feed(cluster.first)) continue;
    used += cluster.before;
    const bool same = out.runs.size() > line.run_begin && out.runs.back().span == cluster.span;
    if (!same) {
      out.runs.push_back({used, 0, cluster.begin, cluster.begin, cluster.span});
    }
    Run& run = out.runs.back();
    used += cluster.width;
    run.width = used - run.x;
    run.text_end = cluster.end;
    used += cluster.behind;
    if (i < visible) line.width = used;
  }
  line.run_end = static_cast<uint32_t>(out.runs.size());
  const float rest = std::max(0.0f, width - line.width);
  if (alignment == Alignment::kRight) line.x += rest;
  if (alignment == Alignment::kCenter) line.x += std::floor(rest / 2);
  set_height(line, out);
  for (uint32_t i = line.run_begin; i < line.run_end; ++i) {
    Run& run = out.runs[i];
    run.x += line.x;
    if (block_.spans[run.span].style != TextStyle::kInlineCode) continue;
    const float padding = context_.spacing.inline_code_padding;
    out.boxes.push_back(
        {BoxKind::kInlineCode, {run.x - padding, line.y, run.width + 2 * padding, line.height}});
  }
  out.lines.push_back(line);
}

// All looks of a line share a baseline.
void Flow::set_height(Line& line, const BlockLayout& out) const {
  const TextMeasure& measure = context_.measure;
  float below = 0;
  const auto include = [&](TextStyle style) {
    line.baseline = std::max(line.baseline, measure.ascent(style));
    below = std::max(below, measure.line_height(style) - measure.ascent(style));
  };
  // Code of a block and headings are all of one look; elsewhere the base keeps lines even.
  const bool own_look = block_.kind == BlockKind::kCode || block_.kind == BlockKind::kHeading;
  if (!own_look || line.run_begin == line.run_end) {
    include(block_.kind == BlockKind::kCode ? TextStyle::kCode : context_.base);
  }
  for (uint32_t i = line.run_begin; i < line.run_end; ++i) {
    include(block_.spans[out.runs[i].span].style);
  }
  line.height = line.baseline + below;
}

}  // namespace octant::ui::text

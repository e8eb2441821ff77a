#include "app/ui/text/block_ranges.h"

#include <algorithm>

#include "app/ui/text/source_lines.h"

namespace octant::ui::text {

namespace {

std::string_view content_of(std::string_view line) {
  const size_t begin = line.find_first_not_of("> \t\r");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

class Ranges {
 public:
  Ranges(std::string_view source, TextRange chunk) : source_(source), chunk_(chunk) {}

  void set(Block& block, size_t from) {
    const size_t text_begin = first_source(block);
    const size_t line = next_content(from);
    block.source.begin = std::min(line, text_begin == kNone ? line : line_start(text_begin, from));
    block.spaced = is_spaced(block.source.begin);
    size_t end = text_begin == kNone ? block.source.begin : last_source(block);
    end = std::clamp(std::max(end, from), block.source.begin, chunk_.end);
    end = with_closing_line(block, std::min(line_end(source_, end), chunk_.end));
    block.source.end = end;
  }

 private:
  static constexpr size_t kNone = std::string_view::npos;

  static size_t first_source(const Block& block) {
    for (const Span& span : block.spans) {
      if (span.source_end > span.source_begin) return span.source_begin;
    }
    return kNone;
  }

  static size_t last_source(const Block& block) {
    size_t end = 0;
    for (const Span& span : block.spans) end = std::max<size_t>(end, span.source_end);
    for (const Inline& markup : block.inlines) end = std::max(end, markup.source.end);
    return end;
  }

  std::string_view line_at(size_t at) const {
    return source_.substr(at, std::min(line_end(source_, at), chunk_.end) - at);
  }

  size_t line_start(size_t at, size_t from) const {
    return std::max(line_begin(source_, at), std::max(from, chunk_.begin));
  }

  // The first line at or behind `from` that is not empty.
  size_t next_content(size_t from) const {
    size_t at = from;
    while (at < chunk_.end && content_of(line_at(at)).empty()) {
      if (line_end(source_, at) >= chunk_.end) return chunk_.end;
      at = next_line(source_, at);
    }
    return at;
  }

  bool is_spaced(size_t begin) const {
    const size_t line = line_begin(source_, begin);
    if (line == 0) return false;
    return content_of(source_.substr(line_begin(source_, line - 1),
                                     line - 1 - line_begin(source_, line - 1)))
        .empty();
  }

  // Behind the fence, the underline of a heading, or the delimiter row of a table with a head
  // alone.
  size_t with_closing_line(const Block& block, size_t end) const {
    if (end >= chunk_.end) return chunk_.end;
    if (block.kind == BlockKind::kCode) {
      const Fence fence = opening_fence(content_behind_markers(line_at(block.source.begin)));
      if (!fence) return end;
      // Of empty code the fence's own line is all there is so far.
      for (size_t at = end + 1; at < chunk_.end; at = line_end(source_, at) + 1) {
        if (closes(fence, content_of(line_at(at))))
          return std::min(line_end(source_, at), chunk_.end);
        if (!content_of(line_at(at)).empty()) break;
      }
      return end;
    }
    const size_t next = end + 1;
    if (next >= chunk_.end) return end;
    const std::string_view line = content_of(line_at(next));
    const bool underline = block.kind == BlockKind::kHeading &&
                           !content_behind_markers(line_at(block.source.begin)).starts_with('#') &&
                           line.find_first_not_of("=- \t\r") == kNone;
    const bool delimiters = block.kind == BlockKind::kTable && block.table.num_rows() == 1 &&
                            line.find_first_not_of("|:- \t\r") == kNone;
    return underline || delimiters ? std::min(line_end(source_, next), chunk_.end) : end;
  }

  static std::string_view content_behind_markers(std::string_view line) {
    line = content_of(line);
    for (ListMarker marker = list_marker(line); marker.found && marker.content > 0;
         marker = list_marker(line)) {
      line = content_of(line.substr(std::min(marker.content, line.size())));
    }
    return line;
  }

  std::string_view source_;
  TextRange chunk_;
};

}  // namespace

void set_source_ranges(std::vector<Block>& blocks, std::string_view source, TextRange chunk) {
  Ranges ranges(source, chunk);
  size_t from = chunk.begin;
  for (Block& block : blocks) {
    ranges.set(block, from);
    from = std::min(std::max(from, block.source.end + 1), chunk.end);
  }
}

}  // namespace octant::ui::text

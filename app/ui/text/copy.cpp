#include "app/ui/text/copy.h"

#include <algorithm>
#include <string_view>

#include "app/ui/text/hit.h"

namespace octant::ui::text {

namespace {

constexpr std::string_view kMessageGap = "\n\n";

bool is_item(const Container& container) {
  return container.kind != Container::Kind::kQuote;
}

// What stands between two blocks of the plain text.
std::string_view separator(const Block& below, TextFormat format) {
  if (format == TextFormat::kPlain) return "\n";
  const bool in_list = !below.containers.empty() && is_item(below.containers.back());
  return in_list && !below.spaced ? "\n" : "\n\n";
}

// Indent and markers of an item's first block, the indent alone of its others.
std::string item_prefix(const Block& block) {
  constexpr std::string_view kIndent = "  ";
  std::string prefix;
  bool outermost = true;
  for (const Container& container : block.containers) {
    if (!is_item(container)) continue;
    if (container.first) {
      if (!outermost && !prefix.ends_with(' ')) prefix += kIndent;
      prefix += marker_text(container) + ' ';
    } else {
      prefix += kIndent;
    }
    outermost = false;
  }
  return prefix;
}

void append_block(const Block& block, TextRange part, std::string& out) {
  if (part.begin == 0) out += item_prefix(block);
  if (block.kind == BlockKind::kRule) out += "---";
  out.append(block.text, part.begin, part.end - part.begin);
}

// Calls `visit(passage index, document, first block, last block, begin byte, end byte)`.
template <typename Visit>
void for_each_document(Passages passages, const Selection& selection, Visit visit) {
  const Position begin = clamped(passages, selection.begin());
  const Position end = clamped(passages, selection.end());
  for (size_t i = begin.passage; i < passages.size() && i <= end.passage; ++i) {
    const Document& document = *passages[i].document;
    if (document.blocks().empty()) continue;
    const size_t last = i == end.passage ? end.block : document.blocks().size() - 1;
    visit(document, i == begin.passage ? begin.block : 0, last, i == begin.passage ? begin.byte : 0,
          i == end.passage ? end.byte : document.blocks()[last].text.size());
  }
}

bool is_whole(const Block& block) {
  return block.kind == BlockKind::kCode || block.kind == BlockKind::kTable ||
         block.kind == BlockKind::kMath;
}

// Source of a part of one block.
TextRange rounded_part(const Block& block, TextRange part) {
  TextRange source{source_of(block, part.begin, false), source_of(block, part.end, true)};
  for (const Inline& markup : block.inlines) {
    const TextRange text = markup.text;
    if (part.end <= text.begin || part.begin >= text.end) continue;
    const bool inside = part.begin >= text.begin && part.end <= text.end && part != text;
    const bool one_unit = markup.kind == Inline::Kind::kMath || markup.kind == Inline::Kind::kImage;
    if (inside && !one_unit) continue;
    source.begin = std::min(source.begin, markup.source.begin);
    source.end = std::max(source.end, markup.source.end);
  }
  source.end = std::max(source.begin, source.end);
  return source;
}

bool crosses_cells(const Block& block, TextRange part) {
  for (const TextRange& cell : block.table.cells) {
    if (cell.begin <= part.begin && part.end <= cell.end) return false;
  }
  return !block.table.cells.empty();
}

std::string markdown_of_one(const Document& document, const Block& block, TextRange part) {
  const bool whole = part == TextRange{0, block.text.size()};
  // Lines of code carry the marks of what the code stands in.
  if (block.kind == BlockKind::kCode && !whole) {
    return block.text.substr(part.begin, part.end - part.begin);
  }
  TextRange source = rounded_part(block, part);
  if (whole || crosses_cells(block, part)) source = block.source;
  return document.source().substr(source.begin, source.end - source.begin);
}

std::string markdown_of(const Document& document, size_t first, size_t last, size_t begin_byte,
                        size_t end_byte) {
  const Block& head = document.blocks()[first];
  const Block& tail = document.blocks()[last];
  if (first == last) return markdown_of_one(document, head, {begin_byte, end_byte});
  const size_t begin = begin_byte == 0 || is_whole(head)
                           ? head.source.begin
                           : rounded_part(head, {begin_byte, head.text.size()}).begin;
  size_t end = tail.source.end;
  if (end_byte == 0 && !tail.text.empty()) {
    end = document.blocks()[last - 1].source.end;  // nothing of the last block is selected
  } else if (end_byte < tail.text.size() && !is_whole(tail)) {
    end = rounded_part(tail, {0, end_byte}).end;
  }
  return document.source().substr(begin, std::max(begin, end) - begin);
}

}  // namespace

std::string copy_text(Passages passages, const Selection& selection) {
  std::string out;
  if (selection.empty()) return out;
  bool first_document = true;
  for_each_document(
      passages, selection,
      [&](const Document& document, size_t first, size_t last, size_t begin_byte, size_t end_byte) {
        if (!first_document) out += kMessageGap;
        first_document = false;
        for (size_t i = first; i <= last; ++i) {
          const Block& block = document.blocks()[i];
          if (i > first) out += separator(block, document.format());
          append_block(
              block, {i == first ? begin_byte : 0, i == last ? end_byte : block.text.size()}, out);
        }
      });
  return out;
}

std::string copy_markdown(Passages passages, const Selection& selection) {
  std::string out;
  if (selection.empty()) return out;
  bool first_document = true;
  for_each_document(
      passages, selection,
      [&](const Document& document, size_t first, size_t last, size_t begin_byte, size_t end_byte) {
        if (!first_document) out += kMessageGap;
        first_document = false;
        out += markdown_of(document, first, last, begin_byte, end_byte);
      });
  return out;
}

}  // namespace octant::ui::text

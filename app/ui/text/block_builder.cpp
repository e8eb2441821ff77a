#include "app/ui/text/block_builder.h"

#include <algorithm>
#include <utility>

#include "app/text/utf8.h"
#include "app/ui/text/latex.h"
#include "app/ui/text/source_lines.h"

namespace octant::ui::text {

namespace {

bool has(const std::vector<Inline::Kind>& kinds, Inline::Kind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// A formula's lines without the marks of the quote that it stands in.
std::string without_quote_marks(std::string_view latex) {
  std::string out;
  for (size_t at = 0; at < latex.size();) {
    const size_t next = next_line(latex, at);
    std::string_view line = latex.substr(at, next - at);
    if (at > 0) {
      const std::string_view rest = without_indent(line);
      if (rest.starts_with('>')) line = rest.substr(1);
    }
    out += line;
    at = next;
  }
  return out;
}

}  // namespace

BlockBuilder::BlockBuilder(std::string_view source, size_t offset, size_t shown_end,
                           const std::vector<MathSpan>& math, TextStyle base)
    : source_(source), offset_(offset), shown_end_(shown_end), math_(math), base_(base) {}

void BlockBuilder::open_quote() {
  containers_.push_back({Container::Kind::kQuote});
}

void BlockBuilder::open_item(Container item) {
  close_block();
  item.first = true;
  containers_.push_back(item);
}

void BlockBuilder::close_container() {
  close_block();
  const Container& container = containers_.back();
  if (container.kind != Container::Kind::kQuote && container.first) {
    open_block(BlockKind::kParagraph);
    close_block();
  }
  containers_.pop_back();
}

void BlockBuilder::open_block(BlockKind kind) {
  if (in_block_) close_block();
  Block block;
  block.kind = kind;
  block.containers = containers_;
  for (Container& container : containers_) container.first = false;
  blocks_.push_back(std::move(block));
  in_block_ = true;
  head_row_ = kind == BlockKind::kTable;
}

void BlockBuilder::close_block() {
  if (!in_block_) return;
  in_block_ = false;
  implicit_ = false;
  Block& block = blocks_.back();
  if (block.kind == BlockKind::kParagraph && block.inlines.size() == 1 &&
      block.inlines[0].display && block.inlines[0].text == TextRange{0, block.text.size()}) {
    block.kind = BlockKind::kMath;
  }
}

void BlockBuilder::ensure_block() {
  if (in_block_) return;
  open_block(BlockKind::kParagraph);
  implicit_ = true;
}

void BlockBuilder::open_cell(bool first_in_row) {
  Block& table = block();
  if (first_in_row && !table.table.cells.empty()) head_row_ = false;
  if (!table.table.cells.empty()) add_atom(first_in_row ? "\n" : "\t", cursor_, cursor_);
  table.table.cells.push_back({table.text.size(), table.text.size()});
}

void BlockBuilder::close_cell() {
  block().table.cells.back().end = block().text.size();
}

TextStyle BlockBuilder::style() const {
  std::vector<Inline::Kind> kinds;
  for (const OpenInline& open : open_) kinds.push_back(open.markup.kind);
  const Block& block = blocks_.back();
  if (block.kind == BlockKind::kCode) return TextStyle::kCode;
  if (has(kinds, Inline::Kind::kMath)) return TextStyle::kMath;
  if (has(kinds, Inline::Kind::kCode)) return TextStyle::kInlineCode;
  if (block.kind == BlockKind::kHeading) {
    return block.level == 1   ? TextStyle::kHeading1
           : block.level == 2 ? TextStyle::kHeading2
                              : TextStyle::kHeading3;
  }
  const bool bold = has(kinds, Inline::Kind::kStrong) || head_row_;
  const bool italic = has(kinds, Inline::Kind::kEmphasis);
  if (base_ == TextStyle::kThinking) {
    return bold ? TextStyle::kThinkingBold : italic ? TextStyle::kThinkingItalic : base_;
  }
  if (base_ != TextStyle::kBody) return base_;
  if (bold) return italic ? TextStyle::kBoldItalic : TextStyle::kBold;
  return italic ? TextStyle::kItalic : base_;
}

void BlockBuilder::open_inline(Inline::Kind kind, std::string target) {
  ensure_block();
  OpenInline open;
  open.markup.kind = kind;
  open.markup.target = std::move(target);
  open.markup.text.begin = block().text.size();
  open_.push_back(std::move(open));
}

void BlockBuilder::close_inline(Inline::Kind kind) {
  if (open_.empty() || open_.back().markup.kind != kind) return;
  if (kind == Inline::Kind::kImage || kind == Inline::Kind::kLink) {
    // What is not fetched is named; a link without a text shows where it goes.
    const std::string& target = open_.back().markup.target;
    const bool empty = open_.back().markup.text.begin == block().text.size();
    const std::string shown = valid_utf8(target);
    if (empty) {
      add_atom(shown, cursor_, cursor_);
    } else if (kind == Inline::Kind::kImage) {
      add_atom(" (" + shown + ')', cursor_, cursor_);
    }
  }
  OpenInline open = std::move(open_.back());
  open_.pop_back();
  Inline& markup = open.markup;
  markup.text.end = block().text.size();
  if (!open.placed) markup.source.begin = source_offset(cursor_);
  cursor_ = std::max(cursor_, closer_end(kind));
  markup.source.end = source_offset(std::min(cursor_, shown_end_));
  markup.source.begin = std::min(markup.source.begin, markup.source.end);
  if (markup.text.end > markup.text.begin) block().inlines.push_back(std::move(markup));
}

// From the innermost outwards, since the markers stand in front of `begin` in that order.
void BlockBuilder::place_open_inlines(size_t begin) {
  for (auto open = open_.rbegin(); open != open_.rend() && !open->placed; ++open) {
    const size_t marker = opener_begin(open->markup.kind, begin);
    if (marker >= cursor_) begin = marker;
    open->markup.source.begin = source_offset(begin);
    open->placed = true;
  }
}

size_t BlockBuilder::opener_begin(Inline::Kind kind, size_t end) const {
  const auto back_over = [this](size_t from, char c, size_t most) {
    while (most > 0 && from > 0 && at(from - 1) == c) {
      --from;
      --most;
    }
    return from;
  };
  switch (kind) {
    case Inline::Kind::kEmphasis:
    case Inline::Kind::kStrong: {
      const size_t length = kind == Inline::Kind::kStrong ? 2 : 1;
      if (end > 0 && at(end - 1) == '\\') --end;  // of an escaped character that comes first
      if (end < length) return end;
      const char mark = at(end - 1);
      return mark == '*' || mark == '_' ? back_over(end, mark, length) : end;
    }
    case Inline::Kind::kStrike:
      return back_over(end, '~', 2);
    case Inline::Kind::kCode: {
      const size_t ticks = end > 1 && (at(end - 1) == ' ' || at(end - 1) == '\n') ? end - 1 : end;
      const size_t begin = back_over(ticks, '`', source_.size());
      return begin < ticks ? begin : end;
    }
    case Inline::Kind::kLink:
    case Inline::Kind::kDeadLink:
    case Inline::Kind::kImage:
      if (end > 0 && at(end - 1) == '<') return end - 1;
      if (end == 0 || at(end - 1) != '[') return end;
      return kind == Inline::Kind::kImage && end > 1 && at(end - 2) == '!' ? end - 2 : end - 1;
    case Inline::Kind::kMath:
      return end;
  }
  return end;
}

size_t BlockBuilder::closer_end(Inline::Kind kind) const {
  const auto over = [this](size_t from, char c, size_t most) {
    while (most > 0 && from < shown_end_ && at(from) == c) {
      ++from;
      --most;
    }
    return from;
  };
  switch (kind) {
    case Inline::Kind::kEmphasis:
    case Inline::Kind::kStrong: {
      const char mark = at(cursor_);
      if (mark != '*' && mark != '_') return cursor_;
      return over(cursor_, mark, kind == Inline::Kind::kStrong ? 2 : 1);
    }
    case Inline::Kind::kStrike:
      return over(cursor_, '~', 2);
    case Inline::Kind::kCode: {
      const size_t ticks = at(cursor_) == ' ' || at(cursor_) == '\n' ? cursor_ + 1 : cursor_;
      const size_t end = over(ticks, '`', source_.size());
      return end > ticks ? end : cursor_;
    }
    case Inline::Kind::kLink:
    case Inline::Kind::kDeadLink:
    case Inline::Kind::kImage:
      return link_end(cursor_);
    case Inline::Kind::kMath:
      return cursor_;
  }
  return cursor_;
}

// Behind "](...)" or ">".
size_t BlockBuilder::link_end(size_t from) const {
  if (at(from) == '>') return from + 1;
  if (at(from) == '!' && at(from + 1) == '[') ++from;  // an image without a description
  if (at(from) == '[') ++from;                         // a link without a text
  if (at(from) != ']' || at(from + 1) != '(') return from;
  int open = 0;
  for (size_t i = from + 1; i < shown_end_; ++i) {
    const char c = at(i);
    if (c == '\\') {
      ++i;
    } else if (c == '(') {
      ++open;
    } else if (c == ')' && --open == 0) {
      return i + 1;
    }
  }
  return from;
}

void BlockBuilder::add_source(size_t begin, size_t end, bool code) {
  end = std::min(end, shown_end_);
  begin = std::max(begin, cursor_);  // text never goes back
  if (begin >= end) return;
  ensure_block();
  if (code) return add_plain(begin, end, true);
  while (next_math_ < math_.size() && math_[next_math_].whole.end <= begin) ++next_math_;
  while (next_math_ < math_.size() && math_[next_math_].whole.begin < end) {
    const MathSpan& math = math_[next_math_++];
    // What code or a link cut into is shown as it is written.
    if (math.whole.begin < begin || std::min(math.whole.end, shown_end_) > end) continue;
    if (math.whole.begin > begin) add_plain(begin, math.whole.begin, false);
    add_math(math);
    begin = cursor_;
  }
  if (begin < end) add_plain(begin, end, false);
}

void BlockBuilder::add_math(const MathSpan& math) {
  const size_t end = std::min(math.whole.end, shown_end_);
  const size_t content_end = std::min(math.content.end, shown_end_);
  if (content_end <= math.content.begin) return;
  const std::string latex =
      without_quote_marks(source_.substr(math.content.begin, content_end - math.content.begin));
  place_open_inlines(math.whole.begin);
  open_inline(Inline::Kind::kMath, latex);
  open_.back().markup.display = math.display;
  open_.back().markup.source.begin = source_offset(math.whole.begin);
  open_.back().placed = true;
  std::string shown = latex_to_unicode(latex);
  // The cells of a table are apart by these.
  if (block().kind == BlockKind::kTable) std::replace(shown.begin(), shown.end(), '\n', ' ');
  add_atom(shown, math.whole.begin, end);
  close_inline(Inline::Kind::kMath);
}

void BlockBuilder::add_plain(size_t begin, size_t end, bool code) {
  place_open_inlines(begin);
  // Tabs and line feeds stay where all white space counts.
  const bool inline_code = !open_.empty() && open_.back().markup.kind == Inline::Kind::kCode;
  const bool keep_feeds = code && !inline_code;
  size_t run = begin;
  size_t i = begin;
  const auto flush = [&] {
    if (i > run) {
      block().text.append(source_.substr(run, i - run));
      push_span(i - run, run, i, true);
    }
  };
  while (i < end) {
    const CodePoint next = decode_utf8(source_.substr(i, end - i));
    const char32_t c = next.value;
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool kept = next.valid && (!control || ((c == '\t' || c == '\n') && keep_feeds));
    if (kept) {
      i += next.num_bytes;
      continue;
    }
    flush();
    const size_t behind = i + next.num_bytes;
    if (c == '\r') {
      cursor_ = behind;
    } else {
      add_atom(c == '\t' || c == '\n' ? " " : "\uFFFD", i, behind);
    }
    i = run = behind;
  }
  flush();
}

void BlockBuilder::add_atom(std::string_view text, size_t begin, size_t end) {
  ensure_block();
  end = std::min(end, shown_end_);
  begin = std::clamp(begin, cursor_, std::max(cursor_, end));
  end = std::max(begin, end);
  place_open_inlines(begin);
  block().text.append(text);
  push_span(text.size(), begin, end, false);
}

void BlockBuilder::add_line_feed(std::string_view text) {
  size_t end = cursor_;
  while (at(end) == ' ' || at(end) == '\t' || at(end) == '\\' || at(end) == '\r') ++end;
  end = at(end) == '\n' ? end + 1 : cursor_;
  if (end > shown_end_) return;
  if (end == cursor_ + 1 && text == "\n") {
    ensure_block();
    block().text += '\n';
    push_span(1, cursor_, end, true);
    return;
  }
  if (end > cursor_ || !text.empty()) add_atom(text, cursor_, end);
}

void BlockBuilder::push_span(size_t text_size, size_t begin, size_t end, bool exact) {
  Block& block = blocks_.back();
  cursor_ = std::max(cursor_, end);
  if (text_size == 0) return;
  Span span;
  span.text_end = static_cast<uint32_t>(block.text.size());
  span.text_begin = static_cast<uint32_t>(block.text.size() - text_size);
  span.source_begin = static_cast<uint32_t>(source_offset(begin));
  span.source_end = static_cast<uint32_t>(source_offset(end));
  span.style = style();
  span.exact = exact;
  for (const OpenInline& open : open_) {
    span.strike |= open.markup.kind == Inline::Kind::kStrike;
    span.link |= open.markup.kind == Inline::Kind::kLink;
  }
  if (!block.spans.empty()) {
    Span& last = block.spans.back();
    if (exact && last.exact && last.source_end == span.source_begin && last.style == span.style &&
        last.strike == span.strike && last.link == span.link) {
      last.text_end = span.text_end;
      last.source_end = span.source_end;
      return;
    }
  }
  block.spans.push_back(span);
}

}  // namespace octant::ui::text

#pragma once
// Puts blocks together from the events of a Markdown parser, and finds out where in the source
// everything came from: the parser tells that of text, but not of markers.
//
// Text arrives in the order of the source. The builder keeps a cursor behind the last byte that it
// accounted for; markup that opens is looked for backwards from the next text, markup that closes
// forwards from the cursor. So every byte of the source gets into at most one span.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/text/block.h"
#include "app/ui/text/math_spans.h"

namespace octant::ui::text {

class BlockBuilder {
 public:
  // Offsets in `source` are `offset` less than those in the blocks. Bytes from `shown_end` on are
  // never shown. `base`: kBody, kSmall or kThinking. All must outlive the builder.
  BlockBuilder(std::string_view source, size_t offset, size_t shown_end,
               const std::vector<MathSpan>& math, TextStyle base);

  void open_quote();
  void open_item(Container item);  // kBullet, kNumbered or kTask
  // An item that showed nothing gets an empty paragraph beside its marker.
  void close_container();
  size_t depth() const { return containers_.size(); }

  void open_block(BlockKind kind);
  // Text outside any block opens a paragraph, as in items of tight lists.
  void close_block();
  Block& block() { return blocks_.back(); }
  bool in_block() const { return in_block_; }

  void open_cell(bool first_in_row);
  void close_cell();

  void open_inline(Inline::Kind kind, std::string target = {});
  void close_inline(Inline::Kind kind);

  // Bytes of the source as they are, with formulas among them (but in code).
  void add_source(size_t begin, size_t end, bool code);
  // `text` in place of the source's bytes [begin, end), which may be none.
  void add_atom(std::string_view text, size_t begin, size_t end);
  // A line feed of the source, shown as `text`.
  void add_line_feed(std::string_view text);
  size_t cursor() const { return cursor_; }

  std::vector<Block> take() && { return std::move(blocks_); }

 private:
  struct OpenInline {
    Inline markup;
    bool placed = false;  // markup.source.begin is known
  };

  TextStyle style() const;
  void ensure_block();
  void place_open_inlines(size_t begin);
  size_t opener_begin(Inline::Kind kind, size_t end) const;
  size_t closer_end(Inline::Kind kind) const;
  size_t link_end(size_t at) const;
  void add_math(const MathSpan& math);
  void add_plain(size_t begin, size_t end, bool code);
  void push_span(size_t text_size, size_t begin, size_t end, bool exact);
  size_t source_offset(size_t local) const { return offset_ + local; }
  char at(size_t local) const { return local < source_.size() ? source_[local] : '\0'; }

  std::string_view source_;
  size_t offset_;
  size_t shown_end_;
  const std::vector<MathSpan>& math_;
  size_t next_math_ = 0;
  TextStyle base_;

  std::vector<Block> blocks_;
  bool in_block_ = false;
  bool implicit_ = false;  // the block was opened by text
  std::vector<Container> containers_;
  std::vector<OpenInline> open_;
  size_t cursor_ = 0;
  bool head_row_ = false;
};

}  // namespace octant::ui::text

#include "app/ui/text/document.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/ui/text/block_builder.h"
#include "app/ui/text/markdown.h"
#include "app/ui/text/source_lines.h"

namespace octant::ui::text {

void Document::set(std::string_view text, bool growing) {
  if (text == source_ && growing == growing_ && revision_ > 0) return;
  if (!text.starts_with(source_)) {
    source_.clear();
    blocks_.clear();
    last_chunk_ = {};
    num_settled_ = 0;
    ++epoch_;
  }
  source_.append(text.substr(source_.size()));
  growing_ = growing;
  parse_end();
}

void Document::append(std::string_view piece) {
  if (piece.empty()) return;
  source_.append(piece);
  growing_ = true;
  parse_end();
}

void Document::finish() {
  if (!growing_) return;
  growing_ = false;
  parse_end();
}

void Document::parse_end() {
  ++revision_;
  blocks_.resize(num_settled_);
  if (format_ == TextFormat::kPlain) return parse_plain_end();
  const Chunks chunks = cut_chunks(source_, last_chunk_);
  for (const Chunk& chunk : chunks.all) {
    const bool last = &chunk == &chunks.all.back();
    if (last) num_settled_ = blocks_.size();
    std::vector<Block> more = parse_chunk(source_, chunk, growing_ && last, base_);
    std::move(more.begin(), more.end(), std::back_inserter(blocks_));
  }
  last_chunk_ = chunks.last;
}

// A line a block, so that a long paste is laid out and drawn in parts.
void Document::parse_plain_end() {
  const std::vector<MathSpan> none;
  size_t at = last_chunk_.begin;
  while (true) {
    const size_t end = line_end(source_, at);
    num_settled_ = blocks_.size();
    last_chunk_.begin = at;
    const std::string_view line = std::string_view(source_).substr(at, end - at);
    BlockBuilder builder(line, at, line.size(), none, base_);
    builder.open_block(BlockKind::kParagraph);
    builder.add_source(0, line.size(), true);
    builder.close_block();
    std::vector<Block> more = std::move(builder).take();
    more.front().source = {at, end};
    blocks_.push_back(std::move(more.front()));
    if (end >= source_.size()) break;
    at = end + 1;
  }
}

}  // namespace octant::ui::text

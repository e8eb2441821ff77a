#pragma once
// The text of one message, parsed, and kept parsed while it grows.
//
// Appending costs what the last chunk costs (chunks.h): the last paragraph, item, fence or table,
// not the message. Blocks before that are never touched again; num_settled() says how many they
// are.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/text/block.h"
#include "app/ui/text/chunks.h"

namespace octant::ui::text {

enum class TextFormat : uint8_t {
  kMarkdown,
  kPlain,  // what people typed: every line a block, nothing interpreted
};

class Document {
 public:
  // `base` is the style of plain words: kBody, kSmall or kThinking, in which lines stay lines.
  explicit Document(TextFormat format = TextFormat::kMarkdown, TextStyle base = TextStyle::kBody)
      : format_(format), base_(base) {}

  // The whole text. If it goes on from the one before, only its end is parsed (finding that out
  // compares the bytes). `growing`: more will come, so unfinished markup at the end is shown as
  // if it were finished.
  void set(std::string_view text, bool growing = false);
  // More text of a growing message.
  void append(std::string_view piece);
  // No more will come.
  void finish();

  const std::string& source() const { return source_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  // The first so many blocks stay as they are while text is only appended.
  size_t num_settled() const { return num_settled_; }
  // Rises with every change; the settled blocks of two revisions of one epoch are the same as far
  // as both have them.
  uint64_t revision() const { return revision_; }
  uint64_t epoch() const { return epoch_; }
  TextFormat format() const { return format_; }
  TextStyle base() const { return base_; }

 private:
  void parse_end();
  void parse_plain_end();

  TextFormat format_;
  TextStyle base_;
  bool growing_ = false;
  std::string source_;
  std::vector<Block> blocks_;
  ChunkStart last_chunk_;
  size_t num_settled_ = 0;
  uint64_t revision_ = 0;
  uint64_t epoch_ = 0;
};

}  // namespace octant::ui::text

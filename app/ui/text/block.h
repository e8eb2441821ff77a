#pragma once
// A message as blocks of styled spans: what parsing gives and layout takes.
//
// A block is a leaf: a paragraph, a heading, the code of one fence, a table, a rule. Lists and
// quotes are no blocks but what blocks stand in (`containers`). Each block has its shown text,
// well-formed UTF-8 with soft breaks as blanks, hard ones as line feeds, formulas as Unicode, cells
// of a table apart by tabs and rows by line feeds. Spans cover it without gaps, and say where in
// the source it came from.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "app/ui/text/grapheme.h"
#include "app/ui/text/measure.h"

namespace octant::ui::text {

// What a piece of code is. The palette belongs to the window.
enum class TokenKind : uint8_t { kPlain, kKeyword, kString, kNumber, kComment, kCall };

// Offsets into a block's text and into the source; 32 bits, so messages end at 4 GB.
struct Span {
  uint32_t text_begin = 0;
  uint32_t text_end = 0;
  uint32_t source_begin = 0;
  uint32_t source_end = 0;
  TextStyle style = TextStyle::kBody;
  TokenKind token = TokenKind::kPlain;
  bool strike = false;
  bool link = false;  // of an Inline::Kind::kLink
  // Text and source are the same bytes. Otherwise the span is one unit: an entity, a formula, a
  // byte that is no UTF-8, or something that the source lacks (then its source range is empty).
  bool exact = false;
  bool operator==(const Span&) const = default;
};

// A stretch of inline markup. They nest, and stand in the order of their ends.
struct Inline {
  enum class Kind : uint8_t { kEmphasis, kStrong, kStrike, kCode, kLink, kDeadLink, kImage, kMath };
  Kind kind = Kind::kEmphasis;
  bool display = false;  // of kMath: set apart, \[ \] or $$
  TextRange text;        // in the block's text
  TextRange source;      // with its markers
  // kLink: the address, http, https or mailto; every other link is a kDeadLink, whose text is shown
  // and which leads nowhere. kImage: the address as written, never fetched.
  // kMath: the LaTeX between the delimiters, for "copy LaTeX".
  std::string target;
  bool operator==(const Inline&) const = default;
};

struct Container {
  enum class Kind : uint8_t { kQuote, kBullet, kNumbered, kTask };
  Kind kind = Kind::kQuote;
  bool checked = false;  // of kTask
  bool first = false;    // this block is the item's first one, so the marker stands beside it
  uint32_t number = 0;   // of kNumbered
  bool operator==(const Container&) const = default;
};

struct Table {
  enum class Align : uint8_t { kDefault, kLeft, kCenter, kRight };
  std::vector<Align> columns;
  // Row by row, the head first; every row has columns.size() of them. Ranges of the block's text.
  std::vector<TextRange> cells;
  size_t num_rows() const { return columns.empty() ? 0 : cells.size() / columns.size(); }
  bool operator==(const Table&) const = default;
};

enum class BlockKind : uint8_t {
  kParagraph,
  kHeading,
  kCode,
  kTable,
  kRule,
  kMath,  // nothing but one display formula
};

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  uint8_t level = 0;    // of kHeading: 1 to 6
  bool spaced = false;  // an empty line stands before it in the source
  std::string text;
  std::vector<Span> spans;
  std::vector<Inline> inlines;
  std::vector<Container> containers;  // outermost first
  std::string language;               // of kCode: the first word behind the fence
  Table table;
  TextRange source;  // whole lines, with all markers and fences, without the last line feed
  bool operator==(const Block&) const = default;
};

// "1." or "•" or "☑", without the blank behind; of quotes nothing.
std::string marker_text(const Container& container);

}  // namespace octant::ui::text

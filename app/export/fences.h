#pragma once
// The fenced code blocks of a Markdown text, found without rendering it.
//
//   block = code | text
//   code  = indent{0,3} fence [language ...] newline lines [indent{0,3} fence' newline]
//   fence = three or more "`", or three or more "~"; after "`" the line has no other "`"
//   fence' = at least as many of the same sign, and nothing else on the line
// A block that is not closed goes on to the end, as in CommonMark. Fences inside lists and quotes
// are taken for text: what is missed is shown as it was written.

#include <string>
#include <string_view>
#include <vector>

namespace octant::exporting {

struct Block {
  std::string_view text;      // of code: without the fences; views are into what was parsed
  std::string_view language;  // the first word behind the fence
  std::string_view fence;     // as it opened: empty for text
  bool is_code = false;
  bool closed = true;
};

// In order; texts that are empty are left out.
std::vector<Block> parse_fences(std::string_view text);

// A fence that `text` cannot close: one "`" more than its longest run of them, and at least three.
std::string fence_around(std::string_view text);

}  // namespace octant::exporting

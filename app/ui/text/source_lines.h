#pragma once
// What single lines of Markdown are, as far as the code around md4c has to know.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace octant::ui::text {

// End of the line at `offset`: its line feed, or the end of the text.
size_t line_end(std::string_view text, size_t offset);
// Begin of the line that `offset` stands in.
size_t line_begin(std::string_view text, size_t offset);
// The line behind, or the end of the text.
size_t next_line(std::string_view text, size_t offset);

bool is_blank(std::string_view line);
// Columns of blanks at the front; a tab goes on to the next multiple of four.
size_t indent_of(std::string_view line);
std::string_view without_indent(std::string_view line);

// "---", "* * *" and the like.
bool is_rule(std::string_view line);

struct ListMarker {
  bool found = false;
  char delimiter = 0;   // '-', '+', '*', '.' or ')'
  size_t content = 0;   // bytes up to the item's content
  uint32_t number = 0;  // in front of '.' and ')'
};
// At the front of a line, behind its indent. A rule is no item.
ListMarker list_marker(std::string_view line);

struct Fence {
  char mark = 0;      // '`' or '~'; 0: none
  size_t length = 0;  // at least 3
  explicit operator bool() const { return mark != 0; }
};
// A fence that opens code at the front of a line, behind its indent.
Fence opening_fence(std::string_view line);
bool closes(const Fence& fence, std::string_view line);

}  // namespace octant::ui::text

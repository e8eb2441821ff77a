#include "app/ui/text/source_lines.h"

#include <algorithm>

namespace octant::ui::text {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

size_t line_end(std::string_view text, size_t offset) {
  return std::min(text.find('\n', offset), text.size());
}

size_t line_begin(std::string_view text, size_t offset) {
  if (offset == 0) return 0;
  const size_t feed = text.rfind('\n', offset - 1);
  return feed == std::string_view::npos ? 0 : feed + 1;
}

size_t next_line(std::string_view text, size_t offset) {
  return std::min(line_end(text, offset) + 1, text.size());
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

size_t indent_of(std::string_view line) {
  size_t columns = 0;
  for (const char c : line) {
    if (c == '\t') {
      columns += 4 - columns % 4;
    } else if (c == ' ') {
      ++columns;
    } else {
      break;
    }
  }
  return columns;
}

std::string_view without_indent(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

bool is_rule(std::string_view line) {
  char mark = 0;
  int count = 0;
  for (const char c : line) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c != '-' && c != '*' && c != '_') return false;
    if (mark != 0 && c != mark) return false;
    mark = c;
    ++count;
  }
  return count >= 3;
}

ListMarker list_marker(std::string_view line) {
  const std::string_view rest = without_indent(line);
  if (rest.empty() || is_rule(rest)) return {};
  ListMarker marker;
  size_t at = 0;
  if (rest[0] == '-' || rest[0] == '+' || rest[0] == '*') {
    at = 1;
  } else {
    constexpr size_t kMostDigits = 9;  // CommonMark's limit: longer numbers make no list
    while (at < rest.size() && at < kMostDigits && is_digit(rest[at])) {
      marker.number = marker.number * 10 + static_cast<uint32_t>(rest[at] - '0');
      ++at;
    }
    if (at == 0 || at >= rest.size() || (rest[at] != '.' && rest[at] != ')')) return {};
    ++at;
  }
  if (at < rest.size() && rest[at] != ' ' && rest[at] != '\t' && rest[at] != '\r') return {};
  marker.found = true;
  marker.delimiter = rest[at - 1];
  while (at < rest.size() && (rest[at] == ' ' || rest[at] == '\t')) ++at;
  marker.content = line.size() - rest.size() + at;
  return marker;
}

Fence opening_fence(std::string_view line) {
  const std::string_view rest = without_indent(line);
  if (rest.empty() || (rest[0] != '`' && rest[0] != '~')) return {};
  const size_t length = std::min(rest.find_first_not_of(rest[0]), rest.size());
  if (length < 3) return {};
  // What follows backticks must have none, else they are inline code.
  if (rest[0] == '`' && rest.find('`', length) != std::string_view::npos) return {};
  return {rest[0], length};
}

bool closes(const Fence& fence, std::string_view line) {
  const std::string_view rest = without_indent(line);
  const size_t length = std::min(rest.find_first_not_of(fence.mark), rest.size());
  return length >= fence.length && is_blank(rest.substr(length));
}

}  // namespace octant::ui::text

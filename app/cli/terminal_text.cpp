#include "app/cli/terminal_text.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "app/text/controls.h"
#include "app/text/utf8.h"

namespace octant::cli {

namespace {

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) {
    out.append(fmt::format("\\x{:02x}", static_cast<unsigned char>(byte)));
  }
  return out;
}

void append_code_point(std::string& out, std::string_view bytes, char32_t code_point) {
  if (code_point == '\n' || code_point == '\t') {
    out.append(bytes);
  } else if (code_point < 0x20 || code_point == 0x7F) {
    out.append(hex(bytes));
  } else if (is_hidden_control(code_point)) {
    out.append(fmt::format("\\u{:04x}", static_cast<uint32_t>(code_point)));
  } else {
    out.append(bytes);
  }
}

// Appends the shown form of `text`; returns how many bytes were not taken because they are the
// beginning of a code point.
std::size_t filter(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    if (next.cut_off) return text.size();
    const std::string_view taken = text.substr(0, next.num_bytes);
    if (next.valid) {
      append_code_point(out, taken, next.value);
    } else {
      out.append(hex(taken));
    }
    text.remove_prefix(next.num_bytes);
  }
  return 0;
}

}  // namespace

bool is_hidden_control(char32_t code_point) {
  return (code_point >= 0x20 && is_control(code_point)) || is_direction_control(code_point);
}

std::string TerminalFilter::push(std::string_view bytes) {
  held_.append(bytes);
  std::string out;
  const std::size_t left = filter(out, held_);
  held_.erase(0, held_.size() - left);
  return out;
}

std::string TerminalFilter::finish() {
  return hex(std::exchange(held_, {}));
}

std::string terminal_text(std::string_view text) {
  TerminalFilter all;
  std::string out = all.push(text);
  return out.append(all.finish());
}

std::string terminal_line(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char byte = text[at];
    if (byte == '\n' || byte == '\t' || byte == '\\') {
      out.append(byte == '\n' ? "\\n" : byte == '\t' ? "\\t" : "\\\\");
      ++at;
      continue;
    }
    std::size_t end = text.find_first_of("\n\t\\", at);
    if (end == std::string_view::npos) end = text.size();
    out.append(terminal_text(text.substr(at, end - at)));
    at = end;
  }
  return out;
}

}  // namespace octant::cli

#include "app/cli/terminal_text.h"

#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace octant::cli {

namespace {

bool in_range(uint32_t value, uint32_t low, uint32_t high) {
  return value >= low && value <= high;
}

void append_code_point(std::string& out, std::string_view bytes, uint32_t code_point) {
  if (code_point == '\n' || code_point == '\t') {
    out.append(bytes);
  } else if (code_point < 0x20 || code_point == 0x7F) {
    out.append(fmt::format("\\x{:02x}", code_point));
  } else if (is_hidden_control(code_point)) {
    out.append(fmt::format("\\u{:04x}", code_point));
  } else {
    out.append(bytes);
  }
}

// Appends the shown form of `text`; returns how many bytes were not taken because they are the
// beginning of a code point.
std::size_t filter(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const DecodedUtf8 next = decode_utf8(text);
    if (next.kind == DecodedUtf8::Kind::kIncomplete) return text.size();
    const auto length = static_cast<std::size_t>(next.length);
    if (next.kind == DecodedUtf8::Kind::kValid) {
      append_code_point(out, text.substr(0, length), next.code_point);
    } else {
      out.append(fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front())));
    }
    text.remove_prefix(length);
  }
  return 0;
}

}  // namespace

bool is_hidden_control(uint32_t code_point) {
  return in_range(code_point, 0x7F, 0x9F) || code_point == 0x061C ||
         in_range(code_point, 0x200E, 0x200F) || in_range(code_point, 0x202A, 0x202E) ||
         in_range(code_point, 0x2066, 0x2069);
}

DecodedUtf8 decode_utf8(std::string_view bytes) {
  using Kind = DecodedUtf8::Kind;
  const auto lead = static_cast<unsigned char>(bytes.front());
  if (lead < 0x80) return {Kind::kValid, lead, 1};
  // The range of the second byte excludes overlong forms, surrogates and what is above U+10FFFF
  // (Unicode, table 3-7).
  int length = 0;
  uint32_t second_low = 0x80;
  uint32_t second_high = 0xBF;
  if (in_range(lead, 0xC2, 0xDF)) {
    length = 2;
  } else if (in_range(lead, 0xE0, 0xEF)) {
    length = 3;
    if (lead == 0xE0) second_low = 0xA0;
    if (lead == 0xED) second_high = 0x9F;
  } else if (in_range(lead, 0xF0, 0xF4)) {
    length = 4;
    if (lead == 0xF0) second_low = 0x90;
    if (lead == 0xF4) second_high = 0x8F;
  } else {
    return {};
  }
  uint32_t code_point = lead & (0x7Fu >> length);
  for (int i = 1; i < length; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (at >= bytes.size()) return {Kind::kIncomplete, 0, 1};
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (!in_range(byte, i == 1 ? second_low : 0x80, i == 1 ? second_high : 0xBF)) return {};
    code_point = (code_point << 6) | (byte & 0x3Fu);
  }
  return {Kind::kValid, code_point, length};
}

std::string TerminalFilter::push(std::string_view bytes) {
  held_.append(bytes);
  std::string out;
  const std::size_t left = filter(out, held_);
  held_.erase(0, held_.size() - left);
  return out;
}

std::string TerminalFilter::finish() {
  std::string out;
  for (const char byte : std::exchange(held_, {})) {
    out.append(fmt::format("\\x{:02x}", static_cast<unsigned char>(byte)));
  }
  return out;
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

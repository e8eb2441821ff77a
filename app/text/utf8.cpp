#include "app/text/utf8.h"

namespace octant {

namespace {

bool between(char32_t value, char32_t low, char32_t high) {
  return value >= low && value <= high;
}

}  // namespace

CodePoint decode_utf8(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes.front());
  if (lead < 0x80) return {.value = lead, .num_bytes = 1, .valid = true};
  // The range of the second byte excludes overlong forms, surrogates and what is above U+10FFFF
  // (Unicode, table 3-7).
  size_t length = 0;
  unsigned second_low = 0x80;
  unsigned second_high = 0xBF;
  if (between(lead, 0xC2, 0xDF)) {
    length = 2;
  } else if (between(lead, 0xE0, 0xEF)) {
    length = 3;
    if (lead == 0xE0) second_low = 0xA0;
    if (lead == 0xED) second_high = 0x9F;
  } else if (between(lead, 0xF0, 0xF4)) {
    length = 4;
    if (lead == 0xF0) second_low = 0x90;
    if (lead == 0xF4) second_high = 0x8F;
  } else {
    return {};
  }
  char32_t value = lead & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) {
    if (i == bytes.size()) return {.num_bytes = i, .cut_off = true};
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (!between(byte, i == 1 ? second_low : 0x80, i == 1 ? second_high : 0xBF)) {
      return {.num_bytes = i};
    }
    value = (value << 6) | (byte & 0x3Fu);
  }
  return {.value = value, .num_bytes = length, .valid = true};
}

void append_utf8(char32_t code_point, std::string& out) {
  if (between(code_point, 0xD800, 0xDFFF) || code_point > 0x10FFFF) code_point = kReplacement;
  const auto push = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    push(code_point);
  } else if (code_point < 0x800) {
    push(0xC0 | (code_point >> 6));
    push(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    push(0xE0 | (code_point >> 12));
    push(0x80 | ((code_point >> 6) & 0x3F));
    push(0x80 | (code_point & 0x3F));
  } else {
    push(0xF0 | (code_point >> 18));
    push(0x80 | ((code_point >> 12) & 0x3F));
    push(0x80 | ((code_point >> 6) & 0x3F));
    push(0x80 | (code_point & 0x3F));
  }
}

std::u32string to_utf32(std::string_view bytes) {
  std::u32string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const CodePoint next = decode_utf8(bytes);
    text += next.value;
    bytes.remove_prefix(next.num_bytes);
  }
  return text;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t code_point : text) append_utf8(code_point, out);
  return out;
}

std::string valid_utf8(std::string bytes) {
  const std::string_view all = bytes;
  size_t valid = 0;
  while (valid < all.size()) {
    const CodePoint next = decode_utf8(all.substr(valid));
    if (!next.valid) break;
    valid += next.num_bytes;
  }
  if (valid == all.size()) return bytes;
  std::string out(all.substr(0, valid));
  out.reserve(all.size());
  for (std::string_view rest = all.substr(valid); !rest.empty();) {
    const CodePoint next = decode_utf8(rest);
    append_utf8(next.value, out);
    rest.remove_prefix(next.num_bytes);
  }
  return out;
}

size_t previous_code_point(std::string_view text, size_t offset) {
  do {
    --offset;
  } while (offset > 0 && (static_cast<unsigned char>(text[offset]) & 0xC0u) == 0x80u);
  return offset;
}

std::string_view first_code_points(std::string_view text, int most_code_points) {
  size_t end = 0;
  for (int i = 0; i < most_code_points && end < text.size(); ++i) {
    end += decode_utf8(text.substr(end)).num_bytes;
  }
  return text.substr(0, end);
}

std::string_view first_bytes(std::string_view text, size_t most_bytes) {
  size_t end = 0;
  while (end < text.size()) {
    const size_t next = end + decode_utf8(text.substr(end)).num_bytes;
    if (next > most_bytes) break;
    end = next;
  }
  return text.substr(0, end);
}

}  // namespace octant

#include "app/ui/utf8.h"

namespace octant::ui {

char32_t take_code_point(std::string_view& bytes) {
  const auto byte = [&](size_t at) { return static_cast<unsigned char>(bytes[at]); };
  const unsigned char first = byte(0);
  size_t length = 1;
  char32_t value = first;
  char32_t least = 0;  // anything below is an overlong form
  if (first >= 0xF0 && first < 0xF8) {
    length = 4, value = first & 0x07, least = 0x10000;
  } else if (first >= 0xE0 && first < 0xF0) {
    length = 3, value = first & 0x0F, least = 0x800;
  } else if (first >= 0xC0 && first < 0xE0) {
    length = 2, value = first & 0x1F, least = 0x80;
  } else if (first >= 0x80) {
    bytes.remove_prefix(1);
    return kReplacement;
  }
  bool valid = length <= bytes.size();
  for (size_t i = 1; valid && i < length; ++i) {
    valid = (byte(i) & 0xC0) == 0x80;
    value = value << 6 | (byte(i) & 0x3F);
  }
  valid = valid && value >= least && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  bytes.remove_prefix(valid ? length : 1);
  return valid ? value : kReplacement;
}

std::u32string to_utf32(std::string_view bytes) {
  std::u32string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) text += take_code_point(bytes);
  return text;
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t bits) {
    out += static_cast<char>(static_cast<unsigned char>(bits));
  };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t code_point : text) append_utf8(out, code_point);
  return out;
}

}  // namespace octant::ui

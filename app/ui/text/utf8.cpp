#include "app/ui/text/utf8.h"

namespace octant::ui::text {

namespace {

bool in_range(unsigned char value, unsigned low, unsigned high) {
  return value >= low && value <= high;
}

}  // namespace

CodePoint decode(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes.front());
  if (lead < 0x80) return {lead, 1, true};
  // The range of the second byte excludes overlong forms, surrogates and what is above U+10FFFF
  // (Unicode, table 3-7).
  size_t length = 0;
  unsigned second_low = 0x80;
  unsigned second_high = 0xBF;
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
  char32_t value = lead & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) {
    if (i >= bytes.size()) return {kReplacement, i, false};
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (!in_range(byte, i == 1 ? second_low : 0x80, i == 1 ? second_high : 0xBF)) {
      return {kReplacement, i, false};
    }
    value = (value << 6) | (byte & 0x3Fu);
  }
  return {value, length, true};
}

size_t previous_code_point(std::string_view text, size_t offset) {
  do {
    --offset;
  } while (offset > 0 && (static_cast<unsigned char>(text[offset]) & 0xC0u) == 0x80u);
  return offset;
}

void append(char32_t code_point, std::string& out) {
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

std::string well_formed(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const CodePoint next = decode(bytes);
    if (next.valid) {
      out.append(bytes.substr(0, next.num_bytes));
    } else {
      append(kReplacement, out);
    }
    bytes.remove_prefix(next.num_bytes);
  }
  return out;
}

}  // namespace octant::ui::text

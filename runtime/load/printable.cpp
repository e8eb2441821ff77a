#include "runtime/load/printable.h"

#include <cstdint>

namespace octant {
namespace {

// The longest name of a real checkpoint has about 70 bytes; a message should stay one line.
constexpr size_t kMaxPrintedBytes = 160;

struct CodePoint {
  uint32_t value = 0;
  size_t num_bytes = 1;
  bool valid = false;
};

// The code point that starts at text[i]. Surrogates and over-long forms are let through: the caller
// only asks whether the value is a control character, and the shortest forms of those are decoded.
CodePoint decode(std::string_view text, size_t i) {
  const auto byte = [&](size_t k) { return static_cast<uint8_t>(text[k]); };
  const uint8_t first = byte(i);
  if (first < 0x80) return {first, 1, true};
  size_t num_bytes = 0;
  uint32_t value = 0;
  if (first >= 0xc2 && first <= 0xdf) {
    num_bytes = 2;
    value = first & 0x1fu;
  } else if (first >= 0xe0 && first <= 0xef) {
    num_bytes = 3;
    value = first & 0x0fu;
  } else if (first >= 0xf0 && first <= 0xf4) {
    num_bytes = 4;
    value = first & 0x07u;
  }
  if (num_bytes == 0 || i + num_bytes > text.size()) return {};
  for (size_t k = 1; k < num_bytes; ++k) {
    if ((byte(i + k) & 0xc0u) != 0x80u) return {};
    value = value << 6 | (byte(i + k) & 0x3fu);
  }
  return {value, num_bytes, true};
}

bool is_control(uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) ||  // C0, DEL, C1
         c == 0x2028 || c == 0x2029 ||            // line and paragraph separator
         c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);  // bidirectional controls
}

}  // namespace

bool has_control_characters(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = decode(text, i);
    if (c.valid && is_control(c.value)) return true;
    i += c.num_bytes;
  }
  return false;
}

std::string printable(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (size_t i = 0; i < text.size();) {
    if (out.size() >= kMaxPrintedBytes) return out + "...";
    const CodePoint c = decode(text, i);
    if (c.valid && !is_control(c.value)) {
      out.append(text.substr(i, c.num_bytes));
    } else {
      for (size_t k = 0; k < c.num_bytes; ++k) {
        const auto byte = static_cast<uint8_t>(text[i + k]);
        out.append("\\x").push_back(kHex[byte >> 4]);
        out.push_back(kHex[byte & 15]);
      }
    }
    i += c.num_bytes;
  }
  return out;
}

}  // namespace octant

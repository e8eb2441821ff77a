#pragma once
// UTF-8 that comes from files: read, repaired and cut.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace octant::exporting {

struct CodePoint {
  uint32_t value = 0xFFFD;  // U+FFFD for a byte that is not valid here
  size_t length = 1;        // bytes to take
  bool valid = false;
};

// The code point in front of `text`, which must not be empty.
CodePoint first_code_point(std::string_view text);

// The same text, with U+FFFD for each byte that is not valid UTF-8 (overlong forms, surrogates and
// what is above U+10FFFF included). Valid text is moved through.
std::string valid_utf8(std::string text);

// The longest beginnings of whole code points: at most so many of them, or so many bytes.
std::string_view first_code_points(std::string_view text, int most_code_points);
std::string_view first_bytes(std::string_view text, size_t most_bytes);

// C0 and C1 controls and DEL.
bool is_control(uint32_t code_point);
// Marks, overrides and isolates of the reading direction, which can make text look like another.
bool is_direction_control(uint32_t code_point);

}  // namespace octant::exporting

#pragma once
// UTF-8 of untrusted bytes, code point by code point. What is ill-formed reads as U+FFFD, one for
// each longest prefix of a well-formed sequence ("substitution of maximal subparts"), as in the
// runtime's text.

#include <cstddef>
#include <string>
#include <string_view>

namespace octant::ui::text {

inline constexpr char32_t kReplacement = 0xFFFD;

struct CodePoint {
  char32_t value = kReplacement;
  size_t num_bytes = 1;
  bool valid = false;
};

// The code point at the front of `bytes`, which must not be empty. At least one byte is taken.
CodePoint decode(std::string_view bytes);

// Where the code point begins that ends before `offset`; `text` is well-formed, 0 < offset <= size.
size_t previous_code_point(std::string_view text, size_t offset);

// Appends the encoding; `code_point` is below 0x110000 and no surrogate.
void append(char32_t code_point, std::string& out);

// `bytes` with everything ill-formed replaced.
std::string well_formed(std::string_view bytes);

}  // namespace octant::ui::text

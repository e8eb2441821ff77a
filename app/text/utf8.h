#pragma once
// UTF-8 of untrusted bytes, code point by code point. What is ill-formed reads as U+FFFD, one for
// each longest prefix of a well-formed sequence that the next byte breaks, and one for each byte
// that begins none ("substitution of maximal subparts", Unicode 3.9), as in the runtime's text.
// Overlong forms, surrogates and what is above U+10FFFF are ill-formed.

#include <cstddef>
#include <string>
#include <string_view>

namespace octant {

inline constexpr char32_t kReplacement = 0xFFFD;

struct CodePoint {
  char32_t value = kReplacement;
  size_t num_bytes = 1;  // to take
  bool valid = false;
  bool cut_off = false;  // not valid, but more bytes could make it so
};

// The code point at the front of `bytes`, which must not be empty.
CodePoint decode_utf8(std::string_view bytes);

// Appends the encoding; of a surrogate or what is above U+10FFFF, that of U+FFFD.
void append_utf8(char32_t code_point, std::string& out);

std::u32string to_utf32(std::string_view bytes);
std::string to_utf8(std::u32string_view text);

// `bytes` with everything ill-formed replaced. Well-formed text is moved through.
std::string valid_utf8(std::string bytes);

// Where the code point begins that ends before `offset`; `text` is well-formed, 0 < offset <= size.
size_t previous_code_point(std::string_view text, size_t offset);

// The longest beginnings of whole code points: at most so many of them, or so many bytes.
std::string_view first_code_points(std::string_view text, int most_code_points);
std::string_view first_bytes(std::string_view text, size_t most_bytes);

}  // namespace octant

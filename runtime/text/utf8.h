#pragma once
// UTF-8 of untrusted bytes: where code points end, and what takes the place of those that are none.
//
// Replacement is the Unicode standard's "substitution of maximal subparts": each longest prefix of
// a well-formed sequence that the next byte breaks becomes one U+FFFD, and so does each byte that
// can begin no sequence. Rust's from_utf8_lossy and Python's errors="replace" do the same.

#include <cstddef>
#include <string>
#include <string_view>

namespace octant {

inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";  // U+FFFD

// What stands at the beginning of some bytes.
struct Utf8Unit {
  enum class Kind {
    kCodePoint,  // a well-formed code point
    kInvalid,    // bytes that become one U+FFFD
    kCutOff,     // the bytes end inside a sequence that was well-formed so far
  };
  Kind kind = Kind::kCodePoint;
  size_t num_bytes = 0;  // 1 to 4
};

// The first unit of `bytes`, which must not be empty.
Utf8Unit first_utf8_unit(std::string_view bytes);

bool is_valid_utf8(std::string_view bytes);

// Appends `bytes` with everything ill-formed replaced.
void append_valid_utf8(std::string_view bytes, std::string& out);

// Takes the whole code points off the front of `pending`, with what is ill-formed replaced. What is
// left is the beginning of a code point, at most three bytes.
std::string take_whole_code_points(std::string& pending);

// Appends the code point's encoding; `code_point` is below 0x110000 and no surrogate.
void append_code_point(char32_t code_point, std::string& out);

}  // namespace octant

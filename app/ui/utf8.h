#pragma once
// UTF-8 to code points and back. The interface keeps text in UTF-32 wherever it edits or draws it,
// so that a position is a character and nothing above U+FFFF needs a special case.

#include <string>
#include <string_view>

namespace octant::ui {

// What stands for a byte that is not valid UTF-8.
inline constexpr char32_t kReplacement = 0xFFFD;

// Takes one code point from the front of `bytes`, which must not be empty. Overlong forms,
// surrogates and truncated sequences give kReplacement and take one byte.
char32_t take_code_point(std::string_view& bytes);

std::u32string to_utf32(std::string_view bytes);
void append_utf8(std::string& out, char32_t code_point);
std::string to_utf8(std::u32string_view text);

}  // namespace octant::ui

#pragma once
// Colours for code: keywords, strings, numbers, comments, calls.
//
// One scanner and a table a language (languages.h). It knows no grammar, so it never refuses a
// program, and a string that is never closed ends with its line or the code. Unknown languages stay
// plain.

#include <string_view>
#include <vector>

#include "app/ui/text/block.h"

namespace octant::ui::text {

struct Token {
  TextRange range;
  TokenKind kind = TokenKind::kPlain;
};

// In order, without gaps, together the whole code. O(size).
std::vector<Token> highlight(std::string_view code, std::string_view language);

// Divides the spans of a block of code by its tokens.
void colour_code(Block& block);

}  // namespace octant::ui::text

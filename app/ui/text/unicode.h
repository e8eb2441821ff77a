#pragma once
// What text needs to know about a code point: whether it joins the one before it, stands in words,
// may be parted from its neighbours at the end of a line, takes room.
// Each question is a few comparisons for ASCII and a binary search of 700 ranges otherwise.

#include "app/ui/text/unicode_tables.h"

namespace octant::ui::text {

GraphemeClass grapheme_class(char32_t code_point);

// Letters, digits, marks, the underscore.
bool is_word(char32_t code_point);
// Han ideographs, kana, bopomofo, hangul, their punctuation, full-width forms: written without
// spaces, so that a line may end behind each.
bool is_cjk(char32_t code_point);
bool is_han(char32_t code_point);
bool is_kana(char32_t code_point);
// Also U+00A0 and the wide space U+3000; not the line feed.
bool is_space(char32_t code_point);
// Draws nothing and takes no room: marks, joiners, variation selectors, controls of direction.
bool is_zero_width(char32_t code_point);

// The rules for the ends of Chinese and Japanese lines: closing punctuation, small kana and the
// like begin none, opening brackets end none. ASCII brackets and stops count too.
bool may_not_begin_line(char32_t code_point);
bool may_not_end_line(char32_t code_point);

}  // namespace octant::ui::text

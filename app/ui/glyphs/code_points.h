#pragma once
// What drawing and breaking lines must know of a character. No tables of the Unicode consortium:
// ranges that cover the scripts which the interface sets without shaping.

namespace octant::ui {

// Takes no room: joiners, variation selectors, byte order marks.
bool is_zero_width(char32_t code_point);
// Looks right in colour, where the emoji font has it.
bool prefers_colour(char32_t code_point);
// Han, kana, hangul and their punctuation: set in the CJK font, broken anywhere but at punctuation.
bool is_cjk(char32_t code_point);
// Letters, digits and marks: what a double click or a word jump takes as one word.
bool is_word(char32_t code_point);

}  // namespace octant::ui

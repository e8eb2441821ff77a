#pragma once
// Where a line may end: the part of UAX #14 that chat needs.
//
//   behind blanks and hyphens; around ideographs, kana and pictures, but not before closing
//   punctuation and small kana nor behind opening brackets; never at U+00A0, U+202F and U+2060.
//
// What has no such place, a long word or an address, is cut where the line is full.

namespace octant::ui::text {

// Whether a line may end between two characters, the last code point of one cluster and the first
// of the next. A blank at the end of a line hangs over and asks for no room.
bool may_break_between(char32_t before, char32_t behind);

}  // namespace octant::ui::text

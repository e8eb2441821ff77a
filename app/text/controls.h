#pragma once
// Code points that show nothing themselves and change what is seen around them.

namespace octant {

// C0 and C1 controls and DEL.
bool is_control(char32_t code_point);
// Marks, overrides and isolates of the reading direction, which can make text look like another:
// U+061C, U+200E, U+200F, U+202A .. U+202E, U+2066 .. U+2069.
bool is_direction_control(char32_t code_point);

}  // namespace octant

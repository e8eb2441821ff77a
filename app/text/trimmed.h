#pragma once
// What somebody typed without the slips of the hand around it.

#include <string_view>

namespace octant {

// A part of `text`: without ASCII's white space at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace octant

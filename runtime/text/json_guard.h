#pragma once
// What a JSON library does not check by itself, asked of an untrusted document before it is read.

#include <cstddef>
#include <string_view>

namespace octant {

// Whether `json` nests arrays and objects no deeper than `max_depth`. Counts brackets outside
// strings; whether they pair up is the parser's business. O(size), no memory.
bool json_depth_within(std::string_view json, int max_depth);

}  // namespace octant

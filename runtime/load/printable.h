#pragma once
// Names that come from files, made fit for a one-line message. Not the filter of the terminal,
// which every text passes again.

#include <string>
#include <string_view>

namespace octant {

// Whether `text` (UTF-8) holds a C0 or C1 control character, DEL, a line or paragraph separator, or
// a bidirectional control: none of them belongs into the name of a tensor or file.
bool has_control_characters(std::string_view text);

// `text` with those characters and broken UTF-8 written as \xNN, and cut after 160 bytes.
std::string printable(std::string_view text);

}  // namespace octant

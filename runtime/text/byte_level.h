#pragma once
// The byte-level alphabet of GPT-2: one printable character for each of the 256 bytes, so that a
// vocabulary of arbitrary byte strings can be written as JSON text.
//
// Bytes 21..7E, A1..AC and AE..FF (hex) stand for the code point of the same number; the other 68,
// in increasing order, for U+0100, U+0101, ... So a space is U+0120 and a newline U+010A.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace octant {

// The character that stands for `byte`, as UTF-8.
std::string byte_level_char(uint8_t byte);

// The bytes that `text` (well-formed UTF-8) stands for; nullopt if one of its characters is outside
// the alphabet, as in the names of control tokens.
std::optional<std::string> byte_level_bytes(std::string_view text);

}  // namespace octant

#pragma once
// A small tokenizer.json to be changed by tests: all 256 bytes (ids 0..255 in order), a few merges,
// DeepSeek's pre-tokenizer and some control tokens.

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "runtime/text/tokenizer.h"

namespace octant::test {

// vocab: byte b has id b; then "he" 256, "ll" 257, "hell" 258, "hello" 259, "Ġhello" 260.
// Added: "<s>" 300 special, "<think>" 301, "</think>" 302, "<｜User｜>" 303.
nlohmann::json tiny_tokenizer();

// Null, with a test failure, if it is refused.
std::unique_ptr<Tokenizer> parse_tokenizer(const nlohmann::json& document);

}  // namespace octant::test

#pragma once
// JSON for standard output. Always valid UTF-8 (bytes that are not become U+FFFD), and safe to look
// at in a terminal: DEL, C1 and bidirectional controls are written as \uNNNN, which reads back as
// the same string.

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace octant::cli {

// Indented by two spaces, with a newline at the end.
std::string json_text(const nlohmann::ordered_json& document);
// On one line, with a newline at the end: for JSON Lines.
std::string json_line(const nlohmann::ordered_json& document);

}  // namespace octant::cli

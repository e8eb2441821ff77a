#pragma once
// The small text files of a checkpoint folder, read as the untrusted input that they are.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "kernels/core/status.h"
#include "models/config_reader.h"

namespace octant {

// A whole file as text. Errors: kNotFound, kIo; kCorrupt if it is larger than
// ConfigDocument::kMaxTextBytes (configs and chat templates are some ten kilobytes).
Result<std::string> read_text_file(const std::filesystem::path& path);

// A JSON object; none if there is no such file. Errors: those of read_text_file and
// ConfigDocument::parse.
Result<std::optional<ConfigDocument>> read_optional_config(const std::filesystem::path& path);

struct ChatTemplate {
  std::string text;  // Jinja
  std::string file;  // that it stands in
};

// Of chat_template.jinja, else the field of tokenizer_config.json; both empty if there is none, or
// a list of them.
Result<ChatTemplate> read_chat_template(const std::filesystem::path& folder);

}  // namespace octant

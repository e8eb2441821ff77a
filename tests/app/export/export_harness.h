#pragma once
// Conversations for the tests of exporters and importers, and ways to compare them.

#include <rapidcheck.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/export/conversation_file.h"
#include "app/export/import.h"

namespace octant::exporting {

// A small conversation with everything in it: two versions of an answer, reasoning, a code block, a
// failed answer, tags, settings, statistics and recordings. Always the same.
ConversationFile sample_conversation();

// All fields, by name: two conversations are equal where these texts are. Recordings included, ids
// as they are.
std::string all_fields(const ConversationFile& file);

// Random trees with ids 1, 2, ..., of valid UTF-8.
rc::Gen<ConversationFile> conversation_files();

// A hundred texts that mean something to a browser, a Markdown or YAML reader, a shell or a file
// system.
const std::vector<std::string>& hostile_texts();

// The same text in every field that holds text, and as the language of a code block.
ConversationFile conversation_of(const std::string& text);

// Imports a text that is named "file"; the conversations go to `files`.
Result<ImportReport> import_into(std::vector<ConversationFile>& files, std::string text);

std::string read_all(const std::string& path);
std::string golden_path(std::string_view name);

// Runs tests/app/export/<script> on all files of a folder, by name; what it printed. Fails the test
// if it did not end with 0.
std::string run_python(std::string_view script, const std::string& folder);

}  // namespace octant::exporting

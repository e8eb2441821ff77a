#pragma once
// Conversations out of files that anybody may have written.
//
// What a file is, is told by what it holds, not by its name; each conversation by itself:
//   octant.conversations   {"format": "octant.conversations", ...}       octant_json.h
//   OpenAI messages        {"messages": [...]}                           openai_jsonl.h
//   ShareGPT               {"conversations": [...]}                      sharegpt.h
//   Open WebUI             {"chat": {"history": ...}} or {"history": ...} open_webui.h
//   ChatGPT                {"mapping": {...}}                            chatgpt.h
// A file holds one of them, an array of them, or one a line (JSON Lines).
//
// A conversation that is broken is left out, and the others are taken. Nothing that a file holds
// ends the program: sizes and depth have bounds, bytes that are not UTF-8 become U+FFFD, dates are
// put between 1970 and 9999.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "app/export/conversation_file.h"
#include "kernels/core/status.h"

namespace octant::exporting {

// An export of ten years of daily use is some hundred megabytes; the file is read into memory, and
// with one conversation at a time beside it that stays below what a desktop has.
inline constexpr uint64_t kMostImportBytes = uint64_t{1} << 30;

// So many reasons are kept: a file of a million broken lines is one mistake.
inline constexpr size_t kMostReasons = 100;

struct ImportOptions {
  int64_t now_ms = 0;  // for conversations without a date
  uint64_t max_bytes = kMostImportBytes;
};

struct ImportReport {
  int64_t num_imported = 0;
  int64_t num_left_out = 0;
  std::set<std::string> formats;     // of those imported: names as above
  std::vector<std::string> reasons;  // "file.json: conversation 3: mapping[\"x\"]: ..."
};

// Takes a conversation; its failure, e.g. a full disk, ends the import.
using TakeConversation = std::function<Status(ConversationFile file)>;

// `name` stands in front of all messages. Errors: kCorrupt if the text is no file of conversations
// at all, kUnsupported for a newer version of octant.conversations and a text above max_bytes; what
// `take` fails with.
Result<ImportReport> import_text(const std::string& name, std::string text,
                                 const ImportOptions& options, const TakeConversation& take);

// The same for a file. Errors also: kNotFound, kIo.
Result<ImportReport> import_file(const std::filesystem::path& path, const ImportOptions& options,
                                 const TakeConversation& take);

}  // namespace octant::exporting

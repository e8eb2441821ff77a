#pragma once
// A conversation as a Markdown document with YAML front matter: the active path.
//
//   document     = front_matter { section }
//   front_matter = "---" { key ": " value } "---"
//   key          = title, model, folder, created, updated, tags, in this order; where there is none
//                  the line is left out
//   value        = a JSON string, or for tags a JSON array of them: both are YAML as well
//   section      = "## System" | "## User" | "## Assistant", its note, reasoning and text
//
// An answer is Markdown already and is written as the model wrote it, with a code block that it
// left open closed. All other text, the system prompt, what the user typed and the reasoning (which
// stands in <details>), is not: it is put in a fence with one "`" more than its longest run, which
// nothing in it can close. Answers may hold raw HTML: html.h is the export that is safe to open
// wherever it comes from.

#include <string>

#include "app/export/conversation_file.h"

namespace octant::exporting {

std::string markdown_text(const ConversationFile& file);

}  // namespace octant::exporting

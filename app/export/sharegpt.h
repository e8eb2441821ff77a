#pragma once
// ShareGPT, the format of many data sets: one array, the active path of each conversation.
//
//   document     = [conversation, ...]
//   conversation = {"conversations": [{"from": "system" | "human" | "gpt", "value": text}, ...]}
// The system prompt comes first. Reasoning, versions and dates are left out, and so are messages
// without text.
//
// Reading also takes {"id", "title"} beside it, a "system" text, and the names that other programs
// gave to the two sides (content_text.h); what tools and functions said is left out.

#include <string>

#include "app/export/conversation_file.h"
#include "app/export/json_fields.h"
#include "kernels/core/status.h"

namespace octant::exporting {

std::string sharegpt_text(const ConversationFile& file);
Result<ConversationFile> read_sharegpt(const Json& conversation);

}  // namespace octant::exporting

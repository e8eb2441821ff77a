#pragma once
// ChatGPT's export of data, conversations.json: read only.
//
//   document     = [conversation, ...]
//   conversation = {"title", "create_time", "update_time", "current_node": key, "is_archived",
//                   "default_model_slug", "mapping": {key: node, ...}}
//   node         = {"id": key, "parent": key | null, "children": [key, ...], "message": message |
//   null} message      = {"author": {"role"}, "create_time", "content": content, "recipient": "all"
//   | tool,
//                   "metadata": {"model_slug", "is_visually_hidden_from_conversation"}}
//   content      = {"content_type": "text" | "multimodal_text", "parts": [text | object, ...]}
//                | {"content_type": other, ...}
// Left out, with what follows them hung on what came before: nodes without message, messages of
// tools and to tools, hidden ones, other types of content (thoughts, code that was run, settings),
// and messages without text. Dates are seconds.

#include "app/export/conversation_file.h"
#include "app/export/json_fields.h"
#include "kernels/core/status.h"

namespace octant::exporting {

bool is_chatgpt(const Json& conversation);
Result<ConversationFile> read_chatgpt(const Json& conversation);

}  // namespace octant::exporting

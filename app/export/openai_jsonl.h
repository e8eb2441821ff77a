#pragma once
// JSON Lines with the messages of the OpenAI interface, as fine-tuning takes them: one line a
// conversation, the active path alone.
//
//   line    = {"messages": [message, ...]}
//   message = {"role": "system" | "user" | "assistant", "content": text}
// The system prompt is the first message. Reasoning, versions, dates and titles are left out, and
// so are messages without text.
//
// Reading also takes "developer" for system, content in parts (content_text.h) and
// "reasoning_content" as DeepSeek's interface gives it; messages of tools are left out.

#include <string>

#include "app/export/conversation_file.h"
#include "app/export/json_fields.h"
#include "kernels/core/status.h"

namespace octant::exporting {

std::string openai_line(const ConversationFile& file);  // without the newline
Result<ConversationFile> read_openai(const Json& line);

}  // namespace octant::exporting

#pragma once
// What the formats of other programs have in common: the content of a message, its role, and lists
// of messages that follow each other.

#include <optional>
#include <string>
#include <string_view>

#include "app/export/conversation_file.h"
#include "app/export/json_fields.h"
#include "kernels/core/status.h"

namespace octant::exporting {

// The text of a content field: text, or an array of parts, each text or {"text": text}; parts
// without text (pictures, sounds) become "[attachment]". Missing or null: empty.
// Errors: kCorrupt for anything else.
Result<std::string> content_text(const Json& message, const char* name);

// Nothing for roles that are no part of the conversation as people read it: tools and functions.
std::optional<store::Role> foreign_role(std::string_view name);

// Appends a message as the child of the last one and makes it the active leaf. A system message in
// front becomes the system prompt. Messages without text are left out.
void append_message(ConversationFile& file, store::Role role, std::string content);

}  // namespace octant::exporting

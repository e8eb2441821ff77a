#include "app/export/content_text.h"

#include <array>
#include <utility>

namespace octant::exporting {

namespace {

using store::Role;

constexpr std::array<std::pair<std::string_view, Role>, 11> kForeignRoles = {{
    {"system", Role::kSystem},
    {"developer", Role::kSystem},
    {"user", Role::kUser},
    {"human", Role::kUser},
    {"assistant", Role::kAssistant},
    {"gpt", Role::kAssistant},
    {"chatgpt", Role::kAssistant},
    {"bing", Role::kAssistant},
    {"bard", Role::kAssistant},
    {"model", Role::kAssistant},
    {"bot", Role::kAssistant},
}};

Result<std::string> part_text(const Json& part) {
  if (part.is_string()) return part.get<std::string>();
  RETURN_IF_ERROR(require_is_object(part));
  std::string text = "[attachment]";
  RETURN_IF_ERROR(read(part, "text", text));
  return text;
}

}  // namespace

Result<std::string> content_text(const Json& message, const char* name) {
  const Json* const content = find_field(message, name);
  if (content == nullptr) return std::string();
  if (content->is_string()) return content->get<std::string>();
  if (!content->is_array()) return wrong_type(*content, "text or an array").with_context(name);
  std::string text;
  for (const Json& part : *content) {
    auto more = part_text(part);
    if (!more.ok()) return std::move(more).status().with_context(name);
    if (!text.empty() && !more->empty()) text += "\n\n";
    text += *more;
  }
  return text;
}

std::optional<Role> foreign_role(std::string_view name) {
  for (const auto& [known, role] : kForeignRoles) {
    if (known == name) return role;
  }
  return std::nullopt;
}

void append_message(ConversationFile& file, Role role, std::string content) {
  if (content.empty()) return;
  if (role == Role::kSystem && file.messages.empty() && file.conversation.system_prompt.empty()) {
    file.conversation.system_prompt = std::move(content);
    return;
  }
  store::Message message;
  message.id = std::ssize(file.messages) + 1;
  message.parent_id = message.id - 1;
  message.role = role;
  message.content = std::move(content);
  file.conversation.active_leaf = message.id;
  file.messages.push_back(std::move(message));
}

}  // namespace octant::exporting

#include "app/export/openai_jsonl.h"

#include <utility>

#include <fmt/format.h>

#include "app/export/content_text.h"
#include "app/export/message_notes.h"

namespace octant::exporting {

namespace {

Status read_message(const Json& json, ConversationFile& file) {
  RETURN_IF_ERROR(require_is_object(json));
  std::string role_name;
  RETURN_IF_ERROR(require(json, "role", role_name));
  const auto role = foreign_role(role_name);
  if (!role) return {};
  std::string reasoning;
  RETURN_IF_ERROR(read(json, "reasoning_content", reasoning));
  ASSIGN_OR_RETURN(std::string content, content_text(json, "content"));
  const size_t before = file.messages.size();
  append_message(file, *role, std::move(content));
  if (file.messages.size() > before) file.messages.back().reasoning = std::move(reasoning);
  return {};
}

}  // namespace

std::string openai_line(const ConversationFile& file) {
  using OrderedJson = nlohmann::ordered_json;
  OrderedJson messages = OrderedJson::array();
  const auto add = [&messages](store::Role role, const std::string& content) {
    if (content.empty()) return;
    messages.push_back({{"role", role_name(role)}, {"content", content}});
  };
  add(store::Role::kSystem, file.conversation.system_prompt);
  for (const store::Message* const message : active_path(file)) {
    add(message->role, message->content);
  }
  const OrderedJson line = {{"messages", std::move(messages)}};
  return line.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

Result<ConversationFile> read_openai(const Json& line) {
  ConversationFile file;
  ASSIGN_OR_RETURN(const Json* const messages, require_array(line, "messages"));
  for (size_t i = 0; i < messages->size(); ++i) {
    RETURN_IF_ERROR(
        read_message((*messages)[i], file).with_context(fmt::format("messages[{}]", i)));
  }
  return file;
}

}  // namespace octant::exporting

#include "app/export/sharegpt.h"

#include <utility>

#include <fmt/format.h>

#include "app/export/content_text.h"

namespace octant::exporting {

namespace {

std::string_view side_of(store::Role role) {
  switch (role) {
    case store::Role::kSystem:
      return "system";
    case store::Role::kUser:
      return "human";
    case store::Role::kAssistant:
      return "gpt";
  }
  return "";
}

Status read_turn(const Json& json, ConversationFile& file) {
  RETURN_IF_ERROR(require_is_object(json));
  std::string from;
  RETURN_IF_ERROR(require(json, "from", from));
  const auto role = foreign_role(from);
  if (!role) return {};
  std::string value;
  RETURN_IF_ERROR(require(json, "value", value));
  append_message(file, *role, std::move(value));
  return {};
}

}  // namespace

std::string sharegpt_text(const ConversationFile& file) {
  using OrderedJson = nlohmann::ordered_json;
  OrderedJson turns = OrderedJson::array();
  const auto add = [&turns](store::Role role, const std::string& value) {
    if (!value.empty()) turns.push_back({{"from", side_of(role)}, {"value", value}});
  };
  add(store::Role::kSystem, file.conversation.system_prompt);
  for (const store::Message* const message : active_path(file)) {
    add(message->role, message->content);
  }
  const OrderedJson conversation = {{"conversations", std::move(turns)}};
  return conversation.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

Result<ConversationFile> read_sharegpt(const Json& conversation) {
  ConversationFile file;
  RETURN_IF_ERROR(read(conversation, "title", file.conversation.title));
  RETURN_IF_ERROR(read(conversation, "system", file.conversation.system_prompt));
  ASSIGN_OR_RETURN(const Json* const turns, require_array(conversation, "conversations"));
  for (size_t i = 0; i < turns->size(); ++i) {
    RETURN_IF_ERROR(read_turn((*turns)[i], file).with_context(fmt::format("conversations[{}]", i)));
  }
  return file;
}

}  // namespace octant::exporting

#include "app/export/chatgpt.h"

#include <utility>

#include <fmt/format.h>

#include "app/export/content_text.h"
#include "app/export/date_text.h"
#include "app/export/message_tree.h"

namespace octant::exporting {

namespace {

Status read_date(const Json& object, const char* name, int64_t& out) {
  double seconds = 0;
  RETURN_IF_ERROR(read(object, name, seconds));
  out = ms_from_number(seconds);
  return {};
}

// Reads metadata; `hidden` is what people do not get to see.
Status read_metadata(const Json& json, store::Message& message, bool& hidden) {
  ASSIGN_OR_RETURN(const Json* const metadata, find_object(json, "metadata"));
  if (metadata == nullptr) return {};
  Status status = read(*metadata, "model_slug", message.model);
  if (status.ok()) status = read(*metadata, "is_visually_hidden_from_conversation", hidden);
  return std::move(status).with_context("metadata");
}

Result<std::string> read_content(const Json& json) {
  ASSIGN_OR_RETURN(const Json* const content, find_object(json, "content"));
  if (content == nullptr) return std::string();
  std::string type = "text";
  RETURN_IF_ERROR(read(*content, "content_type", type).with_context("content"));
  if (type != "text" && type != "multimodal_text") return std::string();
  auto text = content_text(*content, "parts");
  if (!text.ok()) return std::move(text).status().with_context("content");
  return text;
}

Status read_message(const Json& json, TreeNode& node) {
  ASSIGN_OR_RETURN(const Json* const author, require_object(json, "author"));
  std::string role_name;
  RETURN_IF_ERROR(require(*author, "role", role_name).with_context("author"));
  RETURN_IF_ERROR(read_date(json, "create_time", node.message.created_ms));
  bool hidden = false;
  RETURN_IF_ERROR(read_metadata(json, node.message, hidden));
  std::string recipient = "all";
  RETURN_IF_ERROR(read(json, "recipient", recipient));
  ASSIGN_OR_RETURN(node.message.content, read_content(json));
  const auto role = foreign_role(role_name);
  node.is_message = role && !hidden && recipient == "all" && !node.message.content.empty();
  if (role) node.message.role = *role;
  return {};
}

Status read_node(const Json& json, TreeNode& node) {
  RETURN_IF_ERROR(require_is_object(json));
  RETURN_IF_ERROR(read(json, "id", node.key));
  RETURN_IF_ERROR(read(json, "parent", node.parent));
  ASSIGN_OR_RETURN(const Json* const message, find_object(json, "message"));
  return message == nullptr ? Status() : read_message(*message, node).with_context("message");
}

}  // namespace

bool is_chatgpt(const Json& conversation) {
  return find_field(conversation, "mapping") != nullptr;
}

Result<ConversationFile> read_chatgpt(const Json& conversation) {
  ConversationFile file;
  store::Conversation& head = file.conversation;
  RETURN_IF_ERROR(read(conversation, "title", head.title));
  RETURN_IF_ERROR(read_date(conversation, "create_time", head.created_ms));
  RETURN_IF_ERROR(read_date(conversation, "update_time", head.updated_ms));
  RETURN_IF_ERROR(read(conversation, "is_archived", head.archived));
  RETURN_IF_ERROR(read(conversation, "default_model_slug", head.model));
  ASSIGN_OR_RETURN(const Json* const mapping, require_object(conversation, "mapping"));
  std::vector<TreeNode> nodes;
  for (const auto& [key, json] : mapping->items()) {
    TreeNode& node = nodes.emplace_back();
    node.key = key;
    RETURN_IF_ERROR(read_node(json, node).with_context(fmt::format("mapping[\"{}\"]", key)));
  }
  std::string current;
  RETURN_IF_ERROR(read(conversation, "current_node", current));
  RETURN_IF_ERROR(build_tree(std::move(nodes), current, file));
  return file;
}

}  // namespace octant::exporting

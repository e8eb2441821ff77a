#include "app/export/open_webui.h"

#include <utility>

#include <fmt/format.h>

#include "app/export/content_text.h"
#include "app/export/date_text.h"
#include "app/export/message_tree.h"

namespace octant::exporting {

namespace {

Status read_date(const Json& object, const char* name, int64_t& out) {
  double number = 0;
  RETURN_IF_ERROR(read(object, name, number));
  out = ms_from_number(number);
  return {};
}

Status read_node(const Json& json, TreeNode& node) {
  RETURN_IF_ERROR(require_is_object(json));
  RETURN_IF_ERROR(read(json, "id", node.key));
  RETURN_IF_ERROR(read(json, "parentId", node.parent));
  std::string role_name;
  RETURN_IF_ERROR(require(json, "role", role_name));
  RETURN_IF_ERROR(read_date(json, "timestamp", node.message.created_ms));
  RETURN_IF_ERROR(read(json, "model", node.message.model));
  ASSIGN_OR_RETURN(node.message.content, content_text(json, "content"));
  const auto role = foreign_role(role_name);
  node.is_message = role.has_value();
  if (role) node.message.role = *role;
  return {};
}

Status read_history(const Json& inner, ConversationFile& file) {
  ASSIGN_OR_RETURN(const Json* const history, require_object(inner, "history"));
  ASSIGN_OR_RETURN(const Json* const messages, require_object(*history, "messages"));
  std::vector<TreeNode> nodes;
  for (const auto& [key, json] : messages->items()) {
    TreeNode& node = nodes.emplace_back();
    node.key = key;
    RETURN_IF_ERROR(read_node(json, node).with_context(fmt::format("messages[\"{}\"]", key)));
  }
  std::string current;
  RETURN_IF_ERROR(read(*history, "currentId", current));
  return build_tree(std::move(nodes), current, file);
}

Status read_inner(const Json& inner, ConversationFile& file) {
  store::Conversation& conversation = file.conversation;
  RETURN_IF_ERROR(read(inner, "title", conversation.title));
  RETURN_IF_ERROR(read(inner, "system", conversation.system_prompt));
  std::vector<std::string> models;
  RETURN_IF_ERROR(read(inner, "models", models));
  if (!models.empty()) conversation.model = models.front();
  return read_history(inner, file).with_context("history");
}

Status read_outer(const Json& chat, store::Conversation& conversation) {
  RETURN_IF_ERROR(read(chat, "title", conversation.title));
  RETURN_IF_ERROR(read_date(chat, "created_at", conversation.created_ms));
  RETURN_IF_ERROR(read_date(chat, "updated_at", conversation.updated_ms));
  RETURN_IF_ERROR(read(chat, "pinned", conversation.pinned));
  RETURN_IF_ERROR(read(chat, "archived", conversation.archived));
  ASSIGN_OR_RETURN(const Json* const meta, find_object(chat, "meta"));
  if (meta == nullptr) return {};
  RETURN_IF_ERROR(read(*meta, "tags", conversation.tags).with_context("meta"));
  return {};
}

}  // namespace

bool is_open_webui(const Json& chat) {
  const Json* const inner = find_field(chat, "chat");
  const Json* const holder = inner != nullptr && inner->is_object() ? inner : &chat;
  return find_field(*holder, "history") != nullptr;
}

Result<ConversationFile> read_open_webui(const Json& chat) {
  ConversationFile file;
  ASSIGN_OR_RETURN(const Json* const inner, find_object(chat, "chat"));
  if (inner == nullptr) {
    RETURN_IF_ERROR(read_inner(chat, file));
  } else {
    RETURN_IF_ERROR(read_inner(*inner, file).with_context("chat"));
  }
  RETURN_IF_ERROR(read_outer(chat, file.conversation));
  return file;
}

}  // namespace octant::exporting

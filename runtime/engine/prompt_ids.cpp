#include "runtime/engine/prompt_ids.h"

#include "runtime/text/chat_prompt.h"

namespace octant {
namespace {

std::vector<ChatMessage> to_chat_messages(std::span<const api::Message> messages) {
  std::vector<ChatMessage> result;
  for (const api::Message& message : messages) {
    ChatRole role = ChatRole::kUser;
    if (message.role == api::Role::kSystem) role = ChatRole::kSystem;
    if (message.role == api::Role::kAssistant) role = ChatRole::kAssistant;
    result.push_back({role, message.content});
  }
  return result;
}

}  // namespace

Result<std::vector<int32_t>> prompt_ids(const ModelFolder& folder,
                                        std::span<const api::Message> messages,
                                        const ChatEncodeOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<ChatPiece> pieces,
                   folder.chat->encode(to_chat_messages(messages), options));
  return encode_prompt(*folder.tokenizer, pieces);
}

}  // namespace octant

#include "runtime/text/chat_prompt.h"

#include <optional>
#include <string>

namespace octant {

Result<std::vector<int32_t>> encode_prompt(const Tokenizer& tokenizer,
                                           const std::vector<ChatPiece>& pieces) {
  std::vector<int32_t> ids;
  std::string text;
  const auto flush_text = [&] {
    const std::vector<int32_t> text_ids = tokenizer.encode_text(text);
    ids.insert(ids.end(), text_ids.begin(), text_ids.end());
    text.clear();
  };
  for (const ChatPiece& piece : pieces) {
    if (piece.kind == ChatPiece::Kind::kText) {
      text += piece.text;
      continue;
    }
    flush_text();
    const std::optional<int32_t> id = tokenizer.token_id(piece.text);
    if (!id.has_value()) {
      return not_found("the vocabulary has no control token " + piece.text);
    }
    ids.push_back(*id);
  }
  flush_text();
  return ids;
}

}  // namespace octant

#include "runtime/text/token_texts.h"

#include "runtime/text/utf8.h"

namespace octant {

std::vector<std::string> token_texts(const Tokenizer& tokenizer, std::span<const int32_t> ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  std::string pending;
  const auto give_up_pending = [&] {
    if (!pending.empty()) append_valid_utf8(pending, texts.back());
    pending.clear();
  };
  for (const int32_t id : ids) {
    if (tokenizer.is_added(id)) give_up_pending();
    pending += tokenizer.token_bytes(id);
    texts.push_back(take_whole_code_points(pending));
  }
  give_up_pending();
  return texts;
}

}  // namespace octant

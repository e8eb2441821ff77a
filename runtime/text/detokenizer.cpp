#include "runtime/text/tokenizer.h"
#include "runtime/text/utf8.h"

namespace octant {

std::string StreamingDetokenizer::push(int32_t id) {
  if (tokenizer_->is_special(id)) return {};
  pending_ += tokenizer_->token_bytes(id);
  return take_whole_code_points(pending_);
}

std::string StreamingDetokenizer::finish() {
  std::string text;
  append_valid_utf8(pending_, text);
  pending_.clear();
  return text;
}

}  // namespace octant

#include "runtime/text/tokenizer.h"
#include "runtime/text/utf8.h"

namespace octant {

std::string StreamingDetokenizer::push(int32_t id) {
  if (tokenizer_->is_special(id)) return {};
  pending_ += tokenizer_->token_bytes(id);
  // At most the last three bytes can be the beginning of a code point that is not all there.
  size_t complete = 0;
  while (complete < pending_.size()) {
    const Utf8Unit unit = first_utf8_unit(std::string_view(pending_).substr(complete));
    if (unit.kind == Utf8Unit::Kind::kCutOff) break;
    complete += unit.num_bytes;
  }
  std::string text;
  append_valid_utf8(std::string_view(pending_).substr(0, complete), text);
  pending_.erase(0, complete);
  return text;
}

std::string StreamingDetokenizer::finish() {
  std::string text;
  append_valid_utf8(pending_, text);
  pending_.clear();
  return text;
}

}  // namespace octant

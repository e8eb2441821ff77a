#include "runtime/generate/sequence.h"

#include <algorithm>

namespace octant {

int64_t Sequence::reuse(std::span<const int32_t> prompt, bool with_draft) {
  const auto differ = std::mismatch(tokens_.begin(), tokens_.end(), prompt.begin(), prompt.end());
  const int64_t common = differ.first - tokens_.begin();
  int64_t kept = std::min(common, static_cast<int64_t>(prompt.size()) - 1);
  if (with_draft) kept = std::min({kept, draft_length_, common - 1});
  kept = std::max<int64_t>(kept, 0);
  truncate(kept);
  return kept;
}

void Sequence::append_main(std::span<const int32_t> tokens) {
  tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
}

void Sequence::truncate(int64_t num_tokens) {
  if (num_tokens < main_length()) tokens_.resize(static_cast<size_t>(num_tokens));
  draft_length_ = std::min(draft_length_, num_tokens);
}

}  // namespace octant

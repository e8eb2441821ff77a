#pragma once
// Sequence: the tokens of the context that the cache holds, and how far the cache of the main model
// and of the MTP layer reach. Rejected drafts and edited turns are dropped by length alone. Owner:
// the engine's thread.

#include <cstdint>
#include <span>
#include <vector>

namespace octant {

class Sequence {
 public:
  // Never holds more than `max_tokens`: nothing allocates later.
  explicit Sequence(int64_t max_tokens) { tokens_.reserve(static_cast<size_t>(max_tokens)); }

  // Keeps of the cache what `prompt` has in common with it and returns how many of its tokens need
  // no prefill: at least one token is left over, since its logits are wanted. With `with_draft` the
  // MTP layer's cache counts too: its row p was made from the token at p + 1, so one row less is
  // kept.
  int64_t reuse(std::span<const int32_t> prompt, bool with_draft);

  // The main model's rows of `tokens` are in the cache, at position main_length() and following.
  void append_main(std::span<const int32_t> tokens);
  void set_draft_length(int64_t num_rows) { draft_length_ = num_rows; }
  // Drops everything from position `num_tokens` on.
  void truncate(int64_t num_tokens);

  int64_t main_length() const { return static_cast<int64_t>(tokens_.size()); }
  int64_t draft_length() const { return draft_length_; }

 private:
  std::vector<int32_t> tokens_;  // of the main model's cache rows
  int64_t draft_length_ = 0;     // rows of the MTP layer's cache
};

}  // namespace octant

#pragma once
// TokenProbs: the distribution of one token, of all ids or as a list of those that can be drawn.
// Owns nothing: whoever made the numbers keeps them.

#include <cstdint>
#include <span>

namespace octant {

struct TokenProbs {
  int64_t vocab_size = 0;        // V
  std::span<const float> probs;  // [V], or of a list [n]: finite, not negative, not all 0
  std::span<const int32_t> ids;  // empty, or of a list [n], ascending and below V; others have 0

  static TokenProbs of_all(std::span<const float> probs) {
    return {.vocab_size = std::ssize(probs), .probs = probs, .ids = {}};
  }
  bool is_list() const { return !ids.empty(); }
  // Of a list: where `id` stands in it, or -1.
  int64_t find(int32_t id) const;
  float at(int32_t id) const;  // 0 <= id < V
};

// As draw() of random.h: the same id for the same probabilities and u, to the bit, whether they are
// a list or not. A list costs its length.
int32_t draw(const TokenProbs& row, double u);

// The id drawn from max(p - q, 0), -1 where that is 0 for all ids; the same in every mixture of
// forms. Both of the same V. Costs a search in a listed q for every id of p.
int32_t draw_difference(const TokenProbs& p, const TokenProbs& q, double u);

}  // namespace octant

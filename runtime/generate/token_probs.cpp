#include "runtime/generate/token_probs.h"

#include <algorithm>

#include "kernels/core/check.h"
#include "runtime/generate/weighted_draw.h"

namespace octant {

int64_t TokenProbs::find(int32_t id) const {
  const auto found = std::lower_bound(ids.begin(), ids.end(), id);
  return found != ids.end() && *found == id ? found - ids.begin() : -1;
}

float TokenProbs::at(int32_t id) const {
  const int64_t place = is_list() ? find(id) : id;
  return place < 0 ? 0.0f : probs[static_cast<size_t>(place)];
}

int32_t draw(const TokenProbs& row, double u) {
  // A plain pointer: the checked operator[] of a span takes half as long again.
  const float* p = row.probs.data();
  const auto weight = [p](int64_t i) { return double{p[i]}; };
  const int32_t id = row.is_list() ? draw_weighted_list(row.vocab_size, row.ids, weight, u)
                                   : draw_weighted(row.vocab_size, weight, u);
  CHECK(id >= 0);
  return id;
}

// Ids that p does not list have no difference, so those of p are all there is to look at.
int32_t draw_difference(const TokenProbs& p, const TokenProbs& q, double u) {
  CHECK(p.vocab_size == q.vocab_size);
  const float* probs = p.probs.data();
  const auto difference = [probs](int64_t i, float other) {
    return std::max(double{probs[i]} - double{other}, 0.0);
  };
  if (p.is_list()) {
    const int32_t* ids = p.ids.data();
    const auto weight = [&](int64_t i) { return difference(i, q.at(ids[i])); };
    return draw_weighted_list(p.vocab_size, p.ids, weight, u);
  }
  if (q.is_list()) {
    const auto weight = [&](int64_t i) { return difference(i, q.at(static_cast<int32_t>(i))); };
    return draw_weighted(p.vocab_size, weight, u);
  }
  const float* others = q.probs.data();
  return draw_weighted(
      p.vocab_size, [&](int64_t i) { return difference(i, others[i]); }, u);
}

}  // namespace octant

#include "tests/runtime/statistics/routers.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace octant::statistics {

std::vector<int16_t> route(const Router& router, int64_t num_tokens, std::mt19937_64& random) {
  const auto experts = static_cast<size_t>(router.num_experts);
  const auto layers = static_cast<size_t>(router.num_layers);
  std::vector<double> noise(experts * layers);
  std::vector<double> scores(experts);
  std::vector<int16_t> ids(experts);
  std::vector<int16_t> choices;
  std::uniform_real_distribution<double> uniform(0x1p-53, 1);
  for (int64_t token = 0; token < num_tokens; ++token) {
    const bool again = token > 0 && uniform(random) < router.likeness;
    for (size_t layer = 0; layer < layers; ++layer) {
      double* const own = noise.data() + layer * experts;
      for (size_t e = 0; e < experts; ++e) {
        if (!again) own[e] = -std::log(-std::log(uniform(random)));
        const bool prefers = layer == 0 && !router.weights.empty();
        scores[e] = own[e] + (prefers ? std::log(router.weights[e]) : 0);
      }
      std::iota(ids.begin(), ids.end(), int16_t{0});
      std::nth_element(ids.begin(), ids.begin() + router.k - 1, ids.end(),
                       [&](int16_t a, int16_t b) {
                         return scores[static_cast<size_t>(a)] > scores[static_cast<size_t>(b)];
                       });
      choices.insert(choices.end(), ids.begin(), ids.begin() + router.k);
    }
  }
  return choices;
}

std::vector<uint64_t> histogram(const Router& router, const std::vector<int16_t>& choices) {
  std::vector<uint64_t> counts(static_cast<size_t>(router.num_layers * router.num_experts));
  for (size_t i = 0; i < choices.size(); ++i) {
    const size_t layer = i / static_cast<size_t>(router.k) % static_cast<size_t>(router.num_layers);
    ++counts[layer * static_cast<size_t>(router.num_experts) + static_cast<size_t>(choices[i])];
  }
  return counts;
}

}  // namespace octant::statistics

#include "app/cli/perplexity.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "kernels/core/check.h"

namespace octant::cli {

double mean_negative_log_likelihood(std::span<const float> logits,
                                    std::span<const int32_t> tokens) {
  if (tokens.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  CHECK((logits.size() % tokens.size()) == 0u);
  const std::size_t vocab = logits.size() / tokens.size();
  double sum = 0;
  for (std::size_t t = 0; t + 1 < tokens.size(); ++t) {
    const std::span<const float> row = logits.subspan(t * vocab, vocab);
    const auto next = static_cast<std::size_t>(tokens[t + 1]);
    CHECK(next < vocab);
    // Shifted by the largest logit, so that exp does not overflow.
    const double largest = *std::max_element(row.begin(), row.end());
    double total = 0;
    for (const float logit : row) total += std::exp(logit - largest);
    sum += largest + std::log(total) - row[next];
  }
  return sum / static_cast<double>(tokens.size() - 1);
}

}  // namespace octant::cli

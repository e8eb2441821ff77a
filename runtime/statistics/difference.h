#pragma once
// Whether two texts use a model's experts differently: the distance of their histograms, and how
// often dealing their tokens out anew gives one as large.
//
// The unit is a stretch of tokens with all their layers. Tokens beside each other choose alike (the
// same word, the same line of code), so dealing out single ones would find a difference between two
// halves of one text; stretches longer than that likeness do not.

#include <cstdint>
#include <span>

namespace octant::statistics {

// The experts of some tokens in the order of their text.
struct Choices {
  int32_t num_layers = 0;   // L
  int32_t num_experts = 0;  // E
  int32_t k = 0;
  std::span<const int16_t> topk_idx;  // [tokens, L, k], each in 0 .. E - 1

  int64_t num_tokens() const {
    const int64_t row = int64_t{num_layers} * k;
    return row == 0 ? 0 : static_cast<int64_t>(topk_idx.size()) / row;
  }
};

// Mean over layers of the total variation distance, half the sum of |share_a - share_b|: 0 for
// equal histograms, 1 for experts that no token of both used. In words: the share of calls that
// would have to go to other experts. Short texts are far apart by chance alone; see `chance`.
struct Difference {
  double distance = 0;
  double chance = 0;  // mean distance of the stretches dealt out anew
  double p = 1;       // (1 + dealt out at least as far) / (1 + num_deals); never 0
  int64_t num_stretches_a = 0;
  int64_t num_stretches_b = 0;
};

struct DifferenceOptions {
  int32_t stretch = 16;     // tokens: a clause, a line of code
  int32_t num_deals = 999;  // p is a multiple of 1/1000
  uint64_t seed = 1;
};

// Permutation test (Fisher; Ernst, "Permutation Methods", 2004). Both texts have the same model.
// With fewer than four stretches in either p stays above 0.02 or so, and is 1 without tokens.
// Costs num_deals times all experts' calls: 0.1 s for twice 250 tokens of 58 layers and 8 experts.
Difference difference(const Choices& a, const Choices& b, const DifferenceOptions& options = {});

// The distance alone, of histograms [num_layers, num_experts]. Nothing says here whether it means
// anything: use it where no tokens were kept.
double distance(std::span<const uint64_t> a, std::span<const uint64_t> b, int32_t num_experts);

}  // namespace octant::statistics

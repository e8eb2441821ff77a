#pragma once
// Routers to test statistics with: of known preferences, from a seed.

#include <cstdint>
#include <random>
#include <vector>

namespace octant::statistics {

struct Router {
  int32_t num_layers = 1;
  int32_t num_experts = 0;
  int32_t k = 0;
  // A token takes the k largest of log weight + Gumbel noise: so one with twice the weight is taken
  // about twice as often. Empty: no preference.
  std::vector<double> weights;  // [E], of layer 0; the others prefer nobody
  // How much of a token's noise is that of the one before: tokens beside each other choose alike.
  double likeness = 0;
};

// [num_tokens, L, k]
std::vector<int16_t> route(const Router& router, int64_t num_tokens, std::mt19937_64& random);
// [L, E]
std::vector<uint64_t> histogram(const Router& router, const std::vector<int16_t>& choices);

}  // namespace octant::statistics

#pragma once
// How evenly the tokens of one layer were spread over its experts: figures of a histogram. What
// pure chance would give in their place: chance.h.
//
// c_e is how often expert e was chosen, of E experts with k choices a token; N = sum of c_e = k T.

#include <cstdint>
#include <span>

namespace octant::statistics {

struct LoadFigures {
  // max c_e / mean - 1, which is 0 for perfect balance and E/k - 1 if all tokens chose the same k.
  // Source: "Auxiliary-Loss-Free Load Balancing Strategy for Mixture-of-Experts" (arXiv
  // 2408.15664), MaxVio.
  double max_vio = 0;
  // mean / max c_e: 1 is perfect. The share of the time that expert-parallel ranks of one expert
  // each would be busy.
  double balancedness = 0;
  // -sum s_e log s_e / log E with s_e = c_e / N: 1 is perfect, 0 a single expert. Source: Shannon.
  double entropy = 0;
  // exp of the entropy in nats: so many equally used experts have the same entropy. Source: Hill
  // numbers of order 1 (ecology).
  double effective_experts = 0;
  // Standard deviation over mean, of all E experts (divided by E, not by E - 1).
  double variation = 0;
  int32_t busiest = 0;  // the lowest of equals
  uint64_t total = 0;   // N
};

// All 0 if nothing was counted. `counts` must not be empty.
LoadFigures load_figures(std::span<const uint64_t> counts);

// c_e over the mean; 0 if nothing was counted.
double relative_load(std::span<const uint64_t> counts, int32_t expert);

}  // namespace octant::statistics

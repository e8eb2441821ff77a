#pragma once
// How the routed expert calls were spread over the ranks, and whether chance alone could have done
// that. Pure functions of snapshots.
//
// Few tokens never spread evenly: the ranks of a router that prefers no expert differ too, and the
// busiest of them is above the mean by construction. A figure without that one beside it says
// little.

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/api/snapshot.h"

namespace octant::session {

// Busiest over mean as pure chance gives it.
struct ChanceLoad {
  double expected = 1;
  double limit = 1;  // exceeded in one of a thousand samples
};

struct ExpertLoad {
  std::vector<uint64_t> calls;    // [R] (token, expert) pairs
  std::vector<double> over_mean;  // [R] 1 is the mean; all 0 without calls
  uint64_t total_calls = 0;
  int64_t num_tokens = 0;  // rows computed: those of rejected drafts included
  int32_t busiest = 0;     // its rank, the lowest of equals
  double busiest_over_mean = 0;
  ChanceLoad chance;

  int32_t num_ranks() const { return static_cast<int32_t>(calls.size()); }
  // Nothing to compare without tokens, or on a single rank.
  bool is_comparable() const { return calls.size() > 1 && num_tokens > 0; }
  bool is_beyond_chance() const { return is_comparable() && busiest_over_mean > chance.limit; }
};

// What was computed from `before` to `now`. `before` counts as nothing where it is no earlier state
// of the same engine (another number of ranks, or a larger count).
//   num_experts_per_tok  k; 0 if it is not known: there is no number of tokens and no chance then
ExpertLoad expert_load(const api::Snapshot& before, const api::Snapshot& now,
                       int64_t num_experts_per_tok);

// Where the experts are: what chance depends on.
struct ExpertPlaces {
  int64_t num_moe_layers = 0;           // L
  int64_t n_routed_experts = 0;         // E
  int64_t num_experts_per_tok = 0;      // k
  int32_t num_ranks = 0;                // R
  std::vector<int32_t> rank_of_expert;  // [L, E]
};

// Busiest over mean if every token chose, in each layer, k of the E experts with equal chances and
// independently of all else.
//
// A rank with m of a layer's experts then gets a hypergeometric number of calls from a token: mean
// k m/E, variance k m/E (1 - m/E) (E - k)/(E - 1). Over T tokens and L layers these add up, and the
// sum is normal enough from a few tokens on. The ranks' counts add up to a constant, so they are
// correlated, by -1/(R - 1) if all have equally many experts: such a vector is distributed like
// sqrt(R/(R - 1)) (Z_r - mean of Z), Z independent. So
//   expected  is E max of independent normals of standard deviation s_r sqrt(R/(R - 1)), exact for
//             equal ranks;
//   limit     is where the product of the ranks' own distribution functions is 0.999: as far out
//             the correlation no longer counts.
// Routers that are limited to groups of experts scatter more than this; theirs is said to be beyond
// chance earlier.
// Cost: about 0.1 ms for 8 ranks.
ChanceLoad chance_load(const ExpertPlaces& places, int64_t num_tokens);

// "within chance", "beyond chance", or "too little to compare".
std::string_view verdict(const ExpertLoad& load);

}  // namespace octant::session

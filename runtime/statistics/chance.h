#pragma once
// What a router that prefers no expert gives: every token chooses k of the E experts, each set of k
// with equal chances, independently of all else. Few tokens never spread evenly, so a figure of
// load_figures.h says little without these beside it.
//
// An expert's count is then binomial, T trials of p = k/E: exactly, whatever else the token chose.
// So whatever is a sum over experts (entropy, variation) has an exact mean. The largest count is
// treated as that of independent experts. They are not, since counts add up to kT: they are
// negatively associated (Joag-Dev and Proschan 1983), so the largest is a little larger than this.
// Simulated: 1 + MaxVio by 0.7 % for 256 experts of which 8 are chosen, 2 % for 64 and 6, 5 % for 8
// and 2; less with more tokens.
//
// Routers that choose groups first (n_group, topk_group) have the same p by symmetry, so all means
// and single experts' chances hold; experts of a group come together, so `variation_limit` and
// `entropy_limit`, which need the spread of sums, are too narrow for them.

#include <cstdint>
#include <span>
#include <vector>

namespace octant::statistics {

struct Choice {
  int32_t num_experts = 0;  // E, above k
  int32_t k = 0;            // experts a token, above 0
};

// Of one layer. A limit is passed once in a thousand layers by chance.
struct Chance {
  double max_vio = 0;
  double max_vio_limit = 0;
  double balancedness = 0;
  double balancedness_limit = 0;  // lower is worse, here and for entropy
  double entropy = 0;
  double entropy_limit = 0;
  double effective_experts = 0;
  double variation = 0;
  double variation_limit = 0;
};

// num_tokens > 0. Some 20 us for 256 experts: keep it while the number of tokens stays.
Chance chance(const Choice& choice, int64_t num_tokens);

// ---- Significance: the chance that a router that prefers no expert gives this or more

// That the largest of all experts' counts, over so many layers, is `count` or more (Bonferroni: E
// times num_layers times one expert's chance, at most 1, which is never too small).
double p_busiest(const Choice& choice, int64_t num_tokens, uint64_t count, int64_t num_layers = 1);
// That some expert of so many layers gets `count` or fewer.
double p_idlest(const Choice& choice, int64_t num_tokens, uint64_t count, int64_t num_layers = 1);
// Of the layer as a whole: sum of (c - mean)^2 / (T p (1 - p)) (E - 1)/E is distributed as
// chi-square with E - 1 degrees of freedom where T p is 5 or more (Pearson); 1 below that, where
// nothing is known. By the cube root of Wilson and Hilferty (1931), within 0.0005.
double p_spread(const Choice& choice, std::span<const uint64_t> counts);

// An expert that takes more, or fewer, tokens than chance gives.
struct Alarm {
  int32_t layer = 0;
  int32_t expert = 0;
  double relative_load = 0;
  double p = 1;  // of all layers and experts that were looked at
};

// Experts whose chance is below `level`, in all layers together: so a router that prefers no expert
// raises one with at most this probability, however many are looked at. Most significant first.
//   counts  [num_layers, E]
std::vector<Alarm> alarms(const Choice& choice, std::span<const uint64_t> counts,
                          int64_t num_tokens, double level = 0.001);

}  // namespace octant::statistics

#pragma once
// From what each rank found in its columns of a row of logits (kernels/stages/sample.h,
// candidates.h) to what holds of the row: its largest logit, and the filtered distribution as a
// list. Pure functions.
//
// Ranks come in the order of their columns. Nothing here depends on the order in which a rank lists
// its ids.

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/stages/sample.h"
#include "runtime/generate/token_probs.h"

namespace octant {

// The largest logit of a rank's columns, or of a row.
struct LargestLogit {
  int32_t id = 0;  // the lowest among equals
  float logit = 0;
  float logsumexp = 0;  // log(sum(exp(logits)))
};

struct RankFound {
  LargestLogit largest;
  // The rest is of candidates.
  float total = 0;                // sum of exp((logit - largest.logit) / temperature)
  float floor = 0;                // every id with a logit of at least this is listed
  int32_t first_id = 0;           // of the rank's columns
  std::span<const int32_t> ids;   // of the list, less first_id, in any order
  std::span<const float> logits;  // of ids
};

// Of the row. `ranks` is not empty.
LargestLogit merge_largest(std::span<const RankFound> ranks);

// A filtered distribution and the logits that it is of. Keeps its memory when it is filled again.
struct TokenList {
  std::vector<int32_t> ids;   // ascending
  std::vector<float> probs;   // of ids, sum 1 up to rounding
  std::vector<float> logits;  // of ids

  TokenProbs row(int64_t vocab_size) const {
    return {.vocab_size = vocab_size, .probs = probs, .ids = ids};
  }
};

struct Candidate {
  int32_t id = 0;
  float logit = 0;
};

// The distribution behind `filter`, whose temperature is above 0 and that of the ranks' sums, as
// `sample` would give it: the same filters in the same order with the same ties. False, and the
// list is not to be used, where the candidates do not tell it: an id that none of them is could
// stay. That is so where top_k asks for more of them than are certain, where they do not reach
// top_p, and where neither of the two and no min_p ends the list before the candidates do. Certain
// are those at or above all floors: a rank may have had to leave out what is below its own.
//   num_valid_ids  of the whole row
//   scratch        anything; keeps its memory. It and the list grow to as many as there are
//                  candidates, so nothing allocates where that was reserved.
[[nodiscard]] bool list_tokens(std::span<const RankFound> ranks, const SamplingFilter& filter,
                               int64_t num_valid_ids, std::vector<Candidate>& scratch,
                               TokenList& list);

}  // namespace octant

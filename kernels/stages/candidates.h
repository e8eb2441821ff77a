#pragma once
// candidates: of each row of logits the few ids that a draw can come to, and the sum that their
// probabilities need, so that the row itself may stay where it is.
//   total[t] = sum of exp((logits[t, id] - largest[t]) / temperature) over the valid ids.
//   floor[t] = largest[t] - n * temperature with the largest whole n from 0 to kCandidateSpan at
//   which at most `capacity` valid ids have a logit of at least floor[t]; the float above
//   largest[t], which no id has, if n = 0 is still too many.
//   ids[t, i] and values[t, i], i < count[t]: all valid ids with a logit of at least floor[t] and
//   these logits, in any order, not the same each time. What lies behind is not written.
// The logits may be some columns of a row's, as those of sample.h: then ids count from the first of
// them, and the row's are put together by runtime/generate/candidates.h.
// Only devices and the reference have it: on the host a row lies where it is wanted. Logits that
// are not finite are found by sample, which gives `largest`.

#include <cstdint>

#include "kernels/core/view.h"

namespace octant {

// Ids whose probability is below e^-15 = 3.1e-7 of the largest one's are not listed: all 129,280 of
// V3 together have less than 0.04 of the largest one's, so top_p up to 0.96 is reached without
// them.
inline constexpr int32_t kCandidateSpan = 15;

struct CandidatesArgs {
  float temperature = 0;         // above 0; devices read it from the step's place
  int64_t num_valid_ids = 0;     // at most W
  View<const float, 2> logits;   // [T, W]
  View<const float, 1> largest;  // [T] of the valid ids
  View<float, 1> total;          // [T] out
  View<float, 1> floor;          // [T] out
  View<int32_t, 1> count;        // [T] out, at most capacity
  View<int32_t, 2> ids;          // [T, capacity] out
  View<float, 2> values;         // [T, capacity] out
};

}  // namespace octant

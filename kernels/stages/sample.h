#pragma once
// sample: from logits to the distribution that a token is drawn from.
//   Ids >= num_valid_ids are out (padding rows of the head that nobody trained).
//   argmax[t] = the largest logit, the lowest id among equals.
//   logsumexp[t], if wanted: log(sum(exp(logits[t, id]))) over the valid ids, so that the log
//   probability of a token at temperature 1 is its logit minus this.
//   probs, if wanted: softmax(logits / temperature), then in this order, each on the probabilities
//   of what is left, renormalised: the top_k largest; the smallest set of largest probabilities
//   whose sum reaches top_p (always at least one); those with p >= min_p * max p. Others get 0.
//   Ties at an edge go to the lower id. temperature 0: one at argmax.
// The logits may be some columns of a row's: then argmax counts from the first of them, and the
// parts are put together by their largest and their logsumexp.
// Errors: kInternal if a logit with id < num_valid_ids is not finite: such a row never becomes
// text. Order and meaning of the filters: Hugging Face transformers, generation/logits_process.py.

#include <cstdint>

#include "kernels/core/view.h"

namespace octant {

struct SamplingFilter {
  float temperature = 0;  // 0: greedy
  int32_t top_k = 0;      // 0: off
  float top_p = 1;        // 1: off
  float min_p = 0;        // 0: off
};

struct SampleArgs {
  SamplingFilter filter;
  int64_t num_valid_ids = 0;    // at most vocab_size
  View<const float, 2> logits;  // [T, vocab_size]
  View<int32_t, 1> argmax;      // [T] out
  View<float, 1> logsumexp;     // [T] out, or null
  View<float, 1> largest;       // [T] out, or null: the logit of argmax
  View<float, 2> probs;         // [T, vocab_size] out, or null
};

}  // namespace octant

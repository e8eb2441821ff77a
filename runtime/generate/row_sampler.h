#pragma once
// RowSampler: from a step's logits to the distributions that tokens are drawn from. Where ranks
// find candidates in their logits and these tell the distribution, it is a list of them; else it is
// made from the whole row, which then has to come to the host. Allocates when it is made, never
// later. Owner: the engine's thread.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "kernels/core/buffer.h"
#include "kernels/stages/backend.h"
#include "runtime/generate/candidates.h"
#include "runtime/generate/step_runner.h"

namespace octant {

struct RowSamplerOptions {
  int64_t max_rows = 0;
  int64_t vocab_size = 0;
  int64_t num_valid_ids = 0;  // ids that the tokenizer knows
};

class RowSampler {
 public:
  // `runner` and `sampler` (for logits in host memory) outlive it. Errors: kOutOfMemory.
  static Result<std::unique_ptr<RowSampler>> create(StepRunner& runner, Backend& sampler,
                                                    const RowSamplerOptions& options);

  // What a step has to bring whose rows are to be taken with this filter.
  Wanted wanted(const SamplingFilter& filter) const;

  // The rows of the runner's last logits, a step that brought wanted(filter), become rows first_row
  // and following, until they are taken anew. Errors: those of `sample` and of bring_logits().
  Status take(const SamplingFilter& filter, int64_t first_row = 0);

  // Of the first rows: their largest logits' ids; and the distributions, where they were taken at a
  // temperature above 0.
  std::span<const int32_t> argmax(int64_t num_rows) const {
    return std::span(argmax_).first(static_cast<size_t>(num_rows));
  }
  std::span<const TokenProbs> probs(int64_t num_rows) const {
    return std::span(probs_).first(static_cast<size_t>(num_rows));
  }
  // The natural logarithm of a probability of the unfiltered distribution at temperature 1: of an
  // id that can be drawn from `row`, a row of the last step's logits (first_row was 0).
  float logprob(int64_t row, int32_t id) const;

  // Distributions so far, by what they were made from.
  int64_t num_from_candidates() const { return num_from_candidates_; }
  int64_t num_from_logits() const { return num_from_logits_; }

 private:
  RowSampler(StepRunner& runner, Backend& sampler, const RowSamplerOptions& options, Buffer dense);

  // Rows [begin, end) of the runner's logits, which are on the host.
  Status take_from_logits(const SamplingFilter& filter, int64_t begin, int64_t end,
                          int64_t first_row);

  StepRunner& runner_;
  Backend& sampler_;
  const RowSamplerOptions options_;
  std::vector<int32_t> argmax_;     // [max_rows]
  std::vector<float> largest_;      // [max_rows]: the logit of argmax_
  std::vector<float> logsumexp_;    // [max_rows]
  std::vector<TokenProbs> probs_;   // [max_rows]: of a row of dense_ or of lists_
  Buffer dense_;                    // [max_rows, V]
  std::vector<TokenList> lists_;    // [max_rows]
  std::vector<Candidate> scratch_;  // of list_tokens
  int64_t num_from_candidates_ = 0;
  int64_t num_from_logits_ = 0;
};

}  // namespace octant

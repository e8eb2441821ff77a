#pragma once
// Generator: from prompt ids to a stream of generated ids. Chunked prefill, decode, drafting and
// verification; no text, no events. Owner: the engine's thread.
//
// One decode step: the MTP layer proposes k tokens, the main model verifies them together with the
// last known token in k + 1 rows, accept.h decides, rejected rows are dropped by length. k = 0 is
// plain decoding. The emitted tokens are distributed as without drafts, at every temperature; at
// temperature 0 they are the same tokens.

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "kernels/stages/sample.h"
#include "runtime/api/eval.h"
#include "runtime/api/events.h"
#include "runtime/api/options.h"
#include "runtime/cache/kv_cache.h"
#include "runtime/generate/accept.h"
#include "runtime/generate/random.h"
#include "runtime/generate/row_sampler.h"
#include "runtime/generate/sequence.h"
#include "runtime/generate/step_runner.h"

namespace octant {

struct GenerateRequest {
  std::vector<int32_t> prompt;  // not empty, all below the vocabulary's size
  SamplingFilter filter;
  uint64_t seed = 0;
  int64_t max_tokens = 0;  // 0: until the context is full
  api::DraftMode draft;
  std::vector<int32_t> stop_ids;  // the token that ends an answer is emitted too
};

struct GeneratedToken {
  int32_t id = 0;
  int64_t position = 0;
  float logprob = 0;  // natural, of the unfiltered distribution at temperature 1
  bool drafted = false;
  bool is_stop = false;  // one of stop_ids
};

// Told what happens, on the engine's thread, between steps.
class GenerateSink {
 public:
  virtual ~GenerateSink() = default;
  virtual void on_prefill(int64_t tokens_done, int64_t tokens_total, int64_t tokens_cached) = 0;
  // False ends the answer (a stop string, say).
  virtual bool on_token(const GeneratedToken& token) = 0;
  virtual void on_step(const api::StepEvent& step) = 0;
  // The recorder holds the routing of `num_rows` rows from `first_position` on; the first
  // `num_accepted` of them stay.
  virtual void on_routing(const RoutingRecorder& recorder, int64_t first_position, int64_t num_rows,
                          int64_t num_accepted, bool prompt) = 0;
};

struct GenerateOutcome {
  api::FinishReason reason = api::FinishReason::kStop;
  api::Usage usage;
  api::Timings timings;  // ttft_ms counts from the start of generate()
};

struct GeneratorOptions {
  int64_t prefill_chunk = 512;
  int64_t max_context = 0;
  int64_t vocab_size = 0;
  int64_t num_valid_ids = 0;  // ids that the tokenizer knows
  bool has_draft = false;
};

class Generator {
 public:
  // `runner`, `sampler` (rank 0's backend) and `table` outlive the generator.
  static Result<std::unique_ptr<Generator>> create(StepRunner& runner, Backend& sampler,
                                                   BlockTable& table,
                                                   const GeneratorOptions& options);

  // Errors: kInvalidArgument if the prompt does not leave room for a token in the context; those of
  // the stages. Cancelling is not an error but an outcome.
  Result<GenerateOutcome> generate(const GenerateRequest& request, const std::atomic<bool>& cancel,
                                   GenerateSink& sink);

  // Teacher-forced logits and routing of `tokens`, from an empty cache.
  Result<api::EvalResult> evaluate(std::span<const int32_t> tokens, bool with_draft);

  int64_t cached_tokens() const { return sequence_.main_length(); }
  // What the main model's tokens, and drafts, were drawn from so far.
  const RowSampler& target_rows() const { return *target_; }
  const RowSampler& draft_rows() const { return *draft_; }

 private:
  struct Answer;  // what one generate() keeps track of
  Generator(StepRunner& runner, BlockTable& table, const GeneratorOptions& options);

  Status prefill(Answer& answer);
  Status decode(Answer& answer);
  Status propose(Answer& answer, int32_t num_drafted);
  Status verify(Answer& answer);
  Status make_room(int64_t num_tokens);
  void emit(Answer& answer, int32_t id, int64_t row, bool drafted);

  StepRunner& runner_;
  BlockTable& table_;
  const GeneratorOptions options_;
  Sequence sequence_;
  std::unique_ptr<RowSampler> target_;  // kMaxDecodeRows rows, of the main model
  std::unique_ptr<RowSampler> draft_;   // kMaxDraftTokens rows, of the MTP layer
};

}  // namespace octant

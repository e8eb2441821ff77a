#pragma once
// DraftPolicy: how many tokens to draft in the next step.
//
// With k drafts a step emits, in expectation,
//   tokens(k) = 1 + a_1 + a_1 a_2 + ... + a_1 ... a_k
// where a_i is the probability that draft i is accepted if those before it were, and takes
//   step_ms(k) = verify_ms(k + 1 rows) + k * draft_ms.
// `auto` drafts the k with the most tokens per millisecond. More is not always better: at batch one
// a verified row reads experts that no other row needs.
//
// Measured, not assumed: a_i, verify_ms by number of rows, and draft_ms are moving averages of what
// observe() reports, with priors for what has not been seen yet. Every kExploreEvery-th step drafts
// one token more or one less than the best k, in turn, so that the neighbours' figures stay fresh
// as the context grows and the text changes.
//
// The same calls give the same decisions; time enters through observe() alone. One owner thread;
// nothing allocates.
//
// Goals: near the best k within some hundred steps, never far from it; no tuning by the user.
// Not goals: k by the token's own probability (that needs the draft's distribution on the host
// before the next draft starts). Refused: keeping whole-step times by k: a change of k, and drafts
// cut short at the end of a context, would mix the two costs.

#include <array>
#include <cstdint>

#include "runtime/api/options.h"

namespace octant {

struct DraftOutcome {
  int32_t num_drafted = 0;   // of the step, 0 .. kMaxDraftTokens
  int32_t num_accepted = 0;  // 0 .. num_drafted
  double verify_ms = 0;      // the main model's pass over num_drafted + 1 rows
  double draft_ms = 0;       // the passes that drafted these num_drafted tokens, together
};

class DraftPolicy {
 public:
  static constexpr int32_t kExploreEvery = 64;  // a step that takes twice as long then costs 1.6 %

  // `max_drafted`: what the model and its buffers allow; 0 without an MTP layer. Values beyond
  // 0 .. kMaxDraftTokens, here and in `mode`, count as the nearest end.
  DraftPolicy(api::DraftMode mode, int32_t max_drafted);

  // Number of tokens to draft in the next step, 0 .. max_drafted. Each call counts as a step. The
  // caller may draft fewer (end of context, token limit) and says so in observe().
  int32_t next_num_drafted();

  // What the step did. Times that are not positive and finite are left out.
  void observe(const DraftOutcome& outcome);

  // Current estimates.
  double acceptance(int32_t draft) const;    // a_i, i = 1 .. kMaxDraftTokens
  double verify_ms(int32_t num_rows) const;  // 1 .. kMaxDraftTokens + 1
  double draft_ms() const;                   // of one token
  double tokens_per_ms(int32_t num_drafted) const;

 private:
  struct Average {
    double mean = 0;
    int64_t num_samples = 0;
    int64_t last_step = 0;
  };

  int32_t best_num_drafted() const;
  void observe_acceptance(int32_t draft, bool accepted);
  void observe_time(Average& average, double value);

  const api::DraftMode::Kind kind_;
  const int32_t max_drafted_;
  int32_t current_;  // what was best at the last decision
  int64_t num_steps_ = 0;
  std::array<Average, api::kMaxDraftTokens> acceptance_{};     // [i - 1]
  std::array<Average, api::kMaxDraftTokens + 1> verify_ms_{};  // [rows - 1]
  Average draft_ms_{};
};

}  // namespace octant

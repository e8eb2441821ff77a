#pragma once
// What the engine tells while it works. Plain values: they can be stored, serialised and sent to
// another process. Token events are never dropped.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace octant::api {

using RequestId = uint64_t;  // 0 is no request

struct LoadProgress {
  int64_t bytes_read = 0;
  int64_t bytes_total = 0;
  double bytes_per_second = 0;
  double seconds_left = 0;
};

struct PrefillProgress {
  RequestId request = 0;
  int64_t tokens_done = 0;  // cached ones included
  int64_t tokens_total = 0;
  int64_t tokens_cached = 0;  // taken over from the previous turn
};

enum class TextKind { kAnswer, kReasoning };

// One token of the answer. Its text may be empty (half a code point, an end token, a stop string
// being matched) and may complete earlier tokens.
struct TokenEvent {
  RequestId request = 0;
  int64_t position = 0;  // in the context
  int32_t id = 0;
  std::string text;
  TextKind kind = TextKind::kAnswer;
  float logprob = 0;     // natural, of the unfiltered distribution at temperature 1
  bool drafted = false;  // the MTP layer proposed it and the main model accepted
};

// Experts of one token, every layer with experts in order: [num_moe_layers, k].
struct TokenRouting {
  RequestId request = 0;
  int64_t position = 0;
  bool prompt = false;   // a token of the prompt, else of the answer
  bool accepted = true;  // false: drafted, verified and rejected
  std::vector<int16_t> topk_idx;
  std::vector<float> topk_weights;
};

struct StepEvent {
  RequestId request = 0;
  int64_t num_rows = 0;
  int32_t num_drafted = 0;
  int32_t num_accepted = 0;
  double verify_ms = 0;  // the main model's pass
  double draft_ms = 0;   // all passes of the MTP layer
};

enum class FinishReason { kStop, kLength, kCancelled, kError };

struct Usage {
  int64_t prompt_tokens = 0;
  int64_t completion_tokens = 0;
  int64_t cached_tokens = 0;  // of the prompt
};

struct Timings {
  double prefill_ms = 0;
  double decode_ms = 0;
  double ttft_ms = 0;            // submit to first token
  double tokens_per_second = 0;  // of decode, the first token not counted
  int64_t draft_proposed = 0;
  int64_t draft_accepted = 0;
  int64_t num_steps = 0;
};

// How the answer's expert work was spread.
struct RoutingSummary {
  std::vector<double> rank_share;       // [ranks] of the routed expert calls, sums to 1
  double busiest_over_mean = 0;         // busiest rank over the mean rank
  std::vector<uint64_t> expert_counts;  // [num_moe_layers * n_routed_experts], prompt and answer
};

struct DoneEvent {
  RequestId request = 0;
  FinishReason reason = FinishReason::kStop;
  std::string error;      // of kError: one line
  std::string last_text;  // the answer's last characters, if they had been held back
  Usage usage;
  Timings timings;
  RoutingSummary routing;
};

// The engine cannot go on: every later submit fails.
struct FaultEvent {
  std::string error;
};

using Event = std::variant<LoadProgress, PrefillProgress, TokenEvent, TokenRouting, StepEvent,
                           DoneEvent, FaultEvent>;

}  // namespace octant::api

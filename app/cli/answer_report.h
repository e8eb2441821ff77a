#pragma once
// What is said about a finished answer: as JSON, as one line, as a table of the ranks' load.

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "app/cli/answer.h"
#include "runtime/api/engine.h"

namespace octant::cli {

// What answer_json() adds to the fields that are always there.
struct AnswerJsonOptions {
  bool reasoning = false;      // `reasoning`, though it may be empty
  bool expert_counts = false;  // `routing.expert_counts` [num_moe_layers, n_routed_experts]
};

// text, reasoning (if there is any, or as asked), tokens, finish_reason, error (if there is one),
// usage {prompt_tokens, completion_tokens, cached_tokens},
// timings {prefill_ms, decode_ms, ttft_ms, tokens_per_second, draft_proposed, draft_accepted},
// ranks, device, routing {rank_share [ranks], busiest_over_mean}.
nlohmann::ordered_json answer_json(const Answer& answer, const api::ModelInfo& model,
                                   AnswerJsonOptions options);

// "120 tokens, 35.2 tok/s, first after 0.21 s, 84 of 110 drafted tokens accepted (76%), 512 of 600
// prompt tokens cached, stopped by Ctrl-C"
std::string answer_line(const api::DoneEvent& done);

// One row a rank: experts that live there, its share of the answer's expert work, a bar.
std::string routing_table(const api::RoutingSummary& routing, const api::Snapshot& snapshot);

}  // namespace octant::cli

#include "app/ui/views/dashboard_facts.h"

#include <algorithm>

namespace octant::ui {
namespace {

using Phase = DashboardFacts::Phase;

std::optional<double> if_positive(double value) {
  return value > 0 ? std::optional(value) : std::nullopt;
}

std::optional<double> share(int64_t part, int64_t whole) {
  if (whole <= 0 || part < 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

// Whether the open model has answered: the last answer may be another model's.
bool has_answered(const api::Snapshot& now) {
  return now.num_moe_layers == 0 ||
         std::any_of(now.ranks.begin(), now.ranks.end(),
                     [](const api::RankState& rank) { return rank.expert_calls > 0; });
}

void take_running(DashboardFacts& facts, const session::RunningAnswer& running) {
  const api::Snapshot& now = *facts.now;
  if (running.num_tokens == 0) {
    facts.phase = Phase::kReading;
    facts.tokens_per_second = if_positive(now.prefill_tokens_per_second);
    return;
  }
  facts.phase = Phase::kWriting;
  facts.tokens_per_second = if_positive(now.tokens_per_second);
  facts.drafts_accepted = share(now.draft_accepted - facts.answer_begin->draft_accepted,
                                now.draft_proposed - facts.answer_begin->draft_proposed);
}

}  // namespace

DashboardFacts facts_of(const session::Workspace& workspace) {
  DashboardFacts facts;
  facts.model_name = workspace.model_name();
  facts.rates = &workspace.rates();
  facts.now = workspace.snapshot();
  facts.answer_begin = workspace.answer_begin();
  facts.num_experts_per_tok = workspace.model().num_experts_per_tok;
  const engine_process::EngineCondition& condition = workspace.condition();
  if (workspace.has_model() && condition.state == engine_process::EngineState::kLoading) {
    facts.loading = condition.progress;
  }
  const session::Session& session = workspace.session();
  const std::optional<api::DoneEvent>& last = session.last_done();
  if (last && has_answered(*facts.now)) facts.ttft_ms = if_positive(last->timings.ttft_ms);
  if (session.running()) {
    take_running(facts, *session.running());
  } else if (last && has_answered(*facts.now)) {
    facts.tokens_per_second = if_positive(last->timings.tokens_per_second);
    facts.drafts_accepted = share(last->timings.draft_accepted, last->timings.draft_proposed);
  }
  return facts;
}

}  // namespace octant::ui

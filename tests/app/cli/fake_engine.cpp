#include "tests/app/cli/fake_engine.h"

#include <utility>

namespace octant::cli {

FakeReply reply_of(const std::vector<std::string>& texts) {
  FakeReply reply;
  int32_t id = 100;
  for (const std::string& text : texts) {
    api::TokenEvent token;
    token.id = id++;
    token.text = text;
    reply.tokens.push_back(token);
  }
  reply.done.usage = {.prompt_tokens = 7,
                      .completion_tokens = static_cast<int64_t>(texts.size()),
                      .cached_tokens = 3};
  reply.done.timings = {.prefill_ms = 20,
                        .decode_ms = 80,
                        .ttft_ms = 25,
                        .tokens_per_second = 40,
                        .draft_proposed = 4,
                        .draft_accepted = 3,
                        .num_steps = 5};
  reply.done.routing = {
      .rank_share = {0.75, 0.25}, .busiest_over_mean = 1.5, .expert_counts = {5, 1, 4, 2}};
  return reply;
}

Result<api::RequestId> FakeEngine::submit(api::ChatRequest request) {
  script_.requests.push_back(std::move(request));
  if (script_.replies.empty()) return internal_error("no reply was scripted");
  reply_ = script_.replies.front();
  script_.replies.pop_front();
  if (!reply_.refused.ok()) return reply_.refused;
  ++last_id_;
  num_polls_ = 0;
  // Events of another request come first: whoever polls must tell them apart.
  api::TokenEvent foreign;
  foreign.request = last_id_ + 1000;
  foreign.text = "FOREIGN";
  events_ = {foreign,
             api::PrefillProgress{.request = last_id_, .tokens_done = 7, .tokens_total = 7}};
  for (api::TokenEvent token : reply_.tokens) {
    token.request = last_id_;
    events_.push_back(token);
  }
  reply_.done.request = last_id_;
  if (!reply_.fault.empty()) {
    events_.push_back(api::FaultEvent{reply_.fault});
  } else if (!reply_.until_cancelled && !reply_.ignores_cancel) {
    events_.push_back(reply_.done);
  }
  return last_id_;
}

void FakeEngine::cancel(api::RequestId request) {
  ++script_.num_cancels;
  if (request != last_id_ || reply_.ignores_cancel) return;
  events_.clear();
  reply_.done.reason = api::FinishReason::kCancelled;
  events_.push_back(reply_.done);
}

std::vector<api::Event> FakeEngine::poll_events(std::chrono::milliseconds) {
  ++num_polls_;
  if (script_.on_poll) script_.on_poll(num_polls_);
  if (events_.empty()) return {};
  const api::Event event = events_.front();
  events_.pop_front();
  return {event};
}

api::SnapshotPtr FakeEngine::snapshot() const {
  api::Snapshot snapshot;
  snapshot.num_moe_layers = 2;
  snapshot.n_routed_experts = 2;
  snapshot.rank_of_expert = {0, 1, 0, 1};
  snapshot.ranks = {{.device = "cpu", .weight_bytes = 2000, .cache_bytes = 10, .expert_calls = 9},
                    {.device = "cpu", .weight_bytes = 2000, .cache_bytes = 10, .expert_calls = 3}};
  snapshot.draft_proposed = 4;
  snapshot.draft_accepted = 3;
  snapshot.cache_tokens = 12;
  snapshot.cache_capacity = 4096;
  return std::make_shared<const api::Snapshot>(snapshot);
}

Result<api::EvalResult> FakeEngine::evaluate(const api::EvalRequest& request) {
  script_.evaluations.push_back(request);
  return script_.evaluation;
}

}  // namespace octant::cli

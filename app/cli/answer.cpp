#include "app/cli/answer.h"

#include <optional>
#include <utility>
#include <variant>

namespace octant::cli {

namespace {

using Clock = std::chrono::steady_clock;

// Takes the events of one request into an answer.
class Collector {
 public:
  Collector(api::RequestId request, const AnswerObserver& observer, Answer& answer)
      : request_(request), observer_(observer), answer_(answer) {}

  bool ended() const { return ended_; }

  void operator()(const api::TokenEvent& event) {
    if (event.request != request_) return;
    answer_.tokens.push_back(event.id);
    add_text(event.kind, event.text);
  }
  void operator()(const api::PrefillProgress& event) {
    if (event.request == request_ && observer_.on_prefill) observer_.on_prefill(event);
  }
  void operator()(const api::DoneEvent& event) {
    if (event.request != request_) return;
    answer_.done = event;
    add_text(last_kind_, event.last_text);
    ended_ = true;
  }
  void operator()(const api::FaultEvent& event) {
    end(api::FinishReason::kError, event.error);
    answer_.engine_lost = true;
  }
  void operator()(const api::LoadProgress&) {}
  void operator()(const api::TokenRouting&) {}
  void operator()(const api::StepEvent&) {}

  // The end of an answer that got no DoneEvent.
  void end(api::FinishReason reason, const std::string& error) {
    answer_.done.request = request_;
    answer_.done.reason = reason;
    answer_.done.error = error;
    answer_.done.usage.completion_tokens = static_cast<int64_t>(answer_.tokens.size());
    ended_ = true;
  }

 private:
  void add_text(api::TextKind kind, const std::string& text) {
    if (text.empty()) return;
    last_kind_ = kind;
    (kind == api::TextKind::kReasoning ? answer_.reasoning : answer_.text).append(text);
    if (observer_.on_text) observer_.on_text(kind, text);
  }

  api::RequestId request_;
  const AnswerObserver& observer_;
  Answer& answer_;
  api::TextKind last_kind_ = api::TextKind::kAnswer;
  bool ended_ = false;
};

}  // namespace

Result<Answer> generate_answer(api::Engine& engine, api::ChatRequest request, Interrupt& interrupt,
                               const AnswerObserver& observer,
                               std::chrono::milliseconds cancel_patience) {
  const CatchInterrupts catching(interrupt);
  ASSIGN_OR_RETURN(const api::RequestId id, engine.submit(std::move(request)));
  Answer answer;
  Collector collector(id, observer, answer);
  std::optional<Clock::time_point> give_up;
  while (!collector.ended()) {
    if (interrupt.take() && !give_up) {
      engine.cancel(id);
      give_up = Clock::now() + cancel_patience;
    }
    for (const api::Event& event : engine.poll_events(kPollTimeout)) {
      if (!collector.ended()) std::visit(collector, event);
    }
    if (give_up && !collector.ended() && Clock::now() > *give_up) {
      collector.end(api::FinishReason::kCancelled, "");
    }
  }
  return answer;
}

}  // namespace octant::cli

#include "runtime/engine/answer_stream.h"

#include <utility>

namespace octant {

AnswerStream::AnswerStream(const AnswerStreamOptions& options, const Tokenizer& tokenizer,
                           ReasoningSplitter splitter, StopMatcher stop, EventQueue& events,
                           RoutingCounts& answer_counts, const std::atomic<bool>& cancel,
                           std::function<void(const StepCounts&)> on_counts)
    : options_(options),
      detokenizer_(tokenizer),
      splitter_(splitter),
      stop_(std::move(stop)),
      events_(events),
      answer_counts_(answer_counts),
      cancel_(cancel),
      on_counts_(std::move(on_counts)) {}

void AnswerStream::on_prefill(int64_t tokens_done, int64_t tokens_total, int64_t tokens_cached) {
  (void)events_.push(api::PrefillProgress{.request = options_.request,
                                          .tokens_done = tokens_done,
                                          .tokens_total = tokens_total,
                                          .tokens_cached = tokens_cached},
                     &cancel_);
  if (tokens_done > tokens_cached) {
    on_counts_({.prefill_tokens = tokens_done - prefill_reported_});
  }
  prefill_reported_ = tokens_done;
}

bool AnswerStream::on_token(const GeneratedToken& token) {
  const ReplyPart part = splitter_.push(token.id);
  std::string text;
  if (part == ReplyPart::kMarker || token.is_stop) {
    text = detokenizer_.finish();  // a code point cannot go on behind a control token
  } else {
    text = detokenizer_.push(token.id);
  }
  const bool is_answer = part == ReplyPart::kAnswer;
  // Stop strings end an answer; reasoning may mention them.
  if (is_answer) text = stop_.push(text);
  if (token.is_stop) text += stop_.finish();
  const Status pushed = events_.push(
      api::TokenEvent{.request = options_.request,
                      .position = token.position,
                      .id = token.id,
                      .text = std::move(text),
                      .kind = is_answer ? api::TextKind::kAnswer : api::TextKind::kReasoning,
                      .logprob = token.logprob,
                      .drafted = token.drafted},
      &cancel_);
  return pushed.ok() && !stop_.match().has_value();
}

std::string AnswerStream::finish() {
  return stop_.push(detokenizer_.finish()) + stop_.finish();
}

void AnswerStream::on_step(const api::StepEvent& step) {
  api::StepEvent event = step;
  event.request = options_.request;
  (void)events_.push(event, &cancel_);
  on_counts_({.decode_tokens = step.num_accepted + 1,
              .num_drafted = step.num_drafted,
              .num_accepted = step.num_accepted});
}

void AnswerStream::on_routing(const RoutingRecorder& recorder, int64_t first_position,
                              int64_t num_rows, int64_t num_accepted, bool prompt) {
  recorder.count(0, num_accepted, answer_counts_);
  if (!options_.record_routing) return;
  for (int64_t row = 0; row < num_rows; ++row) {
    api::TokenRouting routing = recorder.token_routing(row);
    routing.request = options_.request;
    routing.position = first_position + row;
    routing.prompt = prompt;
    routing.accepted = row < num_accepted;
    (void)events_.push(std::move(routing), &cancel_);
  }
}

}  // namespace octant

#include "app/session/answer_writer.h"

#include <utility>

namespace octant::session {

void AnswerWriter::add_token(const api::TokenEvent& token) {
  const bool is_reasoning = token.kind == api::TextKind::kReasoning;
  (is_reasoning ? reasoning_ : content_) += token.text;
  tokens_.push_back({.id = token.id,
                     .logprob = token.logprob,
                     .num_text_bytes = static_cast<int32_t>(token.text.size()),
                     .drafted = token.drafted,
                     .is_reasoning = is_reasoning});
}

void AnswerWriter::add_routing(const api::TokenRouting& routing, const store::RoutingTrace& shape) {
  routing_.num_moe_layers = shape.num_moe_layers;
  routing_.num_experts_per_tok = shape.num_experts_per_tok;
  routing_.tokens.push_back(
      {.position = routing.position, .is_prompt = routing.prompt, .accepted = routing.accepted});
  routing_.topk_idx.insert(routing_.topk_idx.end(), routing.topk_idx.begin(),
                           routing.topk_idx.end());
  routing_.topk_weights.insert(routing_.topk_weights.end(), routing.topk_weights.begin(),
                               routing.topk_weights.end());
}

Result<bool> AnswerWriter::write(Clock::time_point now) {
  // So that the first words are written as they come.
  if (!has_something()) return false;
  const bool failed = !failure_.ok();
  const auto interval = failed ? kRetryInterval : kFlushInterval;
  // An end is written at once, unless the last try failed.
  if (now - last_try_ < interval && (failed || !end_)) {
    if (failed) return failure_;
    return false;
  }
  last_try_ = now;
  failure_ = write_pending();
  if (!failure_.ok()) return failure_;
  return end_.has_value();
}

bool AnswerWriter::has_something() const {
  return end_ || !tokens_.empty() || !routing_.tokens.empty() || !content_.empty() ||
         !reasoning_.empty();
}

Status AnswerWriter::write_pending() {
  if (!tokens_.empty()) {
    RETURN_IF_ERROR(history_.append_tokens(message_id_, tokens_));
    tokens_.clear();
  }
  if (!routing_.tokens.empty()) {
    RETURN_IF_ERROR(history_.append_routing(message_id_, routing_));
    routing_ = {};
  }
  if (end_) {
    return history_.finish_answer(message_id_,
                                  {.state = end_->state,
                                   .content = end_->content,
                                   .reasoning = end_->reasoning,
                                   .error = end_->error,
                                   .finish_reason = end_->finish_reason,
                                   .stats = end_->stats,
                                   .histogram = end_->histogram ? &*end_->histogram : nullptr});
  }
  if (content_.empty() && reasoning_.empty()) return {};
  RETURN_IF_ERROR(
      history_.append_answer(message_id_, {.content = content_, .reasoning = reasoning_}));
  content_.clear();
  reasoning_.clear();
  return {};
}

}  // namespace octant::session

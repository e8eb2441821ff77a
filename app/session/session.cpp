#include "app/session/session.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "app/session/options_json.h"
#include "app/session/title.h"
#include "runtime/api/names.h"

namespace octant::session {
namespace {

// An answer as the model wrote it, which is what chat formats take (runtime/api/chat.h).
std::string as_written(const store::Message& answer) {
  if (answer.reasoning.empty()) return answer.content;
  return answer.reasoning + "</think>" + answer.content;
}

bool is_empty_answer(const store::Message& message) {
  return message.role == store::Role::kAssistant && message.content.empty() &&
         message.reasoning.empty();
}

store::MessageState state_of(api::FinishReason reason) {
  switch (reason) {
    case api::FinishReason::kStop:
    case api::FinishReason::kLength:
      return store::MessageState::kComplete;
    case api::FinishReason::kCancelled:
      return store::MessageState::kStopped;
    case api::FinishReason::kError:
      break;
  }
  return store::MessageState::kFailed;
}

// The beginning of a reply, as ChatRequest::continue_reply takes it. The mark stands also where no
// reasoning was: formats that always reason would take the answer for it.
std::string so_far(const store::Message& answer) {
  if (answer.content.empty()) return answer.reasoning;
  return answer.reasoning + "</think>" + answer.content;
}

}  // namespace

bool broke_off(const store::Message& message) {
  if (message.role != store::Role::kAssistant || is_empty_answer(message)) return false;
  switch (message.state) {
    case store::MessageState::kStopped:
    case store::MessageState::kInterrupted:
    case store::MessageState::kFailed:
      return true;
    case store::MessageState::kComplete:
      return message.finish_reason == api::name_of(api::FinishReason::kLength);
    case store::MessageState::kStreaming:
      break;
  }
  return false;
}

Session::~Session() {
  abandon_answer();
}

void Session::set_engine(api::Engine* engine) {
  abandon_answer();
  engine_ = engine;
  engine_problem_.clear();
}

void Session::abandon_answer() {
  if (!running_) return;
  engine_->cancel(request_);
  finish({.request = request_,
          .reason = api::FinishReason::kCancelled,
          .usage = {.completion_tokens = running_->num_tokens}});
  write_due(Clock::now());
}

// Of the answer on its way nothing is wanted any more; its writer goes with it.
void Session::drop_answer() {
  engine_->cancel(request_);
  request_ = 0;  // its events are nobody's
  running_.reset();
}

void Session::begin_new() {
  conversation_ = {};
  options_ = {};
  options_problem_.clear();
  reload_problem_.clear();
  path_.clear();
  ++path_revision_;
}

Status Session::open(int64_t conversation_id) {
  ASSIGN_OR_RETURN(store::Conversation conversation, history_.conversation(conversation_id));
  const Result<api::GenerateOptions> options = options_from_json(conversation.settings_json);
  conversation_ = std::move(conversation);
  options_ = options.ok() ? *options : api::GenerateOptions{};
  options_problem_.clear();
  if (!options.ok()) {
    options_problem_ = "its settings are not taken: " + std::string(options.status().message());
  }
  return reload_path();
}

Status Session::open_at(int64_t conversation_id, int64_t message_id) {
  RETURN_IF_ERROR(open(conversation_id));
  if (place_on_path(message_id).ok()) return {};
  ASSIGN_OR_RETURN(const int64_t leaf, history_.newest_leaf(message_id));
  RETURN_IF_ERROR(history_.set_active_leaf(leaf));
  return reload_path();
}

Status Session::reload_conversation() {
  if (conversation_.id == 0) return {};
  ASSIGN_OR_RETURN(conversation_, history_.conversation(conversation_.id));
  return {};
}

Status Session::set_options(const api::GenerateOptions& options) {
  options_ = options;
  conversation_.settings_json = to_json(options);
  if (conversation_.id == 0) return {};
  return history_.set_settings(conversation_.id, conversation_.settings_json);
}

Status Session::set_system_prompt(std::string_view text) {
  conversation_.system_prompt = text;
  if (conversation_.id == 0) return {};
  return history_.set_system_prompt(conversation_.id, text);
}

Status Session::require_idle() const {
  if (running_) return unsupported("an answer is on its way");
  if (engine_ == nullptr) return unsupported("no model is open");
  if (!engine_problem_.empty()) return unsupported("the engine is lost: " + engine_problem_);
  return {};
}

Status Session::reload_path() {
  if (conversation_.id == 0) return {};
  ASSIGN_OR_RETURN(path_, history_.active_path(conversation_.id));
  reload_problem_.clear();
  ++path_revision_;
  // What could not be written yet stays on the screen.
  for (const std::unique_ptr<AnswerWriter>& writer : writers_) {
    const Result<size_t> place = place_on_path(writer->message_id());
    if (!writer->ended() || !place.ok()) continue;
    store::Message& message = path_[place.value()].message;
    message.content = writer->ended()->content;
    message.reasoning = writer->ended()->reasoning;
    message.state = writer->ended()->state;
    message.error = writer->ended()->error;
    message.finish_reason = writer->ended()->finish_reason;
    message.stats = writer->ended()->stats;
  }
  return {};
}

// For where nobody takes a failure: what is shown stays as it was, and history_problem() says why.
void Session::reload_path_or_say() {
  const Status status = reload_path();
  if (!status.ok()) reload_problem_ = status.message();
}

Result<size_t> Session::place_on_path(int64_t message_id) const {
  for (size_t i = 0; i < path_.size(); ++i) {
    if (path_[i].message.id == message_id) return i;
  }
  return not_found("message " + std::to_string(message_id) + " is not on the screen");
}

Status Session::send(std::string_view text) {
  RETURN_IF_ERROR(require_idle());
  const bool is_first = conversation_.id == 0;
  if (is_first) {
    ASSIGN_OR_RETURN(const int64_t id,
                     history_.create_conversation({.title = title_of(text),
                                                   .model = engine_->model().name,
                                                   .system_prompt = conversation_.system_prompt,
                                                   .settings_json = to_json(options_)}));
    ASSIGN_OR_RETURN(conversation_, history_.conversation(id));
  }
  const size_t end = end_of_answered();
  const int64_t parent = end == 0 ? 0 : path_[end - 1].message.id;
  const Result<int64_t> id = history_.add_user_message(conversation_.id, parent, text);
  if (!id.ok() && is_first) {
    // Nobody wants an empty conversation. If it cannot be deleted either, it stays.
    (void)history_.delete_conversation(conversation_.id);
    conversation_.id = 0;
    ++path_revision_;
  }
  RETURN_IF_ERROR(id.status());
  return answer_to(id.value());
}

Status Session::regenerate(int64_t message_id) {
  RETURN_IF_ERROR(require_idle());
  ASSIGN_OR_RETURN(const size_t place, place_on_path(message_id));
  const store::Message& message = path_[place].message;
  if (message.role == store::Role::kUser) return answer_to(message.id);
  return answer_to(message.parent_id);
}

Status Session::edit(int64_t message_id, std::string_view text) {
  RETURN_IF_ERROR(require_idle());
  ASSIGN_OR_RETURN(const size_t place, place_on_path(message_id));
  const store::Message& message = path_[place].message;
  if (message.role != store::Role::kUser) {
    return invalid_argument("message " + std::to_string(message_id) + " is an answer");
  }
  ASSIGN_OR_RETURN(const int64_t id,
                   history_.add_user_message(conversation_.id, message.parent_id, text));
  return answer_to(id);
}

std::vector<api::Message> Session::prompt_up_to(size_t end) const {
  std::vector<api::Message> messages;
  if (!conversation_.system_prompt.empty()) {
    messages.push_back({api::Role::kSystem, conversation_.system_prompt});
  }
  for (const store::PathMessage& shown : std::span(path_).first(end)) {
    const store::Message& message = shown.message;
    messages.push_back({message.role, message.role == store::Role::kAssistant ? as_written(message)
                                                                              : message.content});
  }
  return messages;
}

// How much of the path stays when the next message comes. A question that got no answer is replaced
// by it: two in a row fit no chat format.
size_t Session::end_of_answered() const {
  size_t end = path_.size();
  if (end > 0 && is_empty_answer(path_[end - 1].message)) --end;
  if (end > 0 && path_[end - 1].message.role == store::Role::kUser) --end;
  return end;
}

std::vector<api::Message> Session::next_prompt(std::string_view text) const {
  std::vector<api::Message> messages = prompt_up_to(end_of_answered());
  messages.push_back({api::Role::kUser, std::string(text)});
  return messages;
}

std::vector<api::Message> Session::last_prompt() const {
  for (size_t end = path_.size(); end > 0; --end) {
    if (path_[end - 1].message.role == store::Role::kUser) return prompt_up_to(end);
  }
  return {};
}

// Asks for an answer to a user's message, which becomes the end of the path.
Status Session::answer_to(int64_t user_message_id) {
  RETURN_IF_ERROR(history_.set_active_leaf(user_message_id));
  RETURN_IF_ERROR(reload_path());
  ASSIGN_OR_RETURN(const std::vector<int64_t> versions,
                   history_.children(conversation_.id, user_message_id));
  api::ChatRequest request{.messages = prompt_up_to(path_.size()),
                           .options = options_,
                           .record_routing = record_routing_};
  // The same seed would give the same answer again.
  if (request.options.seed) *request.options.seed += versions.size();
  const std::string params = to_json(request.options);
  ASSIGN_OR_RETURN(request_, engine_->submit(std::move(request)));
  const Result<int64_t> answer = history_.begin_answer({.conversation_id = conversation_.id,
                                                        .parent_id = user_message_id,
                                                        .model = engine_->model().name,
                                                        .params_json = params});
  if (!answer.ok()) {
    engine_->cancel(request_);
    request_ = 0;  // its events are nobody's
    return answer.status();
  }
  before_ = {};
  running_ = RunningAnswer{.conversation_id = conversation_.id,
                           .message_id = answer.value(),
                           .content = {},
                           .reasoning = {},
                           .prefill = {}};
  writers_.push_back(std::make_unique<AnswerWriter>(history_, answer.value()));
  return reload_path();
}

Status Session::continue_answer(int64_t message_id) {
  RETURN_IF_ERROR(require_idle());
  if (path_.empty() || path_.back().message.id != message_id || !broke_off(path_.back().message)) {
    return invalid_argument("message " + std::to_string(message_id) +
                            " is not an answer at the end that broke off");
  }
  if (!is_written()) return io_error("the answer is not on the disk yet: " + history_problem_);
  const store::Message answer = path_.back().message;
  ASSIGN_OR_RETURN(store::ExpertHistogram histogram, history_.histogram(message_id));
  api::ChatRequest request{.messages = prompt_up_to(path_.size()),
                           .continue_reply = true,
                           .options = options_,
                           .record_routing = record_routing_};
  request.messages.back().content = so_far(answer);
  // The prompt has to be the one that the text was written behind.
  request.options.thinking = !answer.reasoning.empty();
  ASSIGN_OR_RETURN(request_, engine_->submit(std::move(request)));
  const Status resumed = history_.resume_answer(message_id);
  if (!resumed.ok()) {
    engine_->cancel(request_);
    request_ = 0;  // its events are nobody's
    return resumed;
  }
  before_ = {.stats = answer.stats, .histogram = std::move(histogram)};
  running_ = RunningAnswer{.conversation_id = conversation_.id,
                           .message_id = message_id,
                           .content = answer.content,
                           .reasoning = answer.reasoning,
                           .prefill = {},
                           .reasoning_ms = answer.stats.reasoning_ms};
  if (answer.content.empty()) {
    running_->reasoning_began =
        Clock::now() - std::chrono::duration_cast<Clock::duration>(
                           std::chrono::duration<double, std::milli>(answer.stats.reasoning_ms));
  }
  writers_.push_back(std::make_unique<AnswerWriter>(history_, message_id));
  return reload_path();
}

void Session::stop() {
  if (running_) engine_->cancel(request_);
}

void Session::abandon() {
  if (!running_) return;
  abandon_answer();
  reload_path_or_say();
}

Status Session::show_version(int64_t message_id, int32_t step) {
  ASSIGN_OR_RETURN(const std::vector<int64_t> versions, history_.siblings(message_id));
  const auto own = std::find(versions.begin(), versions.end(), message_id);
  const int64_t wanted = own - versions.begin() + step;
  if (wanted < 0 || wanted >= std::ssize(versions)) return {};
  ASSIGN_OR_RETURN(const int64_t leaf, history_.newest_leaf(versions[static_cast<size_t>(wanted)]));
  RETURN_IF_ERROR(history_.set_active_leaf(leaf));
  return reload_path();
}

Status Session::remove(int64_t message_id) {
  RETURN_IF_ERROR(require_idle());
  RETURN_IF_ERROR(history_.delete_message(message_id));
  return reload_path();
}

Changes Session::poll(std::chrono::milliseconds timeout) {
  Changes changes;
  if (engine_ != nullptr) {
    for (const api::Event& event : engine_->poll_events(timeout)) {
      std::visit([&](const auto& e) { take(e, changes); }, event);
    }
  }
  write_due(Clock::now());
  // What is shown is what is kept.
  if (changes.ended || !reload_problem_.empty()) reload_path_or_say();
  return changes;
}

void Session::take(const api::TokenEvent& event, Changes& changes) {
  if (!running_ || event.request != request_) return;
  const bool is_reasoning = event.kind == api::TextKind::kReasoning;
  (is_reasoning ? running_->reasoning : running_->content) += event.text;
  if (is_reasoning && !running_->reasoning_began) running_->reasoning_began = Clock::now();
  if (running_->reasoning_began && running_->content.empty()) {
    running_->reasoning_ms =
        std::chrono::duration<double, std::milli>(Clock::now() - *running_->reasoning_began)
            .count();
  }
  ++running_->num_tokens;
  writers_.back()->add_token(event);
  changes.text = true;
}

void Session::take(const api::TokenRouting& event, Changes&) {
  if (!running_ || event.request != request_) return;
  const api::ModelInfo& model = engine_->model();
  writers_.back()->add_routing(
      event, {.num_moe_layers = static_cast<int32_t>(model.num_moe_layers),
              .num_experts_per_tok = static_cast<int32_t>(model.num_experts_per_tok)});
}

void Session::take(const api::PrefillProgress& event, Changes& changes) {
  if (!running_ || event.request != request_) return;
  running_->prefill = event;
  changes.progress = true;
}

void Session::take(const api::DoneEvent& event, Changes& changes) {
  if (!running_ || event.request != request_) return;
  // Held back until it was clear that no stop text begins there.
  const bool in_reasoning = running_->content.empty() && !running_->reasoning.empty();
  (in_reasoning ? running_->reasoning : running_->content) += event.last_text;
  finish(event);
  changes.ended = true;
}

void Session::take(const api::FaultEvent& event, Changes& changes) {
  engine_problem_ = event.error;
  changes.engine_lost = true;
  if (!running_) return;
  finish({.request = request_,
          .reason = api::FinishReason::kError,
          .error = event.error,
          .usage = {.completion_tokens = running_->num_tokens}});
  changes.ended = true;
}

// Of the whole answer: what it took to begin it was taken once, the rest adds up.
store::AnswerStats Session::stats_of(const api::DoneEvent& done) const {
  const store::AnswerStats& old = before_.stats;
  const bool is_new = old.completion_tokens == 0;
  return {.prompt_tokens = is_new ? done.usage.prompt_tokens : old.prompt_tokens,
          .completion_tokens = old.completion_tokens + done.usage.completion_tokens,
          .cached_tokens = is_new ? done.usage.cached_tokens : old.cached_tokens,
          .ttft_ms = is_new ? done.timings.ttft_ms : old.ttft_ms,
          .prefill_ms = old.prefill_ms + done.timings.prefill_ms,
          .decode_ms = old.decode_ms + done.timings.decode_ms,
          .reasoning_ms = running_->reasoning_ms,
          .draft_proposed = old.draft_proposed + done.timings.draft_proposed,
          .draft_accepted = old.draft_accepted + done.timings.draft_accepted};
}

std::optional<store::ExpertHistogram> Session::histogram_of(const api::DoneEvent& done) const {
  const api::ModelInfo& model = engine_->model();
  const int64_t cells = model.num_moe_layers * model.n_routed_experts;
  if (cells == 0 || std::ssize(done.routing.expert_counts) != cells) return std::nullopt;
  store::ExpertHistogram all = {.num_moe_layers = static_cast<int32_t>(model.num_moe_layers),
                                .n_routed_experts = static_cast<int32_t>(model.n_routed_experts),
                                .counts = done.routing.expert_counts};
  // Another model may have begun the answer: its counts say nothing about this one's experts.
  const store::ExpertHistogram& old = before_.histogram;
  if (old.num_moe_layers != all.num_moe_layers || old.n_routed_experts != all.n_routed_experts) {
    return all;
  }
  for (size_t i = 0; i < all.counts.size(); ++i) all.counts[i] += old.counts[i];
  return all;
}

void Session::finish(const api::DoneEvent& done) {
  last_done_ = done;
  const store::AnswerStats stats = stats_of(done);
  std::optional<store::ExpertHistogram> histogram = histogram_of(done);
  last_answer_ = std::move(running_);
  writers_.back()->end({.state = state_of(done.reason),
                        .content = last_answer_->content,
                        .reasoning = last_answer_->reasoning,
                        .error = done.error,
                        .finish_reason = std::string(api::name_of(done.reason)),
                        .stats = stats,
                        .histogram = std::move(histogram)});
  running_.reset();
  request_ = 0;
}

void Session::write_due(Clock::time_point now) {
  history_problem_.clear();
  std::erase_if(writers_, [&](const std::unique_ptr<AnswerWriter>& writer) {
    const Result<bool> done = writer->write(now);
    // Its conversation was deleted for good meanwhile: there is nothing to keep it in.
    if (done.status().code() == StatusCode::kNotFound) {
      if (running_ && running_->message_id == writer->message_id()) drop_answer();
      return true;
    }
    if (!done.ok()) history_problem_ = done.status().message();
    return done.ok() && done.value();
  });
}

}  // namespace octant::session

#include "app/session/workspace.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

namespace octant::session {

using engine_process::EngineProcess;
using engine_process::EngineState;

Workspace::Workspace(store::HistoryStore history, engine_process::ProcessOptions process)
    : history_(std::move(history)),
      process_(std::move(process)),
      snapshot_(std::make_shared<const api::Snapshot>()),
      answer_begin_(snapshot_),
      session_(nullptr, history_),
      model_choice_(runtime_model_sources(), process_.on_news),
      prompt_preview_(session_, process_.on_news),
      lists_(history_) {
  Result<Preferences> kept = load_preferences(history_);
  if (report(kept.status())) preferences_ = std::move(kept).value();
  begin_new();
  list_again();
}

Workspace::~Workspace() {
  session_.set_engine(nullptr);
}

void Workspace::open_model(const api::EngineOptions& options, std::string name,
                           std::string recent) {
  close_model();
  engine_options_ = options;
  model_name_ = std::move(name);
  std::error_code ignored;
  recent_ = recent.empty() ? std::filesystem::absolute(options.model_dir, ignored).string()
                           : std::move(recent);
  prompt_preview_.set_model(options);
  is_waiting_ = true;
  start_engine();
}

void Workspace::start_engine() {
  if (ending_.valid()) {
    if (ending_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return;
    ending_.get();
  }
  is_waiting_ = false;
  engine_ = EngineProcess::start(engine_options_, process_);
  session_.set_engine(engine_.get());
  condition_ = engine_->condition();
}

void Workspace::close_model() {
  prompt_preview_.clear();
  session_.set_engine(nullptr);
  is_waiting_ = false;
  model_name_.clear();
  if (engine_ != nullptr) {
    ending_ =
        std::async(std::launch::async, [before = std::move(ending_), engine = std::move(engine_),
                                        wake = process_.on_news]() mutable {
          if (before.valid()) before.get();
          engine.reset();
          if (wake) wake();
        });
  }
  condition_ = {};
  snapshot_ = std::make_shared<const api::Snapshot>();
  answer_begin_ = snapshot_;
}

void Workspace::restart_engine() {
  if (engine_ == nullptr || !report(engine_->restart())) return;
  session_.set_engine(engine_.get());
  condition_ = engine_->condition();
  answer_begin_ = std::make_shared<const api::Snapshot>();  // it counts from 0 again
}

const api::ModelInfo& Workspace::model() const {
  static const api::ModelInfo none;
  return engine_ != nullptr ? engine_->model() : none;
}

void Workspace::begin_new() {
  session_.begin_new();
  // Of a conversation that is not there yet, so nothing is written.
  (void)session_.set_options(preferences_.options);
  (void)session_.set_system_prompt(preferences_.system_prompt);
}

void Workspace::open(int64_t conversation_id) {
  if (report(session_.open(conversation_id))) say_what_is_odd();
}

void Workspace::open_at(int64_t conversation_id, int64_t message_id) {
  if (report(session_.open_at(conversation_id, message_id))) say_what_is_odd();
}

void Workspace::say_what_is_odd() {
  if (!session_.options_problem().empty()) report(corrupt(session_.options_problem()));
}

bool Workspace::changed(int64_t conversation_id, const Status& status) {
  if (!report(status)) return false;
  if (session_.conversation_id() == conversation_id) report(session_.reload_conversation());
  list_again();
  return true;
}

void Workspace::rename(int64_t conversation_id, std::string_view title) {
  changed(conversation_id, history_.rename(conversation_id, title));
}

void Workspace::set_pinned(int64_t conversation_id, bool pinned) {
  changed(conversation_id, history_.set_pinned(conversation_id, pinned));
}

bool Workspace::set_folder(int64_t conversation_id, std::string_view folder) {
  return changed(conversation_id, history_.set_folder(conversation_id, folder));
}

bool Workspace::set_tags(int64_t conversation_id, std::span<const std::string> tags) {
  return changed(conversation_id, history_.set_tags(conversation_id, tags));
}

void Workspace::set_archived(int64_t conversation_id, bool archived) {
  if (!changed(conversation_id, history_.set_archived(conversation_id, archived))) return;
  say(archived ? "Archived" : "Unarchived", [this, conversation_id, archived]() -> Status {
    const Status back = history_.set_archived(conversation_id, !archived);
    if (back.ok()) changed(conversation_id, back);
    return back;
  });
}

void Workspace::fold(FolderList& folder, bool folded) {
  Preferences changed = preferences_;
  set_folded(changed, folder.name, folded);
  set_preferences(changed);
  if (folded) folder.pages.forget();
}

void Workspace::remove_conversation(int64_t conversation_id) {
  const Result<store::Conversation> removed = history_.conversation(conversation_id);
  if (!report(removed.status())) return;
  if (session_.running() && session_.running()->conversation_id == conversation_id) {
    session_.stop();
  }
  if (!report(history_.delete_conversation(conversation_id))) return;
  if (session_.conversation_id() == conversation_id) begin_new();
  list_again();
  const std::string& title = removed.value().title;
  say("Deleted “" + (title.empty() ? std::string("Untitled") : title) + "”",
      [this, conversation_id]() -> Status {
        RETURN_IF_ERROR(history_.restore_conversation(conversation_id));
        list_again();
        return session_.open(conversation_id);
      });
}

void Workspace::remove_message(int64_t message_id) {
  const int64_t conversation_id = session_.conversation_id();
  if (!report(session_.remove(message_id))) return;
  say("Message deleted, with what followed it", [this, conversation_id, message_id]() -> Status {
    RETURN_IF_ERROR(history_.restore_message(message_id));
    return session_.open(conversation_id);
  });
}

// A message may be kept although it got no answer.
bool Workspace::asked_with(std::string_view text, uint64_t path_before) const {
  if (session_.path().empty() || session_.path_revision() == path_before) return false;
  const store::Message& last = session_.path().back().message;
  return last.role == store::Role::kUser && last.content == text;
}

bool Workspace::send(std::string_view text) {
  const uint64_t path_before = session_.path_revision();
  session_.set_record_routing(preferences_.record_routing);
  const Status status = session_.send(text);
  report(status);
  list_again();
  return status.ok() || asked_with(text, path_before);
}

bool Workspace::edit(int64_t message_id, std::string_view text) {
  const uint64_t path_before = session_.path_revision();
  session_.set_record_routing(preferences_.record_routing);
  const Status status = session_.edit(message_id, text);
  report(status);
  list_again();
  return status.ok() || asked_with(text, path_before);
}

void Workspace::regenerate(int64_t message_id) {
  session_.set_record_routing(preferences_.record_routing);
  report(session_.regenerate(message_id));
  list_again();
}

void Workspace::continue_answer(int64_t message_id) {
  session_.set_record_routing(preferences_.record_routing);
  watched_answer_ = 0;  // the same message is another answer to the engine
  report(session_.continue_answer(message_id));
  list_again();
}

void Workspace::show_version(int64_t message_id, int32_t step) {
  report(session_.show_version(message_id, step));
}

void Workspace::say(std::string text, std::function<Status()> undo) {
  notice_ = Notice{.text = std::move(text),
                   .is_error = false,
                   .undo = std::move(undo),
                   .until = Clock::now() + kNoticeTime};
}

bool Workspace::report(const Status& status) {
  if (status.ok()) return true;
  notice_ = Notice{.text = std::string(status.message()),
                   .is_error = true,
                   .undo = {},
                   .until = Clock::now() + kNoticeTime};
  return false;
}

void Workspace::undo() {
  if (!notice_ || !notice_->undo) return;
  const std::function<Status()> action = std::move(notice_->undo);
  notice_.reset();
  report(action());
}

void Workspace::set_preferences(const Preferences& preferences) {
  if (preferences == preferences_) return;
  preferences_ = preferences;
  if (!history_.is_read_only()) report(save_preferences(history_, preferences_));
}

// The engine counts since its start; what an answer added is the difference to what the last poll
// before it had seen.
void Workspace::watch_answer() {
  if (!session_.running() || session_.running()->message_id == watched_answer_) return;
  watched_answer_ = session_.running()->message_id;
  answer_begin_ = snapshot_;
}

Changes Workspace::poll() {
  watch_answer();
  if (is_waiting_) start_engine();
  const EngineState before = condition_.state;
  if (engine_ != nullptr) {
    condition_ = engine_->condition();
    snapshot_ = engine_->snapshot();
    if (condition_.state == EngineState::kReady && before != EngineState::kReady) {
      Preferences changed = preferences_;
      remember_model(changed, recent_);
      set_preferences(changed);
    }
  }
  model_choice_.poll();
  prompt_preview_.poll();
  const Changes changes = session_.poll(std::chrono::milliseconds{0});
  if (changes.ended) list_again();
  const std::optional<RunningAnswer>& running = session_.running();
  rates_.add(Clock::now(), *snapshot_, running && running->num_tokens > 0);
  if (notice_ && Clock::now() >= notice_->until) notice_.reset();
  return changes;
}

}  // namespace octant::session

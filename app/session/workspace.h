#pragma once
// Workspace: what one window has open: a history, a model in a process of its own, a conversation,
// and what the person prefers. Views read from it and call it; it knows no window.
//
// Threads: one, the window's. Engines that are no longer wanted end on a thread of their own.
// Nothing here waits for one but asking, at most EngineProcess::kSubmitWait, and the destructor,
// as long as ~EngineProcess; the history's writes take as long as the disk does.

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/engine_process/engine_process.h"
#include "app/session/conversation_lists.h"
#include "app/session/model_choice.h"
#include "app/session/preferences.h"
#include "app/session/prompt_preview.h"
#include "app/session/rate_history.h"
#include "app/session/session.h"
#include "app/store/history_store.h"

namespace octant::session {

// One line for a person, for some seconds.
struct Notice {
  std::string text;
  bool is_error = false;
  std::function<Status()> undo;  // empty: nothing to undo
  Clock::time_point until;
};

class Workspace {
 public:
  static constexpr std::chrono::seconds kNoticeTime{8};  // long enough to read, and to press Undo

  // `process`: how engines are started; its on_news has to wake the window.
  Workspace(store::HistoryStore history, engine_process::ProcessOptions process);
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  store::HistoryStore& history() { return history_; }
  Session& session() { return session_; }
  const Session& session() const { return session_; }

  // ---- The model

  // Starts loading it, in place of the one that is open, as soon as that one's process has given
  // its memory back; an answer on its way is stopped. `name` is
  // for people. Once it is open it becomes a recent model as `recent`, by which it can be found
  // again: a folder or a name in the Hugging Face cache; the folder of the options if empty.
  void open_model(const api::EngineOptions& options, std::string name, std::string recent = "");
  void close_model();
  // After the engine was lost, or did not open the model.
  void restart_engine();
  // Open, on its way, or failed.
  bool has_model() const { return engine_ != nullptr || is_waiting_; }
  // Not begun yet: the model before still holds its memory.
  bool is_waiting_for_memory() const { return is_waiting_; }
  bool is_ready() const { return condition_.state == engine_process::EngineState::kReady; }
  const std::string& model_name() const { return model_name_; }
  const api::EngineOptions& engine_options() const { return engine_options_; }
  // As of the last poll(). kLoading with nothing read where there is no model.
  const engine_process::EngineCondition& condition() const { return condition_; }
  // Of the open model; all empty before.
  const api::ModelInfo& model() const;
  // As of the last poll(); never null.
  const api::SnapshotPtr& snapshot() const { return snapshot_; }
  // As it was when the answer on its way, or else the last one, was asked for; never null.
  const api::SnapshotPtr& answer_begin() const { return answer_begin_; }
  // The decode rate of the last minute, up to the last poll().
  const RateHistory& rates() const { return rates_; }
  // What could be opened instead.
  ModelChoice& model_choice() { return model_choice_; }
  // The tokens that would be sent.
  PromptPreview& prompt_preview() { return prompt_preview_; }

  // ---- Conversations

  ConversationLists& lists() { return lists_; }
  // Near the end of one of the lists.
  void list_more(ConversationPages& pages) { report(lists_.list_more(pages)); }
  // Counts changes of the lists, for who keeps something made from them.
  uint64_t list_revision() const { return lists_.revision(); }
  // Lists a folder's conversations, or only its name. Kept with what is preferred.
  void fold(FolderList& folder, bool folded);
  // After something was changed through history().
  void list_again() { report(lists_.list_again()); }
  void begin_new();
  void open(int64_t conversation_id);
  // Where that message is.
  void open_at(int64_t conversation_id, int64_t message_id);
  void rename(int64_t conversation_id, std::string_view title);
  void set_pinned(int64_t conversation_id, bool pinned);
  // True if it was kept.
  bool set_folder(int64_t conversation_id, std::string_view folder);
  bool set_tags(int64_t conversation_id, std::span<const std::string> tags);
  // Says so, with an undo.
  void set_archived(int64_t conversation_id, bool archived);
  // Says so, with an undo.
  void remove_conversation(int64_t conversation_id);
  void remove_message(int64_t message_id);

  // ---- Asking: as in Session; what fails is said. True if the text is no longer needed.
  bool send(std::string_view text);
  bool edit(int64_t message_id, std::string_view text);
  void regenerate(int64_t message_id);
  void continue_answer(int64_t message_id);
  void show_version(int64_t message_id, int32_t step);

  // ---- What is said

  const std::optional<Notice>& notice() const { return notice_; }
  void say(std::string text, std::function<Status()> undo = {});
  // Nothing happens if it is OK. True if it is.
  bool report(const Status& status);
  void undo();
  void dismiss() { notice_.reset(); }

  // ---- What is preferred

  const Preferences& preferences() const { return preferences_; }
  void set_preferences(const Preferences& preferences);

  // Takes what has come; what is new in the answer on its way.
  Changes poll();

 private:
  void start_engine();
  void watch_answer();
  void say_what_is_odd();
  bool asked_with(std::string_view text, uint64_t path_before) const;
  // After a change through history() of a conversation, which may be the open one.
  bool changed(int64_t conversation_id, const Status& status);

  store::HistoryStore history_;
  engine_process::ProcessOptions process_;
  Preferences preferences_;
  std::unique_ptr<engine_process::EngineProcess> engine_;
  std::future<void> ending_;  // of the engine before; its memory may not be free yet
  bool is_waiting_ = false;   // for that: the model of engine_options_ comes then
  api::EngineOptions engine_options_;
  std::string model_name_;
  std::string recent_;
  engine_process::EngineCondition condition_;
  api::SnapshotPtr snapshot_;
  api::SnapshotPtr answer_begin_;
  int64_t watched_answer_ = 0;  // the message that answer_begin_ belongs to
  RateHistory rates_;
  Session session_;  // before engine_ goes, it has to let go of it
  ModelChoice model_choice_;
  PromptPreview prompt_preview_;
  ConversationLists lists_;
  std::optional<Notice> notice_;
};

}  // namespace octant::session

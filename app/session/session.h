#pragma once
// Session: the controller between a face (window, terminal) and the engine with the history. The
// face's actions go down, the engine's events come up, rows go to the history; what is to be shown
// is read from here. It knows neither ImGui nor a terminal.
//
// One conversation is open at a time, and at most one answer is on its way: it goes on, and is
// written down, when another conversation is opened.
//
// Threads: one, the face's; the engine has its own. Nothing waits for the engine; the history's
// writes take as long as the disk does.
//
// A user's message is on the disk before the engine sees it: where that fails, nothing is asked and
// the text stays with the face. An answer whose writing fails stays here and is tried again every
// second (answer_writer.h); history_problem() says so meanwhile.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/session/answer_writer.h"
#include "app/store/history_store.h"
#include "kernels/core/status.h"
#include "runtime/api/engine.h"

namespace octant::session {

// What poll() found new, so that a face knows what to draw.
struct Changes {
  bool text = false;      // of the answer on its way
  bool progress = false;  // of reading the prompt
  bool ended = false;     // the answer
  bool engine_lost = false;
};

// The answer on its way. Of one that is gone on with, the text holds what was there before.
struct RunningAnswer {
  int64_t conversation_id = 0;
  int64_t message_id = 0;
  std::string content;
  std::string reasoning;
  int64_t num_tokens = 0;                       // since it was asked for
  std::optional<api::PrefillProgress> prefill;  // nothing: before its beginning
  // Since the first token of its reasoning; stands still once the answer itself has begun.
  double reasoning_ms = 0;
  std::optional<Clock::time_point> reasoning_began = std::nullopt;
};

// Whether there is something to go on with: an answer with text that was stopped, interrupted, cut
// off by the token limit, or failed.
bool broke_off(const store::Message& message);

class Session {
 public:
  // Both outlive the session; nullptr: there is no engine yet.
  Session(api::Engine* engine, store::HistoryStore& history) : engine_(engine), history_(history) {}
  // An answer on its way is ended and written as stopped.
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Another engine, or the same one started again, in place of one that was lost. An answer on its
  // way ends as cancelled.
  void set_engine(api::Engine* engine);

  // ---- The open conversation

  // Nothing is open any more: the next message begins a new conversation.
  void begin_new();
  // Options that cannot be read, of a newer version or an import, do not close its text away: the
  // defaults hold then, and options_problem() says so.
  Status open(int64_t conversation_id);
  // Where that message is, also if another version of it was shown last.
  Status open_at(int64_t conversation_id, int64_t message_id);
  // One line, or empty: of the open conversation.
  const std::string& options_problem() const { return options_problem_; }
  // Its title, tags and the like were changed in the history.
  Status reload_conversation();
  // 0 before the first message of a new one.
  int64_t conversation_id() const { return conversation_.id; }
  const store::Conversation& conversation() const { return conversation_; }
  // The path on the screen, what is not on the disk yet included. The answer on its way is its end,
  // as it was last written: its text is running().
  const std::vector<store::PathMessage>& path() const { return path_; }
  // Counts changes of path(), for who keeps something made from it.
  uint64_t path_revision() const { return path_revision_; }

  // What the engine would be given if send(text) were called now.
  std::vector<api::Message> next_prompt(std::string_view text) const;
  // What the last question's answer was, or is being, made from; empty if there is none.
  std::vector<api::Message> last_prompt() const;

  // For the next answers of the open conversation, and kept with it.
  const api::GenerateOptions& options() const { return options_; }
  Status set_options(const api::GenerateOptions& options);
  Status set_system_prompt(std::string_view text);
  // Whether the experts of every token are asked for and kept, for the next answers.
  void set_record_routing(bool record) { record_routing_ = record; }

  // ---- Asking. Errors of all: kUnsupported while an answer is on its way, or without an engine;
  // those of Engine::submit, after which the user's message is kept without an answer.

  // Takes the place of a last message that has no answer, or an empty one.
  Status send(std::string_view text);
  // Another version of an answer on the path, or of the answer that the last message still misses.
  Status regenerate(int64_t message_id);
  // Goes on with the answer at the path's end, which broke off; its text, its recordings and its
  // figures stay, and what comes is added to them. Errors: kInvalidArgument for another message.
  Status continue_answer(int64_t message_id);
  // Another version of a user's message on the path, and its answer.
  Status edit(int64_t message_id, std::string_view text);
  void stop();
  // Ends the answer on its way as stopped, at once: for an engine that does not heed stop().
  void abandon();

  // ---- The tree

  // Shows the version of a message on the path that is `step` away, with what followed it last.
  // Nothing happens at either end.
  Status show_version(int64_t message_id, int32_t step);
  Status remove(int64_t message_id);

  // ---- What goes on

  const std::optional<RunningAnswer>& running() const { return running_; }
  // Of the last answer that ended: how, and what the engine told of it, to its last character.
  const std::optional<api::DoneEvent>& last_done() const { return last_done_; }
  const std::optional<RunningAnswer>& last_answer() const { return last_answer_; }
  // One line, or empty: why the last words are not on the disk yet, or what is shown is not what
  // the disk has.
  const std::string& history_problem() const {
    return history_problem_.empty() ? reload_problem_ : history_problem_;
  }
  // One line: the engine takes nothing any more. Empty while it does.
  const std::string& engine_problem() const { return engine_problem_; }

  // Takes what the engine told, waiting up to `timeout` for it, and writes what is due.
  Changes poll(std::chrono::milliseconds timeout);
  // Whether everything is written. After a failure poll() goes on trying.
  bool is_written() const { return writers_.empty(); }

 private:
  Status require_idle() const;
  Status answer_to(int64_t user_message_id);
  Status reload_path();
  void reload_path_or_say();
  Result<size_t> place_on_path(int64_t message_id) const;
  size_t end_of_answered() const;
  std::vector<api::Message> prompt_up_to(size_t end) const;
  store::AnswerStats stats_of(const api::DoneEvent& done) const;
  std::optional<store::ExpertHistogram> histogram_of(const api::DoneEvent& done) const;
  void take(const api::TokenEvent& event, Changes& changes);
  void take(const api::TokenRouting& event, Changes& changes);
  void take(const api::PrefillProgress& event, Changes& changes);
  void take(const api::DoneEvent& event, Changes& changes);
  void take(const api::FaultEvent& event, Changes& changes);
  void take(const api::LoadProgress&, Changes&) {}
  void take(const api::StepEvent&, Changes&) {}
  void abandon_answer();
  void drop_answer();
  void finish(const api::DoneEvent& done);
  void write_due(Clock::time_point now);

  api::Engine* engine_;  // nullptr: none
  store::HistoryStore& history_;
  store::Conversation conversation_;
  api::GenerateOptions options_;
  bool record_routing_ = false;
  std::vector<store::PathMessage> path_;
  uint64_t path_revision_ = 1;
  std::optional<RunningAnswer> running_;
  // What the answer on its way had before it was gone on with.
  struct Before {
    store::AnswerStats stats;
    store::ExpertHistogram histogram;
  };
  Before before_;
  api::RequestId request_ = 0;
  // Of answers whose end is not on the disk: the one on its way last.
  std::vector<std::unique_ptr<AnswerWriter>> writers_;
  std::optional<api::DoneEvent> last_done_;
  std::optional<RunningAnswer> last_answer_;
  std::string options_problem_;
  std::string history_problem_;
  std::string reload_problem_;
  std::string engine_problem_;
};

}  // namespace octant::session

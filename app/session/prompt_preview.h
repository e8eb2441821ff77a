#pragma once
// PromptPreview: the tokens that would be sent for the open conversation and what is being typed,
// made in the background while a model is open.
//
//   preview.set_model(options);             // when one was opened
//   preview.show("what is typed so far");   // each frame; cheap while nothing changes
//   if (preview.poll() && preview.prompt()) ...
//
// Threads: one, the window's; the codec is opened and used on a thread of its own.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/session/background.h"
#include "app/session/session.h"
#include "runtime/api/prompt.h"

namespace octant::session {

class PromptPreview {
 public:
  using OpenCodec =
      std::function<Result<std::unique_ptr<api::PromptCodec>>(const api::EngineOptions&)>;

  // `wake` is called from another thread when there is something for poll(). `session` outlives it.
  PromptPreview(const Session& session, std::function<void()> wake,
                OpenCodec open = api::open_prompt_codec);

  // Of the model that is open: its codec is opened once. Nothing happens if it is the same.
  void set_model(const api::EngineOptions& options);
  // No model is open.
  void clear();
  bool has_model() const { return is_set_; }
  // Why there is no prompt: the codec could not be opened, or what Prompt's render() failed with.
  const Status& problem() const { return problem_; }

  // ---- The panel

  // What the prompt shown is of.
  enum class Of { kNothing, kNextAnswer, kRunningAnswer, kLastAnswer };

  // Asks for the prompt of the next answer if something was typed; without, or while an answer is
  // on its way, for that of the last one. Cheap while nothing has changed.
  void show(std::string_view composer_text);
  // The panel is closed: nothing is made for it any more.
  void hide() { wanted_.reset(); }
  // The latest that is ready; nullptr if there is none.
  const std::shared_ptr<const api::Prompt>& prompt() const { return shown_; }
  Of of() const { return shown_of_; }
  // Counts prompts, for who keeps something made from one.
  uint64_t revision() const { return revision_; }
  // Whether a newer one is on its way.
  bool is_working() const;

  // ---- The composer's meter

  // Tokens of the prompt if this text were sent now: of the last text whose count is ready, so that
  // the number follows the typing by some milliseconds. Nothing before the first one, and without a
  // model.
  std::optional<int64_t> tokens_with(std::string_view composer_text);
  // Whether that count is the one of this text, and not of one typed before.
  bool is_counted(std::string_view composer_text) const;
  // What the engine takes; nothing without a model.
  std::optional<int64_t> max_context() const;

  // Takes what has come.
  bool poll() { return background_.poll(); }

 private:
  // What a prompt is made from.
  struct Question {
    uint64_t model = 0;    // which of set_model()'s
    uint64_t path = 0;     // Session::path_revision()
    bool next = false;     // of the next answer, else of the last one
    bool running = false;  // and that one is on its way
    bool thinking = false;
    std::string text;
    std::string system_prompt;
    bool operator==(const Question&) const = default;
  };
  using Codec = std::shared_ptr<const api::PromptCodec>;

  Question question(std::string_view composer_text, bool next) const;
  void ask(const Question& question, std::string_view kind,
           std::function<void(Result<api::Prompt>)> take);
  void take_shown(const Question& question, Result<api::Prompt> prompt);

  const Session& session_;
  const OpenCodec open_;
  bool is_set_ = false;
  api::EngineOptions options_;
  uint64_t model_ = 0;  // counts models
  Codec codec_;         // nullptr until it is open
  Status problem_;

  std::optional<Question> wanted_;  // by the panel
  std::shared_ptr<const api::Prompt> shown_;
  Of shown_of_ = Of::kNothing;
  uint64_t revision_ = 0;

  std::optional<Question> counted_question_;  // the meter's last
  std::optional<int64_t> counted_;
  std::optional<Question> counted_of_;  // what counted_ is of
  Background background_;               // last: its jobs use the codec
};

}  // namespace octant::session

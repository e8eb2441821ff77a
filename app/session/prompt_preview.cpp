#include "app/session/prompt_preview.h"

#include <utility>

namespace octant::session {
namespace {

constexpr std::string_view kOpen = "open";
constexpr std::string_view kShow = "show";
constexpr std::string_view kCount = "count";

// As the composer hands it over when it is sent.
std::string_view as_sent(std::string_view text) {
  const size_t end = text.find_last_not_of(" \n");
  return end == std::string_view::npos ? "" : text.substr(0, end + 1);
}

}  // namespace

PromptPreview::PromptPreview(const Session& session, std::function<void()> wake, OpenCodec open)
    : session_(session), open_(std::move(open)), background_(std::move(wake)) {}

void PromptPreview::set_model(const api::EngineOptions& options) {
  if (is_set_ && options.model_dir == options_.model_dir &&
      options.chat_format == options_.chat_format && options.max_context == options_.max_context) {
    return;
  }
  clear();
  is_set_ = true;
  options_ = options;
  background_.run<Codec>(
      kOpen,
      [open = open_, options]() -> Result<Codec> {
        ASSIGN_OR_RETURN(std::unique_ptr<api::PromptCodec> codec, open(options));
        return Codec(std::move(codec));
      },
      [this](Result<Codec> codec) {
        if (codec.ok()) {
          codec_ = std::move(codec).value();
        } else {
          problem_ = std::move(codec).status();
        }
      });
}

void PromptPreview::clear() {
  for (const std::string_view kind : {kOpen, kShow, kCount}) background_.forget(kind);
  ++model_;
  is_set_ = false;
  codec_.reset();
  problem_ = {};
  wanted_.reset();
  if (shown_ != nullptr) ++revision_;
  shown_.reset();
  shown_of_ = Of::kNothing;
  counted_question_.reset();
  counted_.reset();
  counted_of_.reset();
}

PromptPreview::Question PromptPreview::question(std::string_view composer_text, bool next) const {
  return {.model = model_,
          .path = session_.path_revision(),
          .next = next,
          .running = session_.running().has_value(),
          .thinking = session_.options().thinking,
          .text = next ? std::string(as_sent(composer_text)) : "",
          .system_prompt = session_.conversation().system_prompt};
}

void PromptPreview::ask(const Question& question, std::string_view kind,
                        std::function<void(Result<api::Prompt>)> take) {
  background_.run<api::Prompt>(
      kind,
      [codec = codec_, thinking = question.thinking,
       messages = question.next ? session_.next_prompt(question.text) : session_.last_prompt()] {
        return codec->render(messages, thinking);
      },
      std::move(take));
}

void PromptPreview::show(std::string_view composer_text) {
  if (codec_ == nullptr) return;
  const bool next = !session_.running() && !as_sent(composer_text).empty();
  Question now = question(composer_text, next);
  if (wanted_ == now) return;
  wanted_ = now;
  if (!next && session_.last_prompt().empty()) {
    background_.forget(kShow);
    if (shown_ != nullptr) ++revision_;
    shown_.reset();
    shown_of_ = Of::kNothing;
    problem_ = {};
    return;
  }
  ask(now, kShow, [this, now](Result<api::Prompt> prompt) { take_shown(now, std::move(prompt)); });
}

void PromptPreview::take_shown(const Question& question, Result<api::Prompt> prompt) {
  ++revision_;
  problem_ = prompt.status();
  shown_of_ = !prompt.ok()       ? Of::kNothing
              : question.next    ? Of::kNextAnswer
              : question.running ? Of::kRunningAnswer
                                 : Of::kLastAnswer;
  shown_.reset();
  if (!prompt.ok()) return;
  shown_ = std::make_shared<const api::Prompt>(std::move(prompt).value());
  // The meter asks the same where something was typed.
  if (question.next && question == counted_question_) {
    counted_ = std::ssize(shown_->tokens);
    counted_of_ = question;
  }
}

bool PromptPreview::is_working() const {
  return background_.is_busy(kOpen) || background_.is_busy(kShow);
}

std::optional<int64_t> PromptPreview::tokens_with(std::string_view composer_text) {
  if (codec_ == nullptr) return std::nullopt;
  Question now = question(composer_text, true);
  if (counted_question_ == now) return counted_;
  // While an answer is on its way the conversation's last words are not known yet.
  if (now.running && counted_) return counted_;
  counted_question_ = now;
  if (now == wanted_) {  // the panel's answer will do, or does already
    if (!background_.is_busy(kShow) && shown_ != nullptr) {
      counted_ = std::ssize(shown_->tokens);
      counted_of_ = now;
    }
    return counted_;
  }
  ask(now, kCount, [this, now](Result<api::Prompt> prompt) {
    if (!prompt.ok()) return;
    counted_ = std::ssize(prompt->tokens);
    counted_of_ = now;
  });
  return counted_;
}

bool PromptPreview::is_counted(std::string_view composer_text) const {
  return counted_of_ == question(composer_text, true);
}

std::optional<int64_t> PromptPreview::max_context() const {
  return codec_ != nullptr ? std::optional(codec_->max_context()) : std::nullopt;
}

}  // namespace octant::session

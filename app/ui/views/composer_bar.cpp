#include "app/ui/views/composer_bar.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/text/numbers.h"
#include "app/ui/draw.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

constexpr float kHint = 30;           // below the composer
constexpr float kBanner = 30;         // above it, while a message is written anew
constexpr double kDraftAfter = 1.5;   // seconds without typing until a draft is written down
constexpr double kTryAgainAfter = 5;  // seconds, while the disk is full

// What is typed for a conversation that is not there yet.
constexpr std::string_view kNewDraft = "new_chat_draft";

std::string draft_of(const store::Conversation& open, store::HistoryStore& history) {
  if (open.id != 0) return open.draft_text;
  const auto kept = history.setting(kNewDraft);
  return kept.ok() ? kept->value_or("") : "";
}

}  // namespace

float ComposerBar::height(Frame& frame, float width) {
  return composer_.height(frame, width) + frame.px(kHint) + (is_editing() ? frame.px(kBanner) : 0);
}

void ComposerBar::begin_edit(const store::Message& message) {
  if (!is_editing()) laid_aside_ = composer_.text();
  edited_ = message.id;
  composer_.set_text(message.content);
}

void ComposerBar::give_up_edit() {
  edited_ = 0;
  composer_.set_text(laid_aside_);
  laid_aside_.clear();
}

void ComposerBar::keep_draft(Shell& shell) {
  store::HistoryStore& history = shell.workspace.history();
  if (conversation_ < 0 || history.is_read_only()) return;
  const std::string text = draft();
  if (text == kept_) return;
  const Status status = conversation_ != 0 ? history.set_draft(conversation_, text)
                        : text.empty()     ? history.remove_setting(kNewDraft)
                                           : history.set_setting(kNewDraft, text);
  // The conversation may have been deleted meanwhile.
  if (status.code() != StatusCode::kNotFound && !shell.workspace.report(status)) return;
  kept_ = text;
}

void ComposerBar::leave_conversation(Shell& shell) {
  keep_draft(shell);
  edits_.erase(conversation_);
  if (is_editing()) edits_[conversation_] = {edited_, composer_.text()};
  edited_ = 0;
  laid_aside_.clear();
}

void ComposerBar::follow_conversation(Shell& shell, double now) {
  const store::Conversation& open = shell.workspace.session().conversation();
  if (open.id != conversation_) {
    leave_conversation(shell);
    conversation_ = open.id;
    kept_ = draft_of(open, shell.workspace.history());
    composer_.set_text(kept_);
    if (const auto edit = edits_.find(conversation_); edit != edits_.end()) {
      laid_aside_ = kept_;
      edited_ = edit->second.message_id;
      composer_.set_text(edit->second.text);
    }
    seen_ = composer_.text();
  }
  const std::string text = composer_.text();
  if (text != seen_) {
    seen_ = text;
    typed_at_ = now;
  }
  if (now - typed_at_ < kDraftAfter || now < try_again_at_) return;
  keep_draft(shell);
  if (draft() != kept_) try_again_at_ = now + kTryAgainAfter;
}

void ComposerBar::draw(Frame& frame, const Rect& rect, Shell& shell) {
  follow_conversation(shell, frame.now);
  if (draft() != kept_ && !shell.workspace.history().is_read_only()) {
    frame.wake_no_later_than(std::max(typed_at_ + kDraftAfter, try_again_at_));
  }
  Rect box = {rect.x0, rect.y0, rect.x1, rect.y1 - frame.px(kHint)};
  if (is_editing()) {
    draw_banner(frame, {box.x0, box.y0, box.x1, box.y0 + frame.px(kBanner)});
    box.y0 += frame.px(kBanner);
  }
  const std::string& name = shell.workspace.model_name();
  const std::string placeholder = name.empty() ? "Message" : "Message " + name;
  const auto sent = composer_.draw(frame, "composer", box, placeholder);
  draw_footer(frame, Composer::footer(frame, box), shell);
  label(frame, {rect.x0, rect.y1 - frame.px(kHint), rect.x1, rect.y1 - frame.px(4)},
        is_editing() ? "Enter asks again  ·  Esc keeps the message as it was"
                     : "Enter to send  ·  Shift Enter for a new line",
        type::kAxis, frame.palette.muted, Align::kCentre);
  if (sent) send(*sent, shell);
  shell.composer_text = composer_.text();
}

void ComposerBar::draw_banner(Frame& frame, const Rect& rect) {
  draw_icon(frame, Icon::kPencil, {rect.x0 + frame.px(14), rect.centre().y}, 11,
            frame.palette.accent, 1.3F);
  label(frame, {rect.x0 + frame.px(28), rect.y0, rect.x1, rect.y1},
        "A new version of your message; the old one stays beside it", type::kSmall,
        frame.palette.dim, Align::kLeft, "edit.banner");
  const float side = frame.px(26);
  if (icon_button(frame, "edit.cancel",
                  {rect.x1 - side, rect.centre().y - side / 2, rect.x1, rect.centre().y + side / 2},
                  Icon::kClose, "Keep the message as it was (Esc)")) {
    give_up_edit();
  }
}

void ComposerBar::draw_footer(Frame& frame, const Rect& footer, Shell& shell) {
  session::Workspace& workspace = shell.workspace;
  session::Session& session = workspace.session();
  const float height = frame.px(metric::kChipHeight);
  const float y = std::round(footer.centre().y - height / 2);
  float x = footer.x0;
  const auto chip = [&](const char* name, const std::string& text, bool on,
                        std::optional<Icon> icon) {
    const float width = toggle_chip_width(frame, text, icon.has_value());
    const bool pressed = toggle_chip(frame, name, {x, y, x + width, y + height}, text, on, icon);
    x += width + frame.px(8);
    return pressed;
  };
  api::GenerateOptions options = session.options();
  if (workspace.model().supports_thinking &&
      chip("chip.thinking", "Thinking", options.thinking, Icon::kBulb)) {
    options.thinking = !options.thinking;
    workspace.report(session.set_options(options));
  }
  const std::string temperature =
      options.temperature ? fmt::format("Temp {:.3g}", *options.temperature) : "Temp auto";
  const bool opens = chip("chip.temperature", temperature, false, std::nullopt);
  if (opens) shell.page = Page::kSettings;

  const Point centre = {footer.x1 - frame.px(16), footer.centre().y};
  draw_meter(frame, {x, footer.y0, centre.x - frame.px(28), footer.y1}, shell);
  const bool here =
      session.running() && session.running()->conversation_id == session.conversation_id();
  if (session.running()) {
    if (round_button(frame, "stop", centre, 32, Icon::kStop, ButtonKind::kPrimary,
                     here ? "Stop (Esc)" : "Stop the answer in the other conversation")) {
      session.stop();
    }
    return;
  }
  const bool can_send = !composer_.empty() && workspace.is_ready();
  if (round_button(frame, "send", centre, 32, Icon::kSend, ButtonKind::kPrimary, "Send (Enter)",
                   can_send)) {
    if (const auto text = composer_.take()) send(*text, shell);
  }
}

void ComposerBar::draw_meter(Frame& frame, const Rect& rect, Shell& shell) {
  session::PromptPreview& preview = shell.workspace.prompt_preview();
  const std::string text = composer_.text();
  const std::optional<int64_t> most = preview.max_context();
  if (text.empty() || !most) return;
  const std::optional<int64_t> tokens = preview.tokens_with(text);
  if (!tokens) return;
  const bool fits = *tokens < *most;
  label(frame, rect, with_thousands(*tokens) + " of " + with_thousands(*most), type::kSmall,
        fits ? frame.palette.muted : frame.palette.error, Align::kRight, "composer.meter");
}

void ComposerBar::send(const std::string& text, Shell& shell) {
  session::Workspace& workspace = shell.workspace;
  if (!workspace.is_ready() || workspace.session().running()) {
    workspace.say(workspace.session().running() ? "An answer is on its way: stop it first"
                  : workspace.has_model()       ? "The model is not ready yet"
                                                : "No model is open: choose one first (Ctrl+O)");
    composer_.set_text(text);
    return;
  }
  const std::optional<int64_t> tokens = workspace.prompt_preview().tokens_with(text);
  const std::optional<int64_t> most = workspace.prompt_preview().max_context();
  // A count that is not ready is the engine's to make.
  const bool is_counted = workspace.prompt_preview().is_counted(text);
  if (!is_editing() && is_counted && tokens && most && *tokens >= *most) {
    workspace.say("The prompt would have " + with_thousands(*tokens) + " tokens, and the context " +
                  "ends at " + with_thousands(*most) + ": shorten it, or begin a new chat");
    composer_.set_text(text);
    return;
  }
  const bool was_new = conversation_ == 0;
  const bool done = is_editing() ? workspace.edit(edited_, text) : workspace.send(text);
  if (!done) {
    conversation_ = workspace.session().conversation_id();
    composer_.set_text(text);
    return;
  }
  if (is_editing()) give_up_edit();
  // A new conversation got its number with its first message; its draft went with the message.
  conversation_ = workspace.session().conversation_id();
  if (was_new && !kept_.empty()) workspace.report(workspace.history().remove_setting(kNewDraft));
  kept_.clear();
}

}  // namespace octant::ui

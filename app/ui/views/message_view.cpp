#include "app/ui/views/message_view.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/views/text_painter.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/icons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/press.h"
#include "runtime/api/names.h"

namespace octant::ui {
namespace {

// Logical pixels.
constexpr float kIndent = 36;  // of an answer's text, behind the spark
constexpr float kBubbleX = 16;
constexpr float kBubbleY = 11;
constexpr float kBubbleShare = 0.82F;
constexpr float kPill = 26;
constexpr float kReasoningInset = 18;
constexpr float kFoot = 26;
constexpr float kGap = 10;
constexpr float kEnding = 34;
constexpr float kContinueHeight = 26;
constexpr double kPulse = 1.2;  // seconds of a caret's breath

// For guessing: an average character of running text at 15 px, and the rows around the text.
constexpr float kGuessedAdvance = 8;
constexpr float kGuessedRest = 60;

std::string foot_text(const store::Message& message) {
  const store::AnswerStats& stats = message.stats;
  if (stats.completion_tokens == 0) return "";
  std::string text =
      fmt::format("{} token{}", stats.completion_tokens, stats.completion_tokens == 1 ? "" : "s");
  if (stats.decode_ms > 0 && stats.completion_tokens > 1) {
    text += fmt::format(" · {:.1f} tok/s",
                        static_cast<double>(stats.completion_tokens - 1) / stats.decode_ms * 1e3);
  }
  if (stats.ttft_ms > 0) text += fmt::format(" · TTFT {:.0f} ms", stats.ttft_ms);
  if (stats.draft_proposed > 0) {
    text += fmt::format(" · {:.0f}% of drafts accepted",
                        100.0 * static_cast<double>(stats.draft_accepted) /
                            static_cast<double>(stats.draft_proposed));
  }
  return text;
}

std::string ending_text(const store::Message& message) {
  switch (message.state) {
    case store::MessageState::kStopped:
      return "Stopped";
    case store::MessageState::kInterrupted:
      return "Interrupted: Octant ended while this answer was on its way";
    case store::MessageState::kFailed:
      return message.error.empty() ? "Failed" : "Failed: " + message.error;
    case store::MessageState::kComplete:
      return message.finish_reason == api::name_of(api::FinishReason::kLength)
                 ? "Ended by the token limit"
                 : "";
    case store::MessageState::kStreaming:
      break;
  }
  return "";
}

}  // namespace

MessageView::MessageView(store::Role role)
    : role_(role),
      reasoning_(text::TextFormat::kMarkdown, text::TextStyle::kThinking),
      content_(role == store::Role::kUser ? text::TextFormat::kPlain
                                          : text::TextFormat::kMarkdown) {}

bool MessageView::shows_reasoning(const session::RunningAnswer* running) const {
  if (unfolded_) return *unfolded_;
  return running != nullptr && running->content.empty();  // while there is nothing else to read
}

void MessageView::lay_out(const store::PathMessage& shown, const session::RunningAnswer* running,
                          float width, float scale, const GlyphMeasure& measure) {
  const store::Message& message = shown.message;
  const bool growing = running != nullptr;
  const std::string& reasoning = growing ? running->reasoning : message.reasoning;
  content_.set(growing ? running->content : message.content, growing);
  reasoning_.set(reasoning, growing);
  has_reasoning_ = !reasoning.empty();
  has_ending_ = !growing && !ending_text(message).empty();
  shown_reasoning_ = has_reasoning_ && shows_reasoning(running);
  const auto px = [scale](float logical) { return std::round(logical * scale); };

  if (role_ == store::Role::kUser) {
    const float most = std::floor(width * kBubbleShare) - 2 * px(kBubbleX);
    content_layout_.update(content_, most, scale, measure);
    float widest = 0;
    for (const text::BlockLayout& block : content_layout_.blocks()) {
      for (const text::Line& line : block.lines) widest = std::max(widest, line.x + line.width);
    }
    bubble_width_ = std::ceil(std::min(most, widest)) + 2 * px(kBubbleX);
    content_y_ = px(kBubbleY);
    foot_y_ = content_layout_.height() + 2 * px(kBubbleY) + px(4);
  } else {
    const float text_width = width - px(kIndent);
    content_layout_.update(content_, text_width, scale, measure);
    float y = 0;
    if (has_reasoning_) {
      reasoning_y_ = px(kPill + kGap);
      y = px(kPill + kGap);
      if (shown_reasoning_) {
        reasoning_layout_.update(reasoning_, text_width - px(kReasoningInset), scale, measure);
        y += reasoning_layout_.height() + px(kGap + 4);
      }
    }
    content_y_ = y;
    y += std::max(content_layout_.height(),
                  content_.blocks().empty() && !has_reasoning_ ? px(metric::kBodyLine) : 0.0F);
    if (has_ending_) y += px(kEnding);
    foot_y_ = y + px(6);
  }
  height_ = foot_y_ + px(kFoot);
  width_ = width;
  scale_ = scale;
  fresh_ = true;
}

float MessageView::height(const store::Message& message, float width, float scale) const {
  if (height_ > 0) return height_;
  const float a_row = std::max(1.0F, width / (kGuessedAdvance * scale));
  const float rows = std::ceil(static_cast<float>(message.content.size()) / a_row);
  return std::round((std::max(1.0F, rows) * metric::kBodyLine + kGuessedRest) * scale);
}

void MessageView::add_passages(std::vector<text::Passage>& passages, float x, float y) const {
  const float indent = role_ == store::Role::kUser
                           ? width_ - bubble_width_ + std::round(kBubbleX * scale_)
                           : std::round(kIndent * scale_);
  const bool unfolded = fresh_ && shown_reasoning_;
  passages.push_back({.document = unfolded ? &reasoning_ : &nothing_,
                      .layout = unfolded ? &reasoning_layout_ : &nothing_layout_,
                      .x = x + indent + std::round(kReasoningInset * scale_),
                      .y = y + reasoning_y_});
  passages.push_back({.document = fresh_ ? &content_ : &nothing_,
                      .layout = fresh_ ? &content_layout_ : &nothing_layout_,
                      .x = x + indent,
                      .y = y + content_y_});
}

std::optional<MessageAction> MessageView::draw(Frame& frame, const MessagePlace& place,
                                               const store::PathMessage& shown,
                                               const session::RunningAnswer* running) {
  const store::Message& message = shown.message;
  const Rect& column = place.column;
  const std::string name = "message." + std::to_string(message.id);
  const Rect whole = {column.x0, column.y0, column.x1, column.y0 + height_};
  if (frame.marks.is_recording()) frame.mark(name, whole, content_.source());
  if (role_ == store::Role::kUser) {
    const float bottom = draw_user(frame, place, shown);
    return draw_foot(frame, {column.x0, bottom, column.x1, bottom + frame.px(kFoot)}, place, shown);
  }

  const Point spark = {column.x0 + frame.px(11), column.y0 + frame.px(13)};
  frame.list().AddCircleFilled({spark.x, spark.y}, frame.px(11), frame.palette.accent_deep, 0);
  draw_icon(frame, Icon::kSpark, spark, 12, frame.palette.accent, 1.4F);
  const float x = column.x0 + frame.px(kIndent);
  if (has_reasoning_) draw_thinking(frame, place, message, running);
  const TextPainting painting = {.document = content_,
                                 .layout = content_layout_,
                                 .at = {x, column.y0 + content_y_},
                                 .colour = frame.palette.text,
                                 .selected = place.selected,
                                 .name = name};
  paint_text(frame, painting);
  if (running != nullptr) {
    const bool in_reasoning = shown_reasoning_ && content_.blocks().empty();
    if (!in_reasoning) {
      const Rect end = end_of_text(painting, GlyphMeasure(frame.glyphs));
      const float y = content_.blocks().empty() ? column.y0 + content_y_ + frame.px(4) : end.y0;
      draw_caret(frame, {end.x0 + frame.px(content_.blocks().empty() ? 0 : 4),
                         y + frame.px(metric::kBodyLine) / 2});
    }
    return std::nullopt;
  }
  const float foot = column.y0 + foot_y_;
  if (has_ending_ &&
      draw_ending(frame, {x, foot - frame.px(kEnding + 4), column.x1, foot - frame.px(4)}, place,
                  message)) {
    return MessageAction{MessageAction::Kind::kContinue, message.id};
  }
  return draw_foot(frame, {x, foot, column.x1, foot + frame.px(kFoot)}, place, shown);
}

float MessageView::draw_user(Frame& frame, const MessagePlace& place,
                             const store::PathMessage& shown) {
  const Rect& column = place.column;
  const float bottom = column.y0 + content_layout_.height() + 2 * frame.px(kBubbleY);
  const Rect bubble = {column.x1 - bubble_width_, column.y0, column.x1, bottom};
  panel(frame, bubble, frame.palette.user_bubble, frame.px(metric::kBubbleRadius),
        frame.palette.user_border);
  const std::string name = "message." + std::to_string(shown.message.id);
  paint_text(frame, {.document = content_,
                     .layout = content_layout_,
                     .at = {bubble.x0 + frame.px(kBubbleX), column.y0 + content_y_},
                     .colour = frame.palette.text,
                     .selected = place.selected,
                     .name = name});
  return column.y0 + foot_y_;
}

void MessageView::draw_thinking(Frame& frame, const MessagePlace& place,
                                const store::Message& message,
                                const session::RunningAnswer* running) {
  const Palette& palette = frame.palette;
  const Rect& column = place.column;
  const float x = column.x0 + frame.px(kIndent);
  const bool thinking = running != nullptr && running->content.empty();
  const double ms = running != nullptr ? running->reasoning_ms : message.stats.reasoning_ms;
  const std::string words = thinking ? "Thinking"
                            : ms > 0 ? fmt::format("Thought for {:.1f} s", ms / 1e3)
                                     : "Thoughts";
  const float width = text_width(frame.glyphs, words, type::kSmallMedium) + frame.px(62);
  const Rect pill = {x, column.y0, x + width, column.y0 + frame.px(kPill)};
  const std::string name = "thinking." + std::to_string(message.id);
  const Press press = press_area(frame, name, pill, shown_reasoning_ ? "unfolded" : "folded");
  panel(frame, pill, press.hovered ? palette.hover : palette.card, pill.height() / 2,
        palette.line_strong);
  draw_icon(frame, Icon::kBulb, {pill.x0 + frame.px(17), pill.centre().y}, 12, palette.amber, 1.3F);
  label(frame, {pill.x0 + frame.px(31), pill.y0, pill.x1, pill.y1}, words, type::kSmallMedium,
        palette.dim);
  draw_icon(frame, shown_reasoning_ ? Icon::kChevronDown : Icon::kChevronRight,
            {pill.x1 - frame.px(16), pill.centre().y}, 9, palette.muted, 1.3F);
  if (press.ring) focus_ring(frame, pill, pill.height() / 2);
  if (press.clicked) {
    unfolded_ = !shown_reasoning_;
    touch();
    frame.wake_no_later_than(frame.now);
  }
  if (!shown_reasoning_) return;
  const float top = column.y0 + reasoning_y_;
  const Rect bar = {x + frame.px(1), top, x + frame.px(3), top + reasoning_layout_.height()};
  panel(frame, bar, palette.line_strong, frame.px(1));
  const TextPainting painting = {.document = reasoning_,
                                 .layout = reasoning_layout_,
                                 .at = {x + frame.px(kReasoningInset), top},
                                 .colour = palette.dim,
                                 .selected = place.selected,
                                 .name = name};
  paint_text(frame, painting);
  if (frame.marks.is_recording()) {
    frame.mark(name + ".text", {x, top, column.x1, bar.y1}, reasoning_.source());
  }
  if (thinking) {
    const Rect end = end_of_text(painting, GlyphMeasure(frame.glyphs));
    draw_caret(frame, {end.x0 + frame.px(4), end.centre().y});
  }
}

void MessageView::draw_caret(Frame& frame, Point at) {
  float strength = 1;
  if (!frame.still) {
    const double phase = std::fmod(frame.now, kPulse) / kPulse;
    strength = 0.55F + 0.45F * static_cast<float>(std::cos(2 * 3.14159265 * phase));
    frame.moving = true;
  }
  const Rect block = {at.x, at.y - frame.px(8), at.x + frame.px(8), at.y + frame.px(8)};
  panel(frame, block, faded(frame.palette.accent, strength), frame.px(2));
}

bool MessageView::draw_ending(Frame& frame, const Rect& rect, const MessagePlace& place,
                              const store::Message& message) {
  const bool failed = message.state == store::MessageState::kFailed;
  const Colour colour = failed ? frame.palette.error : frame.palette.muted;
  const std::string id = std::to_string(message.id);
  const std::string words = ending_text(message);
  if (!place.is_last || !session::broke_off(message)) {
    label(frame, rect, words, type::kSmall, colour, Align::kLeft, "ending." + id);
    return false;
  }
  constexpr std::string_view kContinue = "Continue";
  const float button = text_button_width(frame, kContinue);
  const float gap = frame.px(10);
  const float wanted = text_width(frame.glyphs, words, type::kSmall);
  const float end = std::min(rect.x0 + std::ceil(wanted), rect.x1 - button - gap);
  label(frame, {rect.x0, rect.y0, end, rect.y1}, words, type::kSmall, colour, Align::kLeft,
        "ending." + id);
  const float height = frame.px(kContinueHeight);
  const float y = std::round(rect.centre().y - height / 2);
  return text_button(frame, "continue." + id, {end + gap, y, end + gap + button, y + height},
                     kContinue, ButtonKind::kOutlined, std::nullopt, place.can_ask);
}

std::optional<MessageAction> MessageView::draw_foot(Frame& frame, const Rect& row,
                                                    const MessagePlace& place,
                                                    const store::PathMessage& shown) {
  using Kind = MessageAction::Kind;
  const store::Message& message = shown.message;
  const std::string id = "." + std::to_string(message.id);
  const bool is_answer = role_ != store::Role::kUser;
  const Rect whole = {place.column.x0, place.column.y0, place.column.x1, row.y1};
  // Buttons below a person's own words would clutter a long chat: only where the pointer is.
  const bool lit = is_answer || frame.pointer_in(whole);
  std::optional<MessageAction> wanted;
  const float side = frame.px(kFoot);
  float x = is_answer ? row.x0 - frame.px(6) : row.x1;
  const auto button = [&](const char* name, Icon icon, std::string_view hint, Kind kind,
                          bool enabled = true) {
    if (!is_answer) x -= side;
    const Rect rect = {x, row.y0, x + side, row.y1};
    // Without their looks they are still there for Tab and for scripts.
    const bool pressed = lit ? icon_button(frame, name + id, rect, icon, hint, enabled)
                             : press_area(frame, name + id, rect, hint, enabled).clicked;
    if (pressed) wanted = MessageAction{kind, message.id};
    if (is_answer) x += side;
  };
  const auto versions = [&] {
    if (shown.num_versions < 2) return;
    const std::string text = fmt::format("{} / {}", shown.version, shown.num_versions);
    const float width = text_width(frame.glyphs, text, type::kSmall) + frame.px(4);
    const float begin = is_answer ? x : x - width - 2 * side;
    const Rect older = {begin, row.y0, begin + side, row.y1};
    if (icon_button(frame, "older" + id, older, Icon::kChevronLeft, "Older version",
                    shown.version > 1)) {
      wanted = MessageAction{Kind::kOlderVersion, message.id};
    }
    label(frame, {older.x1, row.y0, older.x1 + width, row.y1}, text, type::kSmall,
          frame.palette.muted, Align::kCentre, "version" + id);
    const Rect newer = {older.x1 + width, row.y0, older.x1 + width + side, row.y1};
    if (icon_button(frame, "newer" + id, newer, Icon::kChevronRight, "Newer version",
                    shown.version < shown.num_versions)) {
      wanted = MessageAction{Kind::kNewerVersion, message.id};
    }
    x = is_answer ? newer.x1 : begin;
  };
  if (is_answer) {
    button("copy", Icon::kCopy, "Copy as Markdown", Kind::kCopy);
    button("regenerate", Icon::kRefresh, "Another answer (Ctrl+R)", Kind::kRegenerate,
           place.can_ask);
    button("delete", Icon::kTrash, "Delete from here on", Kind::kDelete, place.can_ask);
    versions();
    label(frame, {x + frame.px(8), row.y0, row.x1, row.y1}, foot_text(message), type::kSmall,
          frame.palette.muted, Align::kLeft, "stats" + id);
  } else {
    button("delete", Icon::kTrash, "Delete from here on", Kind::kDelete, place.can_ask);
    button("copy", Icon::kCopy, "Copy", Kind::kCopy);
    button("edit", Icon::kPencil, "Edit and ask again", Kind::kEdit, place.can_ask);
    // A question that was refused, or whose answer was deleted.
    if (place.is_last) {
      button("regenerate", Icon::kRefresh, "Ask for an answer (Ctrl+R)", Kind::kRegenerate,
             place.can_ask);
    }
    versions();
  }
  return wanted;
}

}  // namespace octant::ui

#include "app/ui/views/prompt_panel.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/text/numbers.h"
#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/paragraph.h"
#include "app/ui/widgets/tooltip.h"

namespace octant::ui {
namespace {

using session::PromptPreview;

constexpr float kInset = 16;
constexpr float kTextRow = 24;  // logical pixels from row to row
constexpr float kIdRow = 38;    // with an id below each token
constexpr float kChip = 20;     // the ground of a token
constexpr float kSmallLine = 17;
// From here on the meter warns: a few questions more and the context is full.
constexpr double kAlmostFull = 0.9;

std::string_view described(PromptPreview::Of of) {
  switch (of) {
    case PromptPreview::Of::kNextAnswer:
      return "as it would be sent now";
    case PromptPreview::Of::kRunningAnswer:
      return "of the answer on its way";
    case PromptPreview::Of::kLastAnswer:
      return "of the last answer";
    case PromptPreview::Of::kNothing:
      break;
  }
  return "";
}

std::string all_text(const api::Prompt& prompt) {
  std::string text;
  for (const api::PromptToken& token : prompt.tokens) text += token.text;
  return text;
}

std::string all_ids(const api::Prompt& prompt) {
  std::string text;
  for (const api::PromptToken& token : prompt.tokens) {
    text += (text.empty() ? "" : ", ") + std::to_string(token.id);
  }
  return text;
}

std::string hint(const api::PromptToken& token) {
  std::string text = "id " + std::to_string(token.id);
  if (token.is_control) return text + " · control token";
  constexpr size_t kMostBytes = 8;  // more make the hint wider than it helps
  text +=
      " · " + std::to_string(token.bytes.size()) + (token.bytes.size() == 1 ? " byte" : " bytes");
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (size_t i = 0; i < std::min(token.bytes.size(), kMostBytes); ++i) {
    const auto byte = static_cast<unsigned char>(token.bytes[i]);
    text += {' ', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  if (token.bytes.size() > kMostBytes) text += " …";
  if (token.text.empty()) text += " · goes with the next token";
  return text;
}

}  // namespace

void PromptPanel::draw(Frame& frame, const Rect& rect, Shell& shell) {
  PromptPreview& preview = shell.workspace.prompt_preview();
  preview.show(shell.composer_text);
  fill(frame, rect, frame.palette.dashboard);
  line(frame, {rect.x0 + 0.5F, rect.y0}, {rect.x0 + 0.5F, rect.y1}, frame.palette.line,
       frame.fine(1));
  const float inset = frame.px(kInset);
  const Rect inside = {rect.x0 + inset, rect.y0, rect.x1 - inset, rect.y1};
  float y = draw_head(frame, inside, shell);
  // Kept: a newer prompt may come before the panel is drawn again.
  const std::shared_ptr<const api::Prompt> prompt = preview.prompt();
  if (prompt == nullptr) {
    draw_empty(frame, {inside.x0, y, inside.x1, inside.y1}, shell);
    return;
  }
  y = draw_count(frame, {inside.x0, y, inside.x1, inside.y1}, *prompt);
  const float tools = frame.px(metric::kChipHeight);
  draw_tools(frame, {inside.x0, y, inside.x1, y + tools}, *prompt);
  y += tools + frame.px(12);
  line(frame, {rect.x0, y - 0.5F}, {rect.x1, y - 0.5F}, frame.palette.line, frame.fine(1));
  draw_tokens(frame, {inside.x0, y, rect.x1, rect.y1}, *prompt, preview.revision());
}

float PromptPanel::draw_head(Frame& frame, const Rect& rect, Shell& shell) {
  const Palette& palette = frame.palette;
  const float height = frame.px(52);
  const float button = frame.px(metric::kButtonHeight);
  const Rect close = {rect.x1 - button + frame.px(6), rect.y0 + (height - button) / 2,
                      rect.x1 + frame.px(6), rect.y0 + (height + button) / 2};
  if (icon_button(frame, "prompt.close", close, Icon::kClose, "Close")) shell.side = Side::kNone;
  const Rect title = {rect.x0, rect.y0, close.x0, rect.y0 + height};
  const float width = label(frame, title, "Exact prompt", type::kHeader, palette.text);
  const PromptPreview& preview = shell.workspace.prompt_preview();
  const std::string_view of = described(preview.of());
  label(frame, {title.x0 + width + frame.px(10), title.y0, title.x1, title.y1}, of, type::kSmall,
        palette.muted, Align::kLeft, of.empty() ? "" : "prompt.of");
  float y = rect.y0 + height;
  if (const auto& prompt = preview.prompt()) {
    label(frame, {rect.x0, y - frame.px(6), rect.x1, y + frame.px(12)}, prompt->chat_format,
          type::kValue, palette.text, Align::kLeft, "prompt.format");
    y += frame.px(14);
    y += paragraph(frame, {rect.x0, y, rect.x1, rect.y1},
                   "Chat format: " + prompt->chat_format_reason, type::kSmall, kSmallLine,
                   palette.muted, "prompt.reason");
    y += frame.px(12);
  }
  return y;
}

float PromptPanel::draw_count(Frame& frame, const Rect& rect, const api::Prompt& prompt) {
  const Palette& palette = frame.palette;
  const int64_t count = std::ssize(prompt.tokens);
  const int64_t most = std::max<int64_t>(1, prompt.max_context);
  const double share = static_cast<double>(count) / static_cast<double>(most);
  const bool is_over = count >= most;
  const Colour colour = is_over ? palette.error : share > kAlmostFull ? palette.amber : palette.bar;
  const Rect words = {rect.x0, rect.y0, rect.x1, rect.y0 + frame.px(18)};
  label(frame, words, with_thousands(count) + " of " + with_thousands(most) + " tokens",
        type::kValue, is_over ? palette.error : palette.text, Align::kLeft, "prompt.tokens");
  if (is_over) {
    label(frame, words, "too long to be sent", type::kSmallMedium, palette.error, Align::kRight);
  }
  const float radius = frame.px(2);
  const Rect track = {rect.x0, words.y1 + frame.px(5), rect.x1, words.y1 + frame.px(9)};
  panel(frame, track, palette.bar_track, radius);
  const float width =
      std::max(radius * 2, track.width() * static_cast<float>(std::min(1.0, share)));
  panel(frame, {track.x0, track.y0, track.x0 + std::round(width), track.y1}, colour, radius);
  return track.y1 + frame.px(14);
}

void PromptPanel::draw_tools(Frame& frame, const Rect& rect, const api::Prompt& prompt) {
  const float width = toggle_chip_width(frame, "ids");
  if (toggle_chip(frame, "prompt.ids", {rect.x0, rect.y0, rect.x0 + width, rect.y1}, "ids",
                  with_ids_)) {
    with_ids_ = !with_ids_;
  }
  float x = rect.x1;
  const auto button = [&](const char* name, const char* text) {
    const float wide = text_button_width(frame, text, true);
    x -= wide;
    const bool pressed = text_button(frame, name, {x, rect.y0, x + wide, rect.y1}, text,
                                     ButtonKind::kPlain, Icon::kCopy);
    x -= frame.px(4);
    return pressed;
  };
  if (button("prompt.copy_ids", "Copy ids")) frame.surface.set_clipboard(all_ids(prompt));
  if (button("prompt.copy_text", "Copy text")) frame.surface.set_clipboard(all_text(prompt));
}

void PromptPanel::draw_tokens(Frame& frame, const Rect& rect, const api::Prompt& prompt,
                              uint64_t revision) {
  const PromptLayout wanted{.width = rect.width() - frame.px(metric::kScrollBar + 4),
                            .scale = frame.glyphs.scale(),
                            .with_ids = with_ids_};
  if (wanted != layout_ || revision != laid_out_) {
    rows_.lay_out(frame.glyphs, prompt.tokens, wanted);
    layout_ = wanted;
    laid_out_ = revision;
  }
  ScrollArea::Inside inside(scroll_, frame, "prompt.list", rect);
  const float step = frame.px(with_ids_ ? kIdRow : kTextRow);
  const float margin = frame.px(12);
  const float top = inside.top() + margin;
  const auto at_row = [&](float y) {
    return static_cast<size_t>(std::max(0.0F, std::floor((y - top) / step)));
  };
  const size_t end = std::min(rows_.num_rows(), at_row(rect.y1) + 1);
  for (size_t row = at_row(rect.y0); row < end; ++row) {
    draw_row(frame, row, {rect.x0, top + static_cast<float>(row) * step}, step, prompt);
  }
  inside.finish(static_cast<float>(rows_.num_rows()) * step + 2 * margin);
}

void PromptPanel::draw_row(Frame& frame, size_t row, Point at, float height,
                           const api::Prompt& prompt) {
  const Palette& palette = frame.palette;
  ImDrawList& list = frame.list();
  const float chip = frame.px(kChip);
  for (const PromptRun* run = rows_.begin(row); run != rows_.end(row); ++run) {
    const api::PromptToken& token = prompt.tokens[run->token];
    const Rect ground = {std::round(at.x + run->x), at.y, std::round(at.x + run->x + run->width),
                         at.y + chip};
    const Rect whole = {ground.x0, at.y, ground.x1, at.y + height};
    const bool hovered = frame.pointer_in(whole);
    const float radius = frame.px(run->is_control ? 6 : 3);
    Colour colour = run->token % 2 == 0 ? faded(palette.text, 0.11F) : faded(palette.accent, 0.16F);
    if (run->is_control) colour = palette.accent_deep;
    list.AddRectFilled({ground.x0, ground.y0}, {ground.x1, ground.y1}, colour, radius);
    if (hovered) {
      list.AddRect({ground.x0, ground.y0}, {ground.x1, ground.y1}, palette.accent, radius, 0,
                   frame.fine(1));
    }
    const TypeStyle& type = run->is_control ? PromptRows::kControl : PromptRows::kText;
    const float baseline = frame.glyphs.baseline_around(ground.centre().y, type);
    float pen = ground.x0 + frame.px(run->is_control ? 6 : 2);
    for (const char32_t c : rows_.text(*run)) {
      const bool stands_for_another = c == U'⏎' || c == U'→';
      const Colour ink = run->is_control      ? palette.accent_text
                         : stands_for_another ? palette.muted
                                              : palette.text;
      pen += frame.glyphs.draw(list, pen, baseline, c, type, ink);
    }
    if (with_ids_ && run->is_first) {
      draw_text(list, frame.glyphs, ground.x0 + frame.px(2), ground.y1 + frame.px(8),
                std::to_string(token.id), PromptRows::kId, palette.muted);
    }
    if (!run->is_first) continue;
    const std::string name = "prompt.token." + std::to_string(run->token);
    frame.mark(name, ground, std::to_string(token.id) + " " + token.text);
    if (hovered) request_tooltip(frame, name, ground, hint(token));
  }
}

void PromptPanel::draw_empty(Frame& frame, const Rect& rect, Shell& shell) {
  const PromptPreview& preview = shell.workspace.prompt_preview();
  const Palette& palette = frame.palette;
  std::string text =
      "Type a message: its prompt appears here token by token, exactly as the model gets it.";
  if (!preview.has_model()) text = "No model is open. Its tokenizer makes the prompt.";
  if (preview.is_working()) text = "Making the prompt…";
  const bool has_failed = !preview.problem().ok();
  if (has_failed) text = std::string(preview.problem().message());
  paragraph(frame, rect, text, type::kUi, 20, has_failed ? palette.error : palette.muted,
            "prompt.empty");
}

}  // namespace octant::ui

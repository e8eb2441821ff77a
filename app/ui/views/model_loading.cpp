#include "app/ui/views/model_loading.h"

#include <algorithm>
#include <cmath>

#include "app/text/numbers.h"
#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/paragraph.h"
#include "app/ui/widgets/press.h"

namespace octant::ui {
namespace {

using engine_process::EngineCondition;
using engine_process::EngineState;

constexpr float kCard = 560;  // logical pixels: a line that is easily read
constexpr float kPadding = 24;
constexpr float kTitle = 28;
constexpr float kLine = 21;
constexpr float kProgress = 176;  // the height of its card
constexpr float kOutput = 168;    // eight of the last lines at once
constexpr float kOutputLine = 18;
constexpr float kOutputMargin = 10;
constexpr float kGap = 10;  // between paragraphs of the card

std::string all_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace

std::string_view advice_for(StatusCode code) {
  switch (code) {
    case StatusCode::kOutOfMemory:
      return "Choose a shorter context, fewer ranks or a smaller model, or close other programs.";
    case StatusCode::kNotFound:
      return "Look whether the model is still where it was, and complete.";
    case StatusCode::kCorrupt:
      return "Files of the model are damaged or incomplete: download them again.";
    case StatusCode::kUnsupported:
      return "Choose another device, or a model that Octant knows.";
    case StatusCode::kInvalidArgument:
      return "Go back and change how the model is to be opened.";
    case StatusCode::kIo:
      return "Look whether the files can be read and the disk is well, then try again.";
    case StatusCode::kDevice:
      return "Try again. If the GPU fails again, go back and choose the CPU.";
    default:
      return "Try again. If it fails again, choose another device or another model.";
  }
}

std::string progress_text(const api::LoadProgress& progress) {
  if (progress.bytes_total <= 0) return "Starting the engine…";
  std::string text = bytes_text(progress.bytes_read) + " of " + bytes_text(progress.bytes_total);
  if (progress.bytes_per_second > 0) {
    text += " · " + bytes_figure(progress.bytes_per_second).text() + "/s";
  }
  if (progress.bytes_read >= progress.bytes_total) return text + " · making ready";
  const std::string left = seconds_left_text(progress.seconds_left);
  return left.empty() ? text : text + " · " + left;
}

void ModelLoading::draw(Frame& frame, const Rect& rect, Shell& shell) {
  const bool failed = shell.workspace.condition().state == EngineState::kFailed;
  const float width = std::min(frame.px(kCard), rect.width() - frame.px(32));
  const float wanted = failed ? failure_height(frame, width, shell) : frame.px(kProgress);
  const float x = std::round(rect.centre().x - width / 2);
  // A third of what is left stands above it, as on a page with a heading.
  const float y = std::round(rect.y0 + std::max(frame.px(16), (rect.height() - wanted) / 3));
  const Rect card = {x, y, x + width, y + wanted};
  if (!failed) {
    unfolded_ = false;
    draw_progress(frame, card, shell);
    return;
  }
  panel(frame, card, frame.palette.card, frame.px(metric::kCardRadius), frame.palette.line);
  draw_failure(frame, card, shell);
}

void ModelLoading::draw_progress(Frame& frame, const Rect& card, Shell& shell) {
  const Palette& palette = frame.palette;
  panel(frame, card, palette.card, frame.px(metric::kCardRadius), palette.line);
  const Rect inside = card.inset(frame.px(kPadding), frame.px(kPadding));
  const api::LoadProgress& progress = shell.workspace.condition().progress;
  float y = inside.y0;
  label(frame, {inside.x0, y, inside.x1, y + frame.px(kTitle)},
        "Opening " + shell.workspace.model_name(), type::kHeading2, palette.text, Align::kLeft,
        "model.loading");
  y += frame.px(kTitle + 14);
  const float radius = frame.px(4);
  const Rect track = {inside.x0, y, inside.x1, y + 2 * radius};
  panel(frame, track, palette.bar_track, radius);
  const double share = progress.bytes_total > 0 ? static_cast<double>(progress.bytes_read) /
                                                      static_cast<double>(progress.bytes_total)
                                                : 0;
  const auto done = static_cast<float>(std::clamp(share, 0.0, 1.0));
  if (done > 0) {
    const float end = track.x0 + std::max(2 * radius, std::round(track.width() * done));
    panel(frame, {track.x0, track.y0, end, track.y1}, palette.accent, radius);
  }
  y = track.y1 + frame.px(12);
  const Rect words = {inside.x0, y, inside.x1, y + frame.px(20)};
  const std::string text = shell.workspace.is_waiting_for_memory()
                               ? "Waiting for the memory of the model before…"
                               : progress_text(progress);
  label(frame, words, text, type::kValue, palette.dim, Align::kLeft, "model.progress");
  if (progress.bytes_total > 0) {
    label(frame, words, std::to_string(static_cast<int>(share * 100)) + " %", type::kValue,
          palette.text, Align::kRight);
  }
  const float button = frame.px(metric::kButtonHeight);
  const float width = text_button_width(frame, "Cancel");
  if (text_button(frame, "model.cancel",
                  {inside.x1 - width, inside.y1 - button, inside.x1, inside.y1}, "Cancel",
                  ButtonKind::kOutlined)) {
    shell.workspace.close_model();
  }
}

float ModelLoading::failure_height(Frame& frame, float width, const Shell& shell) const {
  const EngineCondition& condition = shell.workspace.condition();
  const float inner = width - 2 * frame.px(kPadding);
  const auto text = [&](std::string_view words) {
    return paragraph_height(frame, words, type::kUi, kLine, inner);
  };
  return 2 * frame.px(kPadding) + frame.px(kTitle + kGap) + text(condition.failure.message()) +
         frame.px(kGap) + text(advice_for(condition.failure.code())) + frame.px(2 * kGap) +
         lines_height(frame, condition.last_lines.size()) + frame.px(metric::kButtonHeight);
}

void ModelLoading::draw_failure(Frame& frame, const Rect& card, Shell& shell) {
  const Palette& palette = frame.palette;
  // A copy: the buttons below change what there is.
  const EngineCondition condition = shell.workspace.condition();
  const Rect inside = card.inset(frame.px(kPadding), frame.px(kPadding));
  float y = inside.y0;
  const std::string& name = shell.workspace.model_name();
  const bool was_open = !shell.workspace.model().name.empty();
  label(frame, {inside.x0, y, inside.x1, y + frame.px(kTitle)},
        was_open ? name + " stopped" : name + " could not be opened", type::kHeading2,
        palette.text);
  y += frame.px(kTitle + kGap);
  y += paragraph(frame, {inside.x0, y, inside.x1, y}, condition.failure.message(), type::kUi, kLine,
                 palette.error, "model.failure");
  y += frame.px(kGap);
  y += paragraph(frame, {inside.x0, y, inside.x1, y}, advice_for(condition.failure.code()),
                 type::kUi, kLine, palette.dim, "model.advice");
  y += frame.px(kGap);
  if (!condition.last_lines.empty()) {
    draw_lines(frame, {inside.x0, y, inside.x1, y}, condition.last_lines);
  }
  const float height = frame.px(metric::kButtonHeight);
  y = inside.y1 - height;
  float x = inside.x1;
  const auto button = [&](const char* mark, const char* text, ButtonKind kind) {
    const float width = text_button_width(frame, text);
    x -= width;
    const bool pressed = text_button(frame, mark, {x, y, x + width, y + height}, text, kind);
    x -= frame.px(10);
    return pressed;
  };
  if (button("model.retry", "Try again", ButtonKind::kPrimary)) shell.workspace.restart_engine();
  if (button("model.back", "Choose another model", ButtonKind::kOutlined)) {
    shell.workspace.close_model();
  }
}

float ModelLoading::lines_height(const Frame& frame, size_t count) const {
  if (count == 0) return 0;
  const float head = frame.px(metric::kChipHeight);
  if (!unfolded_) return head;
  const float wanted =
      static_cast<float>(count) * frame.px(kOutputLine) + 2 * frame.px(kOutputMargin);
  return head + frame.px(kGap) + std::min(wanted, frame.px(kOutput)) + frame.px(kGap);
}

void ModelLoading::draw_lines(Frame& frame, const Rect& area,
                              const std::vector<std::string>& lines) {
  const Palette& palette = frame.palette;
  const float height = frame.px(metric::kChipHeight);
  const std::string title = "What the engine printed last";
  const Rect head = {area.x0, area.y0,
                     area.x0 + text_width(frame.glyphs, title, type::kSmallMedium) + frame.px(30),
                     area.y0 + height};
  const Press press = press_area(frame, "model.lines", head, unfolded_ ? "unfolded" : "folded");
  const bool shown = unfolded_;  // the card was made for it
  if (press.clicked) {
    unfolded_ = !unfolded_;
    frame.wake_no_later_than(frame.now);
  }
  const Colour colour = press.hovered ? palette.text : palette.dim;
  draw_icon(frame, shown ? Icon::kChevronDown : Icon::kChevronRight,
            {head.x0 + frame.px(6), head.centre().y}, 10, colour, 1.4F);
  label(frame, {head.x0 + frame.px(20), head.y0, head.x1, head.y1}, title, type::kSmallMedium,
        colour);
  if (press.ring) focus_ring(frame, head, frame.px(metric::kRowRadius));
  if (!shown) return;

  const float step = frame.px(kOutputLine);
  const float margin = frame.px(kOutputMargin);
  const float wanted = static_cast<float>(lines.size()) * step + 2 * margin;
  const float top = head.y1 + frame.px(kGap);
  const Rect box = {area.x0, top, area.x1, top + std::min(wanted, frame.px(kOutput))};
  panel(frame, box, palette.code, frame.px(metric::kButtonRadius), palette.line);
  {
    ScrollArea::Inside inside(lines_, frame, "model.output", box.inset(1, 1));
    float y = inside.top() + margin;
    for (const std::string& text : lines) {
      if (inside.shows(y, step)) {
        label(frame, {box.x0 + margin, y, box.x1 - margin, y + step}, text, type::kCode,
              palette.dim);
      }
      y += step;
    }
    inside.finish(wanted);
  }
  const float width = text_button_width(frame, "Copy", true);
  if (text_button(frame, "model.copy_lines", {area.x1 - width, head.y0, area.x1, head.y1}, "Copy",
                  ButtonKind::kPlain, Icon::kCopy)) {
    frame.surface.set_clipboard(all_of(lines));
  }
}

}  // namespace octant::ui

#include "app/ui/widgets/composer.h"

#include <algorithm>

#include "app/ui/draw.h"

namespace octant::ui {
namespace {

constexpr float kSide = 18;
constexpr float kTop = 14;
constexpr float kAboveFooter = 6;

}  // namespace

float Composer::inner_width(const Frame& frame, float width) const {
  return width - 2 * frame.px(kSide);
}

int Composer::shown_rows() const {
  return std::min(static_cast<int>(box_.editor().rows().size()), kMostRows);
}

float Composer::height(Frame& frame, float width) {
  const float line = frame.px(metric::kComposerLine);
  box_.lay_out(frame, inner_width(frame, width), type::kBody, line);
  return static_cast<float>(shown_rows()) * line + frame.px(kTop) +
         frame.px(kAboveFooter + kFooter);
}

std::optional<std::string> Composer::draw(Frame& frame, std::string_view name, const Rect& rect,
                                          std::string_view placeholder) {
  const Palette& palette = frame.palette;
  const bool focused = frame.focus.has(name);
  panel(frame, rect, palette.raised, frame.px(metric::kBubbleRadius),
        focused ? palette.focus_ring : palette.line_strong);
  box_.lay_out(frame, inner_width(frame, rect.width()), type::kBody,
               frame.px(metric::kComposerLine));
  const Rect rows = {rect.x0, rect.y0, rect.x1, footer(frame, rect).y0};
  const Rect inner = {rect.x0 + frame.px(kSide), rect.y0 + frame.px(kTop),
                      rect.x1 - frame.px(kSide), rows.y1 - frame.px(kAboveFooter)};
  const auto outcome = box_.draw(frame, name, rows, inner, type::kBody, placeholder);
  return outcome.submitted ? take() : std::nullopt;
}

std::optional<std::string> Composer::take() {
  std::string message = text();
  const size_t end = message.find_last_not_of(" \n");
  if (end == std::string::npos) return std::nullopt;
  message.resize(end + 1);
  box_.editor().clear();
  return message;
}

Rect Composer::footer(const Frame& frame, const Rect& rect) {
  return {rect.x0 + frame.px(12), rect.y1 - frame.px(kFooter), rect.x1 - frame.px(12),
          rect.y1 - frame.px(8)};
}

}  // namespace octant::ui

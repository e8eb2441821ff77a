#include "app/ui/widgets/text_field.h"

#include <cmath>

#include "app/ui/draw.h"

namespace octant::ui {

EditBox::Outcome TextField::draw(Frame& frame, std::string_view name, const Rect& rect,
                                 std::string_view placeholder, std::optional<Icon> icon) {
  constexpr float kLine = 20;  // logical pixels, for text of 13.5
  const Palette& palette = frame.palette;
  const bool focused = frame.focus.has(name);
  panel(frame, rect, palette.raised, frame.px(metric::kButtonRadius),
        focused ? palette.focus_ring : palette.line_strong);
  const float line = frame.px(kLine);
  const float top = std::round(rect.centre().y - line / 2);
  Rect inner = {rect.x0 + frame.px(12), top, rect.x1 - frame.px(12), top + line};
  if (icon) {
    draw_icon(frame, *icon, {rect.x0 + frame.px(17), rect.centre().y}, 12, palette.muted, 1.4F);
    inner.x0 = rect.x0 + frame.px(32);
  }
  box_.lay_out(frame, inner.width(), type::kUi, line);
  const EditBox::Outcome outcome = box_.draw(frame, name, rect, inner, type::kUi, placeholder);
  if (outcome.cancelled && frame.focus.has(name)) frame.focus.drop();
  return outcome;
}

}  // namespace octant::ui

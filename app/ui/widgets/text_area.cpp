#include "app/ui/widgets/text_area.h"

#include <algorithm>

#include "app/ui/draw.h"

namespace octant::ui {
namespace {

constexpr float kLine = 20;  // logical pixels, for text of 13.5
constexpr float kSide = 12;
constexpr float kTop = 8;

}  // namespace

void TextArea::lay_out(Frame& frame, float width) {
  box_.lay_out(frame, width - 2 * frame.px(kSide), type::kUi, frame.px(kLine));
}

float TextArea::height(Frame& frame, float width) {
  lay_out(frame, width);
  const int count = static_cast<int>(box_.editor().rows().size());
  const auto shown = static_cast<float>(std::clamp(count, rows_.fewest, rows_.most));
  return shown * frame.px(kLine) + 2 * frame.px(kTop);
}

EditBox::Outcome TextArea::draw(Frame& frame, std::string_view name, const Rect& rect,
                                std::string_view placeholder) {
  const Palette& palette = frame.palette;
  const bool focused = frame.focus.has(name);
  panel(frame, rect, palette.raised, frame.px(metric::kButtonRadius),
        focused ? palette.focus_ring : palette.line_strong);
  lay_out(frame, rect.width());
  const Rect inner = rect.inset(frame.px(kSide), frame.px(kTop));
  const EditBox::Outcome outcome = box_.draw(frame, name, rect, inner, type::kUi, placeholder);
  if (outcome.cancelled && frame.focus.has(name)) frame.focus.drop();
  return outcome;
}

}  // namespace octant::ui

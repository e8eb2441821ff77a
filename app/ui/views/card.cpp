#include "app/ui/views/card.h"

#include <imgui.h>

#include "app/ui/draw.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

constexpr float kSquare = 8;
constexpr float kSquareGap = 6;
constexpr float kTitleGap = 12;  // between the title and what stands at its right

}  // namespace

Rect card_ground(Frame& frame, const Rect& rect) {
  panel(frame, rect, frame.palette.card, frame.px(metric::kCardRadius), frame.palette.line);
  const float padding = frame.px(metric::kCardPadding);
  return rect.inset(padding, padding);
}

float card_height(Frame& frame, float content_height) {
  return content_height + 2 * frame.px(metric::kCardPadding);
}

Rect card_title(Frame& frame, const Rect& inside, std::string_view title) {
  Rect row = inside;
  row.y1 = row.y0 + frame.px(metric::kCardTitle);
  row.x0 += label(frame, row, title, type::kHeader, frame.palette.text) + frame.px(kTitleGap);
  return row;
}

float colour_square(Frame& frame, const Rect& rect, Colour colour) {
  const float size = frame.px(kSquare);
  const float y = rect.centre().y - size / 2;
  frame.list().AddRectFilled({rect.x0, y}, {rect.x0 + size, y + size}, colour, frame.px(2));
  return rect.x0 + size + frame.px(kSquareGap);
}

}  // namespace octant::ui

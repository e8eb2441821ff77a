#include "app/ui/views/page_frame.h"

#include <algorithm>
#include <cmath>

#include "app/ui/draw.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

constexpr float kMargin = 28;  // beside the column, where the window is narrow
constexpr float kEnd = 72;     // below what is scrolled: a notice hides nothing

}  // namespace

void PageFrame::draw(Frame& frame, const Rect& rect, Shell& shell, std::string_view name,
                     std::string_view title, const Body& body) {
  const float width = std::min(frame.px(kColumn), rect.width() - 2 * frame.px(kMargin));
  const float x = std::round(rect.centre().x - width / 2);
  const Rect head = {x, rect.y0, x + width, rect.y0 + frame.px(kTitle)};
  const float button = frame.px(metric::kButtonHeight);
  const Rect close = {head.x1 - button, std::round(head.centre().y - button / 2), head.x1,
                      std::round(head.centre().y + button / 2)};
  label(frame, {head.x0, head.y0, close.x0, head.y1}, title, type::kHeading1, frame.palette.text,
        Align::kLeft, "page.title");
  bool closing = icon_button(frame, "page.close", close, Icon::kClose, "Close (Esc)");
  closing |= !frame.inert && !typing_ && frame.input.pressed(Key::kEscape);
  if (area_.offset() > 0) {
    line(frame, {rect.x0, head.y1 - 0.5F}, {rect.x1, head.y1 - 0.5F}, frame.palette.line,
         frame.fine(1));
  }
  {
    const Rect below = {rect.x0, head.y1, rect.x1, rect.y1};
    ScrollArea::Inside inside(area_, frame, name, below);
    const Rect column = {x, below.y0, x + width, below.y1};
    const float end = body(column, inside.top());
    inside.finish(end - inside.top() + frame.px(kEnd));
  }
  typing_ = frame.caret.has_value();
  if (closing) {
    shell.page = Page::kChat;
    frame.wake_no_later_than(frame.now);
  }
}

}  // namespace octant::ui

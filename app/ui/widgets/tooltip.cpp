#include "app/ui/widgets/tooltip.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/ui/glyphs/text_run.h"

namespace octant::ui {

void request_tooltip(Frame& frame, std::string_view name, const Rect& anchor,
                     std::string_view text) {
  if (text.empty()) return;
  frame.tooltip = TooltipRequest{std::string(name), anchor, std::string(text)};
}

void Tooltip::draw(Frame& frame) {
  if (!frame.tooltip) {
    name_.clear();
    return;
  }
  const TooltipRequest& wanted = *frame.tooltip;
  if (wanted.name != name_) {
    name_ = wanted.name;
    since_ = frame.now;
  }
  if (frame.now - since_ < kDelay) {
    frame.wake_no_later_than(since_ + kDelay);
    return;
  }
  const TypeStyle& style = type::kSmall;
  const float width = text_width(frame.glyphs, wanted.text, style) + frame.px(20);
  const float height = frame.px(28);
  const float gap = frame.px(6);
  // Below its widget, above where there is no room below, and never outside.
  const auto right_edge = static_cast<float>(frame.size.width) - gap;
  float x = std::round(wanted.anchor.centre().x - width / 2);
  x = std::max(gap, std::min(x, right_edge - width));
  float y = wanted.anchor.y1 + gap;
  if (y + height > static_cast<float>(frame.size.height)) y = wanted.anchor.y0 - gap - height;
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  const float radius = frame.px(metric::kRowRadius);
  list.AddRectFilled({x, y}, {x + width, y + height}, frame.palette.tooltip, radius);
  list.AddRect({x, y}, {x + width, y + height}, frame.palette.line_strong, radius, 0,
               frame.fine(1));
  draw_text(list, frame.glyphs, x + frame.px(10), y + height / 2, wanted.text, style,
            frame.palette.text);
  frame.mark("tooltip", {x, y, x + width, y + height}, wanted.text);
}

}  // namespace octant::ui

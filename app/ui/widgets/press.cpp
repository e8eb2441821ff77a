#include "app/ui/widgets/press.h"

#include <imgui.h>

#include <algorithm>
#include <string>

namespace octant::ui {

Press press_area(Frame& frame, std::string_view name, const Rect& rect, std::string_view text,
                 bool enabled) {
  frame.mark(name, rect, text);
  if (!enabled || frame.inert) return {};
  ImGui::SetCursorScreenPos({rect.x0, rect.y0});
  Press press;
  // Dear ImGui does not accept empty buttons.
  press.clicked = ImGui::InvisibleButton(
      std::string(name).c_str(), {std::max(1.0F, rect.width()), std::max(1.0F, rect.height())});
  press.hovered = ImGui::IsItemHovered();
  press.held = ImGui::IsItemActive();
  frame.on_widget |= press.hovered || press.held;
  if (press.hovered) frame.cursor = CursorShape::kHand;
  if (frame.focus.offer(name)) {
    press.clicked |= frame.input.pressed(Key::kEnter) || frame.input.pressed(Key::kSpace);
    press.ring = frame.focus.shows_ring(name);
  }
  return press;
}

}  // namespace octant::ui

#include "app/ui/frame.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace octant::ui {
namespace {

Rect current_clip(const ImDrawList& list) {
  const ImVec2 from = list.GetClipRectMin();
  const ImVec2 to = list.GetClipRectMax();
  return {from.x, from.y, to.x, to.y};
}

}  // namespace

float Frame::px(float logical) const {
  return std::round(logical * glyphs.scale());
}

ImDrawList& Frame::list() const {
  return *ImGui::GetWindowDrawList();
}

void Frame::wake_no_later_than(double moment) {
  wake_at = wake_at ? std::min(*wake_at, moment) : moment;
}

void Frame::mark(std::string_view name, const Rect& rect, std::string_view text) const {
  marks.add(name, rect, current_clip(list()), text);
}

bool Frame::pointer_in(const Rect& rect) const {
  return !inert && rect.contains(input.pointer) && current_clip(list()).contains(input.pointer);
}

Clip::Clip(const Frame&, const Rect& rect) {
  ImGui::PushClipRect({rect.x0, rect.y0}, {rect.x1, rect.y1}, true);
}

Clip::~Clip() {
  ImGui::PopClipRect();
}

}  // namespace octant::ui

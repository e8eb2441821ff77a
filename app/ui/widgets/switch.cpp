#include "app/ui/widgets/switch.h"

#include <imgui.h>

#include "app/ui/draw.h"
#include "app/ui/widgets/press.h"

namespace octant::ui {

bool toggle_switch(Frame& frame, std::string_view name, const Rect& rect, bool on, bool enabled) {
  const Palette& palette = frame.palette;
  const Press press = press_area(frame, name, rect, on ? "on" : "off", enabled);
  const float radius = rect.height() / 2;
  const bool lit = press.hovered || press.held;
  const Colour ground = !enabled ? palette.bar_track
                        : on     ? (lit ? palette.accent_hover : palette.accent)
                                 : (lit ? palette.hover : palette.bar_track);
  panel(frame, rect, ground, radius, on && enabled ? 0 : palette.line_strong);
  const Point knob = {on ? rect.x1 - radius : rect.x0 + radius, rect.centre().y};
  const Colour colour = !enabled ? palette.faint : on ? palette.on_accent : palette.muted;
  frame.list().AddCircleFilled({knob.x, knob.y}, radius - frame.fine(4), colour, 0);
  if (press.ring) focus_ring(frame, rect, radius);
  return press.clicked;
}

}  // namespace octant::ui

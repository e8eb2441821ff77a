#include "app/ui/draw.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <imgui.h>

#include <algorithm>

namespace octant::ui {
namespace {

// From about this many pixels on, ending the batch of triangles costs less than blending does.
constexpr float kWorthClearing = 40'000;

float channel(Colour colour, int shift) {
  return static_cast<float>(colour >> shift & 0xFF) / 255;
}

// Called while the frame is rendered. Dear ImGui sets the scissor anew before whatever it draws
// next.
void clear_now(const ImDrawList*, const ImDrawCmd* command) {
  const auto& wanted = *static_cast<const OpaqueFill*>(command->UserCallbackData);
  const auto x = static_cast<int>(wanted.rect.x0);
  const auto bottom = static_cast<int>(wanted.rect.y1);
  glScissor(x, wanted.frame_height - bottom, static_cast<int>(wanted.rect.x1) - x,
            bottom - static_cast<int>(wanted.rect.y0));
  glEnable(GL_SCISSOR_TEST);
  glClearColor(channel(wanted.colour, 0), channel(wanted.colour, 8), channel(wanted.colour, 16), 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

void fill(Frame& frame, const Rect& rect, Colour colour) {
  ImDrawList& list = frame.list();
  // Clearing knows no clip rectangle but the scissor: what is visible is worked out here.
  const ImVec2 from = list.GetClipRectMin();
  const ImVec2 to = list.GetClipRectMax();
  const Rect shown = {std::max(rect.x0, from.x), std::max(rect.y0, from.y), std::min(rect.x1, to.x),
                      std::min(rect.y1, to.y)};
  if (shown.width() <= 0 || shown.height() <= 0) return;
  if (shown.width() * shown.height() < kWorthClearing) {
    list.AddRectFilled({shown.x0, shown.y0}, {shown.x1, shown.y1}, colour);
    return;
  }
  OpaqueFill& kept = frame.fills.emplace_back(OpaqueFill{shown, colour, frame.size.height});
  list.AddCallback(clear_now, &kept);
}

void panel(Frame& frame, const Rect& rect, Colour ground, float radius, Colour border) {
  ImDrawList& list = frame.list();
  const bool is_opaque = ground >> 24 == 0xFF;
  const float middle = (rect.height() - 2 * radius) * rect.width();
  if (is_opaque && middle >= kWorthClearing) {
    const Rect centre = rect.inset(0, radius);
    list.AddRectFilled({rect.x0, rect.y0}, {rect.x1, centre.y0}, ground, radius,
                       ImDrawFlags_RoundCornersTop);
    fill(frame, centre, ground);
    list.AddRectFilled({rect.x0, centre.y1}, {rect.x1, rect.y1}, ground, radius,
                       ImDrawFlags_RoundCornersBottom);
  } else if (ground >> 24 != 0) {
    list.AddRectFilled({rect.x0, rect.y0}, {rect.x1, rect.y1}, ground, radius);
  }
  if (border != 0) {
    list.AddRect({rect.x0, rect.y0}, {rect.x1, rect.y1}, border, radius, 0,
                 std::max(1.0F, frame.fine(1)));
  }
}

void focus_ring(Frame& frame, const Rect& rect, float radius) {
  const float out = frame.px(2);
  frame.list().AddRect({rect.x0 - out, rect.y0 - out}, {rect.x1 + out, rect.y1 + out},
                       frame.palette.focus_ring, radius + out, 0, frame.fine(metric::kFocusRing));
}

void line(Frame& frame, Point from, Point to, Colour colour, float width) {
  frame.list().AddLine({from.x, from.y}, {to.x, to.y}, colour, width);
}

}  // namespace octant::ui

#include "app/ui/widgets/buttons.h"

#include <imgui.h>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/press.h"
#include "app/ui/widgets/tooltip.h"

namespace octant::ui {
namespace {

constexpr float kButtonPadding = 14;
constexpr float kChipPadding = 12;
constexpr float kIconRoom = 20;  // an icon before a text, with the gap between

struct Look {
  Colour ground = 0;
  Colour border = 0;
  Colour text = 0;
};

Look look_of(const Palette& palette, ButtonKind kind, const Press& press, bool enabled) {
  const bool lit = press.hovered || press.held;
  switch (kind) {
    case ButtonKind::kPrimary:
      if (!enabled) return {palette.line_strong, 0, palette.muted};
      return {lit ? palette.accent_hover : palette.accent, 0, palette.on_accent};
    case ButtonKind::kOutlined:
      return {lit ? palette.hover : 0, palette.line_strong, enabled ? palette.text : palette.faint};
    case ButtonKind::kPlain:
      return {lit ? palette.hover : 0, 0,
              !enabled ? palette.faint
              : lit    ? palette.text
                       : palette.dim};
  }
  return {};
}

// Icon and text, together in the middle of the rectangle.
void draw_content(Frame& frame, const Rect& rect, std::string_view text, const TypeStyle& type,
                  std::optional<Icon> icon, Colour icon_colour, Colour colour) {
  Rect words = rect;
  if (icon) {
    const float width = text_width(frame.glyphs, text, type) + frame.px(kIconRoom);
    const float x = std::max(rect.x0, rect.centre().x - width / 2);
    draw_icon(frame, *icon, {x + frame.px(6), rect.centre().y}, 12, icon_colour, 1.3F);
    words.x0 = x + frame.px(kIconRoom);
    label(frame, words, text, type, colour);
    return;
  }
  label(frame, words, text, type, colour, Align::kCentre);
}

}  // namespace

bool icon_button(Frame& frame, std::string_view name, const Rect& rect, Icon icon,
                 std::string_view tooltip, bool enabled) {
  const Press press = press_area(frame, name, rect, tooltip, enabled);
  const Look look = look_of(frame.palette, ButtonKind::kPlain, press, enabled);
  const float radius = frame.px(metric::kRowRadius);
  if (look.ground != 0) panel(frame, rect, look.ground, radius);
  draw_icon(frame, icon, rect.centre(), metric::kIconBox, look.text);
  if (press.ring) focus_ring(frame, rect, radius);
  if (press.hovered) request_tooltip(frame, name, rect, tooltip);
  return press.clicked;
}

bool round_button(Frame& frame, std::string_view name, Point centre, float diameter, Icon icon,
                  ButtonKind kind, std::string_view tooltip, bool enabled) {
  const float radius = frame.px(diameter) / 2;
  const Rect rect = {centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius};
  const Press press = press_area(frame, name, rect, tooltip, enabled);
  Look look = look_of(frame.palette, kind, press, enabled);
  if (kind == ButtonKind::kOutlined && look.ground == 0) look.ground = frame.palette.raised;
  frame.list().AddCircleFilled({centre.x, centre.y}, radius, look.ground, 0);
  if (look.border != 0) {
    frame.list().AddCircle({centre.x, centre.y}, radius, look.border, 0, frame.fine(1));
  }
  draw_icon(frame, icon, centre, diameter * 0.42F, look.text, 1.8F);
  if (press.ring) focus_ring(frame, rect, radius);
  if (press.hovered) request_tooltip(frame, name, rect, tooltip);
  return press.clicked;
}

float text_button_width(Frame& frame, std::string_view text, bool with_icon) {
  return text_width(frame.glyphs, text, type::kUiMedium) +
         frame.px(2 * kButtonPadding + (with_icon ? kIconRoom : 0));
}

bool text_button(Frame& frame, std::string_view name, const Rect& rect, std::string_view text,
                 ButtonKind kind, std::optional<Icon> icon, bool enabled) {
  const Press press = press_area(frame, name, rect, text, enabled);
  const Look look = look_of(frame.palette, kind, press, enabled);
  const float radius = frame.px(metric::kButtonRadius);
  panel(frame, rect, look.ground, radius, look.border);
  draw_content(frame, rect.inset(frame.px(6), 0), text, type::kUiMedium, icon, look.text,
               look.text);
  if (press.ring) focus_ring(frame, rect, radius);
  return press.clicked;
}

float toggle_chip_width(Frame& frame, std::string_view text, bool with_icon) {
  return text_width(frame.glyphs, text, type::kSmallMedium) +
         frame.px(2 * kChipPadding + (with_icon ? kIconRoom : 0));
}

bool toggle_chip(Frame& frame, std::string_view name, const Rect& rect, std::string_view text,
                 bool on, std::optional<Icon> icon) {
  const Palette& palette = frame.palette;
  const Press press = press_area(frame, name, rect, on ? "on" : "off");
  const float radius = rect.height() / 2;
  const Colour ground = on ? faded(palette.accent, 0.13F) : press.hovered ? palette.hover : 0;
  panel(frame, rect, ground, radius, on ? faded(palette.accent, 0.45F) : palette.line_strong);
  draw_content(frame, rect.inset(frame.px(6), 0), text, type::kSmallMedium, icon,
               on ? palette.accent : palette.dim, on ? palette.accent_text : palette.dim);
  if (press.ring) focus_ring(frame, rect, radius);
  return press.clicked;
}

}  // namespace octant::ui

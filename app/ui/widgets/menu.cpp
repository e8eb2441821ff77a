#include "app/ui/widgets/menu.h"

#include <algorithm>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/press.h"

namespace octant::ui {
namespace {

constexpr float kRow = 32;
constexpr float kPadding = 6;
constexpr float kInset = 12;
constexpr float kLeastWidth = 190;

}  // namespace

void Menu::open(const Rect& anchor, std::vector<Item> items) {
  anchor_ = anchor;
  items_ = std::move(items);
  is_new_ = true;
}

std::optional<std::string> Menu::draw(Frame& frame) {
  if (!is_open()) return std::nullopt;
  const float row = frame.px(kRow);
  const float padding = frame.px(kPadding);
  float width = frame.px(kLeastWidth);
  for (const Item& item : items_) {
    const float words = text_width(frame.glyphs, item.label, type::kUi) +
                        text_width(frame.glyphs, item.hint, type::kSmall);
    width = std::max(width, words + frame.px(2 * kInset + 36));
  }
  const float height = row * static_cast<float>(items_.size()) + 2 * padding;
  const float gap = frame.px(4);
  float y = anchor_.y1 + gap;
  if (y + height > static_cast<float>(frame.size.height)) y = anchor_.y0 - gap - height;
  const float x = std::clamp(anchor_.x1 - width, gap,
                             std::max(gap, static_cast<float>(frame.size.width) - width - gap));
  const Rect box = {x, std::max(gap, y), x + width, std::max(gap, y) + height};
  panel(frame, box, frame.palette.tooltip, frame.px(metric::kCardRadius),
        frame.palette.line_strong);
  frame.mark("menu", box);

  std::optional<std::string> chosen;
  float top = box.y0 + padding;
  for (const Item& item : items_) {
    const Rect rect = {box.x0 + padding, top, box.x1 - padding, top + row};
    const Press press = press_area(frame, "menu." + item.name, rect, item.label);
    if (press.hovered || press.ring) panel(frame, rect, frame.palette.hover, frame.px(6));
    label(frame, rect.inset(frame.px(kInset), 0), item.label, type::kUi,
          item.dangerous ? frame.palette.error : frame.palette.text);
    label(frame, rect.inset(frame.px(kInset), 0), item.hint, type::kSmall, frame.palette.muted,
          Align::kRight);
    if (press.clicked) chosen = item.name;
    top += row;
  }
  if (frame.input.pressed(Key::kDown)) frame.focus.advance(false);
  if (frame.input.pressed(Key::kUp)) frame.focus.advance(true);
  const bool beside = frame.input.buttons[0] && !box.contains(frame.input.pointer) && !is_new_;
  if (!frame.input.buttons[0]) is_new_ = false;
  if (chosen || beside || frame.input.pressed(Key::kEscape)) close();
  return chosen;
}

}  // namespace octant::ui

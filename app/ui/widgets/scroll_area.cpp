#include "app/ui/widgets/scroll_area.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace octant::ui {
namespace {

constexpr float kNotch = 72;  // logical pixels for a notch of the wheel: three lines of text
constexpr float kAtEnd = 2;   // closer to the end than this is at the end
constexpr float kLeastGrip = 28;

}  // namespace

void ScrollArea::scroll_to(float offset) {
  offset_ = std::clamp(std::round(offset), 0.0F, largest_);
  at_end_ = sticky_ && offset_ >= largest_ - kAtEnd;
}

void ScrollArea::expect(float content_height, float view_height) {
  height_ = view_height;
  largest_ = std::max(0.0F, std::ceil(content_height - view_height));
  offset_ = sticky_ && at_end_ ? largest_ : std::min(offset_, largest_);
}

void ScrollArea::shift(float pixels) {
  if (sticky_ && at_end_) return;
  largest_ = std::max(0.0F, largest_ + pixels);
  offset_ = std::clamp(offset_ + pixels, 0.0F, largest_);
}

void ScrollArea::reveal(float top, float bottom) {
  if (top < offset_) {
    scroll_to(top);
  } else if (bottom > offset_ + height_) {
    scroll_to(bottom - height_);
  }
}

void ScrollArea::take_wheel(Frame& frame, const Rect& rect) {
  if (frame.input.wheel.y != 0 && frame.pointer_in(rect)) {
    scroll_to(offset_ - frame.input.wheel.y * frame.px(kNotch));
  }
}

ScrollArea::Inside::Inside(ScrollArea& area, Frame& frame, std::string_view name, const Rect& rect)
    : area_(area), frame_(frame), name_(name), rect_(rect), clip_(frame, rect) {
  area_.height_ = rect.height();
  area_.take_wheel(frame, rect);
  frame.mark(name_, rect, area_.at_end_ ? "end" : "");
}

ScrollArea::Inside::~Inside() {
  area_.largest_ = std::max(0.0F, std::ceil(content_height_ - rect_.height()));
  const float before = area_.offset_;
  if (area_.sticky_ && area_.at_end_) area_.offset_ = area_.largest_;
  area_.offset_ = std::min(area_.offset_, area_.largest_);
  if (area_.sticky_ && area_.offset_ >= area_.largest_ - kAtEnd) area_.at_end_ = true;
  // What was drawn above stood where the old offset put it.
  if (area_.offset_ != before) frame_.wake_no_later_than(frame_.now);
  area_.draw_bar(frame_, name_, rect_, content_height_);
}

void ScrollArea::draw_bar(Frame& frame, const std::string& name, const Rect& rect,
                          float content_height) {
  if (largest_ <= 0) return;
  const float width = frame.px(metric::kScrollBar);
  const Rect track = {rect.x1 - width, rect.y0, rect.x1, rect.y1};
  const float grip = std::max(frame.px(kLeastGrip), rect.height() * rect.height() / content_height);
  const float travel = std::max(1.0F, rect.height() - grip);
  float y = rect.y0 + travel * offset_ / largest_;

  const std::string id = name + ".bar";
  if (!frame.inert) {
    ImGui::SetCursorScreenPos({track.x0, track.y0});
    ImGui::InvisibleButton(id.c_str(), {track.width(), track.height()});
  }
  const bool held = !frame.inert && ImGui::IsItemActive();
  if (!frame.inert && ImGui::IsItemActivated()) {
    // A click beside the grip takes it there.
    const bool on_grip = frame.input.pointer.y >= y && frame.input.pointer.y < y + grip;
    if (!on_grip) scroll_to((frame.input.pointer.y - grip / 2 - rect.y0) / travel * largest_);
    grabbed_offset_ = offset_;
    grabbed_pointer_ = frame.input.pointer.y;
  } else if (held) {
    scroll_to(grabbed_offset_ + (frame.input.pointer.y - grabbed_pointer_) / travel * largest_);
  }
  y = rect.y0 + travel * offset_ / largest_;
  const bool lit = held || (!frame.inert && ImGui::IsItemHovered());
  const float inset = frame.px(lit ? 2 : 3);
  const Rect shape = {track.x0 + inset, y + inset, track.x1 - inset, y + grip - inset};
  const Colour colour = lit ? frame.palette.muted : frame.palette.line_strong;
  frame.list().AddRectFilled({shape.x0, shape.y0}, {shape.x1, shape.y1}, colour, shape.width() / 2);
  frame.mark(id, {track.x0, y, track.x1, y + grip});
}

}  // namespace octant::ui

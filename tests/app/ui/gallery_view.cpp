#include "tests/app/ui/gallery_view.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/press.h"
#include "tests/app/ui/gallery_page.h"

namespace octant::ui {
namespace {

constexpr float kSidebar = 244;
constexpr float kHeader = 52;
constexpr float kColumn = 780;

constexpr std::array<const char*, 14> kTitles = {
    "Top-8 routing and load balance",
    "FP8 block scaling notes",
    "中文合同摘要（第三版）",
    "Why is my p99 time to first token spiky?",
    "Rewrite the release notes, friendlier",
    "旅行计划：京都五日 🍁",
    "Draft acceptance by language",
    "Regex for RFC 3339 timestamps",
    "Unit tests for tokenizer round trips",
    "Sparse attention index cache",
    "Ein Gedicht über Speicherbandbreite",
    "Why 61 layers?",
    "Paged cache and prefix reuse",
    "Shopping list",
};

}  // namespace

void GalleryView::draw(Frame& frame) {
  const auto width = static_cast<float>(frame.size.width);
  const auto height = static_cast<float>(frame.size.height);
  const float side = frame.px(kSidebar);
  const float header = frame.px(kHeader);
  draw_sidebar(frame, {0, 0, side, height});
  draw_header(frame, {side, 0, width, header});
  const float column = std::min(frame.px(kColumn), width - side - frame.px(56));
  const float x = std::round(side + (width - side - column) / 2);
  const float composer = composer_.height(frame, column);
  const float bottom = height - frame.px(28);
  draw_page(frame, {x, header, width, bottom - composer - frame.px(12)});
  draw_composer(frame, {x, bottom - composer, x + column, bottom});
  frame.moving = moving_;
}

void GalleryView::draw_sidebar(Frame& frame, const Rect& rect) {
  const Palette& palette = frame.palette;
  fill(frame, rect, palette.sidebar);
  line(frame, {rect.x1 - 0.5F, rect.y0}, {rect.x1 - 0.5F, rect.y1}, palette.line, frame.fine(1));
  const float inset = frame.px(14);
  label(frame, {rect.x0 + inset, 0, rect.x1, frame.px(52)}, "Octant widgets", type::kTitle,
        palette.text);
  const float y = frame.px(56);
  search_.draw(frame, "search",
               {rect.x0 + inset, y, rect.x1 - inset, y + frame.px(metric::kFieldHeight)}, "Search",
               Icon::kSearch);
  const Rect list = {rect.x0, frame.px(104), rect.x1 - 1, rect.y1};
  ScrollArea::Inside inside(rows_, frame, "rows", list);
  float row_y = inside.top();
  const float row_height = frame.px(34);
  const std::string wanted = search_.text();
  for (int i = 0; i < static_cast<int>(kTitles.size()); ++i) {
    if (std::string_view(kTitles[static_cast<size_t>(i)]).find(wanted) == std::string::npos) {
      continue;
    }
    draw_row(frame, {rect.x0 + frame.px(8), row_y, rect.x1 - frame.px(12), row_y + row_height}, i);
    row_y += row_height + frame.px(1);
  }
  inside.finish(row_y - inside.top() + frame.px(12));
}

void GalleryView::draw_row(Frame& frame, const Rect& rect, int index) {
  const std::string name = "row." + std::to_string(index);
  const char* title = kTitles[static_cast<size_t>(index)];
  const Press press = press_area(frame, name, rect, title);
  if (press.clicked) selected_row_ = index;
  const bool selected = selected_row_ == index;
  const float radius = frame.px(metric::kRowRadius);
  if (selected || press.hovered) {
    panel(frame, rect, selected ? frame.palette.selected : frame.palette.hover, radius);
  }
  if (selected) {
    const Rect bar = {rect.x0, rect.y0 + frame.px(9), rect.x0 + frame.px(3), rect.y1 - frame.px(9)};
    panel(frame, bar, frame.palette.accent, frame.px(1.5F));
  }
  label(frame, rect.inset(frame.px(12), 0), title, type::kUi,
        selected ? frame.palette.text : frame.palette.dim);
  if (press.ring) focus_ring(frame, rect.inset(frame.px(2), frame.px(2)), radius);
}

void GalleryView::draw_header(Frame& frame, const Rect& rect) {
  const Palette& palette = frame.palette;
  line(frame, {rect.x0, rect.y1 - 0.5F}, {rect.x1, rect.y1 - 0.5F}, palette.line, frame.fine(1));
  const float height = frame.px(metric::kChipHeight);
  const float y = rect.centre().y - height / 2;
  float x = rect.x1 - frame.px(16);
  const auto chip = [&](const char* name, const char* text, bool on) {
    const float width = toggle_chip_width(frame, text);
    x -= width;
    const bool pressed = toggle_chip(frame, name, {x, y, x + width, y + height}, text, on);
    x -= frame.px(8);
    return pressed;
  };
  if (chip("theme", "Light", light_)) {
    light_ = !light_;
    set_palette_(light_ ? kLight : kDark);
  }
  label(frame, {rect.x0 + frame.px(24), rect.y0, x, rect.y1},
        kTitles[static_cast<size_t>(selected_row_)], type::kHeader, palette.text, Align::kLeft,
        "header");
}

void GalleryView::draw_page(Frame& frame, const Rect& rect) {
  const float column =
      std::min(frame.px(kColumn), static_cast<float>(frame.size.width) - frame.px(kSidebar + 56));
  ScrollArea::Inside inside(page_, frame, "page", rect);
  float y = draw_specimens(frame, rect.x0, inside.top() + frame.px(20), column, presses_);
  for (size_t i = 0; i < messages_.size(); ++i) {
    const float height = frame.px(40);
    const float most = column - frame.px(80);
    const float width =
        std::min(most, text_width(frame.glyphs, messages_[i], type::kBody) + frame.px(32));
    const Rect bubble = {rect.x0 + column - width, y, rect.x0 + column, y + height};
    panel(frame, bubble, frame.palette.user_bubble, frame.px(metric::kBubbleRadius),
          frame.palette.user_border);
    label(frame, bubble.inset(frame.px(16), 0), messages_[i], type::kBody, frame.palette.text);
    frame.mark("message." + std::to_string(i), bubble, messages_[i]);
    y += height + frame.px(10);
  }
  inside.finish(y - inside.top() + frame.px(8));
  if (!page_.is_at_end()) {
    const Point centre = {std::round(rect.x0 + column / 2), rect.y1 - frame.px(24)};
    if (round_button(frame, "to_end", centre, 32, Icon::kArrowDown, ButtonKind::kOutlined,
                     "To the end")) {
      page_.scroll_to_end();
    }
  }
}

void GalleryView::draw_composer(Frame& frame, const Rect& rect) {
  if (const auto sent = composer_.draw(frame, "composer", rect, "Message the model")) send(*sent);
  draw_footer(frame, Composer::footer(frame, rect));
}

void GalleryView::draw_footer(Frame& frame, const Rect& rect) {
  const float height = frame.px(metric::kChipHeight);
  const float y = std::round(rect.centre().y - height / 2);
  float x = rect.x0;
  const auto chip = [&](const char* name, const char* text, bool& on, Icon icon) {
    const float width = toggle_chip_width(frame, text, true);
    if (toggle_chip(frame, name, {x, y, x + width, y + height}, text, on, icon)) on = !on;
    x += width + frame.px(8);
  };
  chip("chip.thinking", "Thinking", thinking_, Icon::kBulb);
  chip("chip.drafts", "Drafts", drafts_, Icon::kSpark);
  const Point centre = {rect.x1 - frame.px(16), rect.centre().y};
  if (round_button(frame, "send", centre, 32, Icon::kSend, ButtonKind::kPrimary, "Send (Enter)",
                   !composer_.empty())) {
    if (const auto sent = composer_.take()) send(*sent);
  }
}

void GalleryView::send(const std::string& message) {
  messages_.push_back(message);
  page_.scroll_to_end();
}

}  // namespace octant::ui

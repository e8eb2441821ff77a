#include "app/ui/widgets/icons.h"

#include <imgui.h>

#include <array>
#include <cmath>
#include <initializer_list>
#include <numbers>

namespace octant::ui {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

// Draws in a square from (-1, -1) to (1, 1).
class Pen {
 public:
  Pen(ImDrawList& list, Point centre, float half, Colour colour, float width)
      : list_(list), centre_(centre), half_(half), colour_(colour), width_(width) {}

  void path(std::initializer_list<Point> points, bool closed = false) const {
    for (const Point& point : points) list_.PathLineTo(at(point));
    list_.PathStroke(colour_, closed ? ImDrawFlags_Closed : 0, width_);
  }
  void box(Point from, Point to, float radius) const {
    list_.AddRect(at(from), at(to), colour_, radius * half_, 0, width_);
  }
  void filled_box(Point from, Point to, float radius) const {
    list_.AddRectFilled(at(from), at(to), colour_, radius * half_);
  }
  void arc(Point middle, float radius, float from, float to) const {
    list_.PathArcTo(at(middle), radius * half_, from, to, 24);
    list_.PathStroke(colour_, 0, width_);
  }

 private:
  ImVec2 at(Point point) const {
    return {centre_.x + point.x * half_, centre_.y + point.y * half_};
  }

  ImDrawList& list_;
  Point centre_;
  float half_;
  Colour colour_;
  float width_;
};

void draw_spark(const Pen& pen) {
  // Long and short rays around an open middle: they would run into a blot there.
  for (int i = 0; i < 8; ++i) {
    const float angle = static_cast<float>(i) * kPi / 4;
    const float reach = i % 2 == 0 ? 0.9F : 0.6F;
    const Point ray = {std::cos(angle), std::sin(angle)};
    pen.path({{ray.x * 0.3F, ray.y * 0.3F}, {ray.x * reach, ray.y * reach}});
  }
}

void draw_chip(const Pen& pen) {
  pen.box({-0.55F, -0.55F}, {0.55F, 0.55F}, 0.2F);
  for (const float at : {-0.33F, 0.0F, 0.33F}) {
    pen.path({{at, -0.9F}, {at, -0.55F}});
    pen.path({{at, 0.55F}, {at, 0.9F}});
    pen.path({{-0.9F, at}, {-0.55F, at}});
    pen.path({{0.55F, at}, {0.9F, at}});
  }
}

void draw_bulb(const Pen& pen) {
  pen.arc({0, -0.25F}, 0.58F, kPi * 0.72F, kPi * 2.28F);
  pen.path({{-0.36F, 0.2F}, {-0.3F, 0.48F}, {0.3F, 0.48F}, {0.36F, 0.2F}});
  pen.path({{-0.22F, 0.82F}, {0.22F, 0.82F}});
}

void draw_copy(const Pen& pen) {
  pen.box({-0.3F, -0.3F}, {0.8F, 0.8F}, 0.22F);
  pen.path({{-0.45F, 0.4F}, {-0.75F, 0.4F}, {-0.75F, -0.75F}, {0.4F, -0.75F}, {0.4F, -0.45F}});
}

void draw_refresh(const Pen& pen) {
  pen.arc({0, 0.05F}, 0.72F, -kPi * 0.1F, kPi * 1.7F);
  pen.path({{0.86F, -0.72F}, {0.86F, -0.18F}, {0.32F, -0.18F}});
}

void draw_sliders(const Pen& pen) {
  constexpr std::array<float, 3> kKnobs = {0.35F, -0.35F, 0.1F};
  for (size_t i = 0; i < kKnobs.size(); ++i) {
    const float y = -0.55F + 0.55F * static_cast<float>(i);
    pen.path({{-0.8F, y}, {kKnobs[i] - 0.18F, y}});
    pen.path({{kKnobs[i] + 0.18F, y}, {0.8F, y}});
    pen.arc({kKnobs[i], y}, 0.18F, 0, 2 * kPi);
  }
}

void draw_trash(const Pen& pen) {
  pen.path({{-0.75F, -0.5F}, {0.75F, -0.5F}});
  pen.path({{-0.25F, -0.5F}, {-0.25F, -0.8F}, {0.25F, -0.8F}, {0.25F, -0.5F}});
  pen.path({{-0.55F, -0.5F}, {-0.45F, 0.8F}, {0.45F, 0.8F}, {0.55F, -0.5F}});
}

void draw_folder(const Pen& pen) {
  pen.path({{-0.8F, 0.65F},
            {-0.8F, -0.65F},
            {-0.25F, -0.65F},
            {-0.05F, -0.4F},
            {0.8F, -0.4F},
            {0.8F, 0.65F}},
           true);
}

void draw_pin(const Pen& pen) {
  pen.path({{-0.45F, -0.8F}, {0.45F, -0.8F}});
  pen.path({{-0.3F, -0.8F},
            {-0.3F, -0.1F},
            {-0.55F, 0.2F},
            {0.55F, 0.2F},
            {0.3F, -0.1F},
            {0.3F, -0.8F}});
  pen.path({{0, 0.2F}, {0, 0.85F}});
}

void draw_pencil(const Pen& pen) {
  pen.path({{-0.75F, 0.75F}, {-0.65F, 0.3F}, {0.4F, -0.75F}, {0.75F, -0.4F}, {-0.3F, 0.65F}}, true);
}

}  // namespace

void draw_icon(Frame& frame, Icon icon, Point centre, float size, Colour colour, float stroke) {
  // Strokes along the axes are sharpest around the middle of a pixel.
  const Point middle = {std::floor(centre.x) + 0.5F, std::floor(centre.y) + 0.5F};
  const Pen pen(frame.list(), middle, frame.fine(size) / 2, colour, frame.fine(stroke));
  switch (icon) {
    case Icon::kPlus:
      pen.path({{-0.75F, 0}, {0.75F, 0}});
      pen.path({{0, -0.75F}, {0, 0.75F}});
      break;
    case Icon::kMinus:
      pen.path({{-0.75F, 0}, {0.75F, 0}});
      break;
    case Icon::kClose:
      pen.path({{-0.6F, -0.6F}, {0.6F, 0.6F}});
      pen.path({{-0.6F, 0.6F}, {0.6F, -0.6F}});
      break;
    case Icon::kSearch:
      pen.arc({-0.15F, -0.15F}, 0.6F, 0, 2 * kPi);
      pen.path({{0.3F, 0.3F}, {0.85F, 0.85F}});
      break;
    case Icon::kSend:
      pen.path({{0, 0.75F}, {0, -0.7F}});
      pen.path({{-0.6F, -0.1F}, {0, -0.7F}, {0.6F, -0.1F}});
      break;
    case Icon::kStop:
      pen.filled_box({-0.5F, -0.5F}, {0.5F, 0.5F}, 0.2F);
      break;
    case Icon::kCopy:
      draw_copy(pen);
      break;
    case Icon::kCheck:
      pen.path({{-0.7F, 0}, {-0.15F, 0.55F}, {0.75F, -0.5F}});
      break;
    case Icon::kChevronRight:
      pen.path({{-0.25F, -0.55F}, {0.3F, 0}, {-0.25F, 0.55F}});
      break;
    case Icon::kChevronDown:
      pen.path({{-0.55F, -0.25F}, {0, 0.3F}, {0.55F, -0.25F}});
      break;
    case Icon::kArrowDown:
      pen.path({{0, -0.7F}, {0, 0.7F}});
      pen.path({{-0.55F, 0.15F}, {0, 0.7F}, {0.55F, 0.15F}});
      break;
    case Icon::kPanelLeft:
    case Icon::kPanelRight: {
      pen.box({-0.85F, -0.7F}, {0.85F, 0.7F}, 0.25F);
      const float x = icon == Icon::kPanelLeft ? -0.3F : 0.3F;
      pen.path({{x, -0.7F}, {x, 0.7F}});
      break;
    }
    case Icon::kSpark:
      draw_spark(pen);
      break;
    case Icon::kChip:
      draw_chip(pen);
      break;
    case Icon::kBulb:
      draw_bulb(pen);
      break;
    case Icon::kRefresh:
      draw_refresh(pen);
      break;
    case Icon::kPencil:
      draw_pencil(pen);
      break;
    case Icon::kChevronLeft:
      pen.path({{0.25F, -0.55F}, {-0.3F, 0}, {0.25F, 0.55F}});
      break;
    case Icon::kMore:
      for (const float x : {-0.65F, 0.0F, 0.65F}) {
        pen.filled_box({x - 0.14F, -0.14F}, {x + 0.14F, 0.14F}, 0.14F);
      }
      break;
    case Icon::kSliders:
      draw_sliders(pen);
      break;
    case Icon::kTrash:
      draw_trash(pen);
      break;
    case Icon::kFolder:
      draw_folder(pen);
      break;
    case Icon::kPin:
      draw_pin(pen);
      break;
  }
}

}  // namespace octant::ui

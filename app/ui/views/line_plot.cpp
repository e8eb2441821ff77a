#include "app/ui/views/line_plot.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/views/figures.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

constexpr float kStroke = 1.6F;  // thin enough to leave 240 points apart
constexpr float kFill = 0.28F;   // opacity of a series' ground at the top of the plot
constexpr float kDot = 3.5F;
constexpr float kTimeAxis = 16;  // below the plot
constexpr float kTickGap = 8;    // between a tick's label and the plot
constexpr float kRow = 18;       // of the tooltip
constexpr float kTooltipPadding = 10;
constexpr float kTooltipGap = 10;  // between the tooltip and the line that it speaks of

// Where values are on the screen.
struct Scale {
  Rect area;
  double top = 1;
  size_t count = 2;
  float x(size_t index) const {
    return area.x0 + area.width() * static_cast<float>(index) / static_cast<float>(count - 1);
  }
  float y(double value) const {
    const double share = std::clamp(value / top, 0.0, 1.0);
    return area.y1 - static_cast<float>(share) * area.height();
  }
  size_t nearest(float at) const {
    const float share = std::clamp((at - area.x0) / area.width(), 0.0F, 1.0F);
    return static_cast<size_t>(std::lround(share * static_cast<float>(count - 1)));
  }
};

float tick_room(Frame& frame, const PlotAxis& axis) {
  float widest = 0;
  for (int i = 0; i <= axis.num_steps; ++i) {
    widest = std::max(widest, text_width(frame.glyphs, axis.label(i), type::kAxis));
  }
  return std::ceil(widest) + frame.px(kTickGap);
}

void draw_grid(Frame& frame, const Rect& rect, const Scale& scale, const PlotAxis& axis) {
  for (int i = 0; i <= axis.num_steps; ++i) {
    const float y = std::round(scale.y(axis.step * i)) - 0.5F;
    const Colour colour = i == 0 ? frame.palette.line_strong : frame.palette.line;
    line(frame, {scale.area.x0, y}, {scale.area.x1, y}, colour, std::max(1.0F, frame.fine(1)));
    const float half = frame.px(8);
    const Rect words = {rect.x0, y - half, scale.area.x0 - frame.px(kTickGap), y + half};
    label(frame, words, axis.label(i), type::kAxis, frame.palette.muted, Align::kRight);
  }
}

void draw_time_axis(Frame& frame, const Scale& scale, double seconds) {
  const Rect row = {scale.area.x0, scale.area.y1 + frame.px(4), scale.area.x1,
                    scale.area.y1 + frame.px(20)};
  const Colour colour = frame.palette.muted;
  label(frame, row, fmt::format("{:.0f} s ago", seconds), type::kAxis, colour);
  label(frame, row, fmt::format("{:.0f} s", seconds / 2), type::kAxis, colour, Align::kCentre);
  label(frame, row, "now", type::kAxis, colour, Align::kRight);
}

// A strip of two triangles between each two values. Its opacity depends on the height above the
// axis only, so that the ground of a hill is not brighter than that of a plain.
void draw_ground(ImDrawList& list, const Scale& scale, const PlotSeries& series) {
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  const Colour none = faded(series.colour, 0);
  const auto count = static_cast<int>(scale.count);
  list.PrimReserve((count - 1) * 6, count * 2);
  const auto first = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
  for (size_t i = 0; i < scale.count; ++i) {
    const float y = scale.y(series.values[i]);
    const float share = (scale.area.y1 - y) / scale.area.height();
    list.PrimWriteVtx({scale.x(i), y}, white, faded(series.colour, kFill * share));
    list.PrimWriteVtx({scale.x(i), scale.area.y1}, white, none);
  }
  for (int i = 0; i + 1 < count; ++i) {
    for (const int corner : {0, 1, 2, 1, 3, 2}) {
      list.PrimWriteIdx(static_cast<ImDrawIdx>(first + 2 * i + corner));
    }
  }
}

// Where nothing happened there is the axis, and no line on top of it.
void draw_line(Frame& frame, const Scale& scale, const PlotSeries& series) {
  std::vector<ImVec2> points;
  points.reserve(scale.count);
  const auto draw_points = [&] {
    if (points.size() > 1) {
      frame.list().AddPolyline(points.data(), static_cast<int>(points.size()), series.colour, 0,
                               frame.fine(kStroke));
    }
    points.clear();
  };
  for (size_t i = 0; i < scale.count; ++i) {
    const bool rises = i + 1 < scale.count && series.values[i + 1] > 0;
    const bool is_there = series.values[i] > 0;
    if (is_there || rises || !points.empty()) {
      points.emplace_back(scale.x(i), scale.y(series.values[i]));
    }
    if (!is_there && !rises) draw_points();
  }
  draw_points();
}

std::string age_text(const LinePlot& plot, const Scale& scale, size_t index) {
  const double age = plot.seconds * static_cast<double>(scale.count - 1 - index) /
                     static_cast<double>(scale.count - 1);
  return index + 1 == scale.count ? "now" : fmt::format("{:.1f} s ago", age);
}

std::string value_text(const LinePlot& plot, const PlotSeries& series, size_t index) {
  return rate_figure(series.values[index]).number + " " + plot.unit + " " + series.name;
}

void draw_tooltip(Frame& frame, std::string_view name, const Scale& scale, const LinePlot& plot,
                  size_t index) {
  const float padding = frame.px(kTooltipPadding);
  const float indent = frame.px(14);  // of the series' squares
  const std::string age = age_text(plot, scale, index);
  float width = text_width(frame.glyphs, age, type::kCaption);
  for (const PlotSeries& series : plot.series) {
    const std::string text = value_text(plot, series, index);
    width = std::max(width, indent + text_width(frame.glyphs, text, type::kSmall));
  }
  width = std::ceil(width) + 2 * padding;
  const float row = frame.px(kRow);
  const float height =
      row * static_cast<float>(plot.series.size() + 1) + 2 * frame.px(kTooltipPadding - 4);
  const float gap = frame.px(kTooltipGap);
  float x = scale.x(index) + gap;
  if (x + width > scale.area.x1) x = scale.x(index) - gap - width;
  x = std::round(std::max(x, scale.area.x0));
  const Rect box = {x, scale.area.y0, x + width, scale.area.y0 + height};
  panel(frame, box, frame.palette.tooltip, frame.px(metric::kRowRadius), frame.palette.line_strong);
  Rect words = {box.x0 + padding, box.y0 + frame.px(kTooltipPadding - 4), box.x1, 0};
  words.y1 = words.y0 + row;
  label(frame, words, age, type::kCaption, frame.palette.muted);
  for (const PlotSeries& series : plot.series) {
    words = words.moved(0, row);
    const float half = frame.px(3.5F);
    const Point centre = {words.x0 + half, words.centre().y};
    frame.list().AddRectFilled({centre.x - half, centre.y - half},
                               {centre.x + half, centre.y + half}, series.colour, frame.px(2));
    label(frame, {words.x0 + indent, words.y0, words.x1, words.y1}, value_text(plot, series, index),
          type::kSmall, frame.palette.text);
  }
  frame.mark(std::string(name) + ".tooltip", box, age);
}

std::string spoken(const LinePlot& plot, const Scale& scale, size_t index) {
  std::string text = age_text(plot, scale, index);
  for (const PlotSeries& series : plot.series) text += ", " + value_text(plot, series, index);
  return text;
}

}  // namespace

std::string PlotAxis::label(int index) const {
  const double value = step * index;
  const int digits = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
  return index == 0 ? "0" : fmt::format("{:.{}f}", value, digits);
}

PlotAxis nice_axis(double largest) {
  if (!(largest > 0)) return {.step = 5, .num_steps = 2};
  // More than four lines fall together at the plot's height.
  constexpr int kMostSteps = 4;
  double decade = std::pow(10.0, std::floor(std::log10(largest)) - 1);
  for (;; decade *= 10) {
    for (const int factor : {1, 2, 5}) {
      const double step = decade * factor;
      const double wanted = std::ceil(largest / step - 1e-9);
      if (wanted <= kMostSteps) {
        return {.step = step, .num_steps = std::max(2, static_cast<int>(wanted))};
      }
    }
  }
}

void line_plot(Frame& frame, std::string_view name, const Rect& rect, const LinePlot& plot) {
  float largest = 0;
  size_t count = 2;
  for (const PlotSeries& series : plot.series) {
    count = std::max(count, series.values.size());
    for (const float value : series.values) largest = std::max(largest, value);
  }
  const PlotAxis axis = nice_axis(largest);
  const Rect area = {rect.x0 + tick_room(frame, axis), rect.y0 + frame.px(6), rect.x1,
                     rect.y1 - frame.px(kTimeAxis)};
  const Scale scale{.area = area, .top = axis.top(), .count = count};
  draw_grid(frame, rect, scale, axis);
  draw_time_axis(frame, scale, plot.seconds);
  for (const PlotSeries& series : plot.series) {
    if (series.values.size() != count) continue;
    draw_ground(frame.list(), scale, series);
    draw_line(frame, scale, series);
  }

  if (!frame.pointer_in(area) || plot.series.empty()) {
    frame.mark(name, rect, "0 to " + axis.label(axis.num_steps) + " " + plot.unit);
    return;
  }
  const size_t index = scale.nearest(frame.input.pointer.x);
  const float x = std::round(scale.x(index)) - 0.5F;
  line(frame, {x, area.y0}, {x, area.y1}, frame.palette.muted, std::max(1.0F, frame.fine(1)));
  for (const PlotSeries& series : plot.series) {
    const ImVec2 at = {scale.x(index), scale.y(series.values[index])};
    // A rim of the ground keeps the dot apart from its line.
    frame.list().AddCircleFilled(at, frame.fine(kDot + 1.5F), frame.palette.card);
    frame.list().AddCircleFilled(at, frame.fine(kDot), series.colour);
  }
  frame.mark(name, rect, spoken(plot, scale, index));
  draw_tooltip(frame, name, scale, plot, index);
}

}  // namespace octant::ui

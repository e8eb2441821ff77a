#pragma once
// Values of the last minute as lines, one above the other on one axis, each with a ground that
// fades. The pointer shows what they were at its place.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/frame.h"

namespace octant::ui {

// An axis from 0 to `top` in equal steps.
struct PlotAxis {
  double step = 1;
  int num_steps = 1;  // 2 to 4
  double top() const { return step * num_steps; }
  std::string label(int index) const;  // of the line at index * step
};
// The least axis of steps of 1, 2 or 5 times a power of ten that reaches `largest`; up to 10 if
// there is nothing to reach.
PlotAxis nice_axis(double largest);

struct PlotSeries {
  std::span<const float> values;  // at equal distances, oldest first; two or more, all finite
  Colour colour = 0;
  std::string name;  // "from drafts"
};

struct LinePlot {
  std::vector<PlotSeries> series;  // equally long; the later ones above the earlier
  double seconds = 60;             // from the first value to the last
  std::string unit;                // "tok/s"
};

// In `rect`, axes included. Its mark has the text of the tooltip while the pointer is over it, else
// "0 to 60 tok/s"; the tooltip's own mark is `name`.tooltip.
void line_plot(Frame& frame, std::string_view name, const Rect& rect, const LinePlot& plot);

}  // namespace octant::ui

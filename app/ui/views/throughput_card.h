#pragma once
// How fast it writes: four figures, and the last minute as a plot.

#include "app/ui/frame.h"
#include "app/ui/views/dashboard_facts.h"

namespace octant::ui {

// From `at` down, `width` pixels wide; returns its height. The figures' marks are dash.rate,
// dash.accepted, dash.ttft and dash.cache, the plot's is dash.plot.
float throughput_card(Frame& frame, Point at, float width, const DashboardFacts& facts);

}  // namespace octant::ui

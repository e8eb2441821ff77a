#pragma once
// How evenly the ranks are loaded with experts, and whether chance alone could have done that.

#include <span>

#include "app/session/expert_load.h"
#include "app/ui/frame.h"

namespace octant::ui {

// What the figures are about.
enum class LoadWindow { kAnswer, kSinceLoad };

// From `at` down, `width` pixels wide; returns its height. The busiest rank's figure is amber; its
// bar is too where chance is excluded. The person may change `window`; it holds from the next frame
// on. `ranks` are those that `load` is of.
// Marks: dash.load.rank.N ("Rank 0 1.15×"), dash.load.busiest ("1.15×"), dash.load.chance ("within
// chance, 1.04× over 412 tokens"), and the switches dash.load.answer and dash.load.all.
float expert_load_card(Frame& frame, Point at, float width, const session::ExpertLoad& load,
                       std::span<const api::RankState> ranks, LoadWindow& window);

}  // namespace octant::ui

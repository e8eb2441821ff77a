#pragma once
// What each rank keeps in memory: weights and cache.

#include <span>

#include "app/ui/frame.h"
#include "runtime/api/snapshot.h"

namespace octant::ui {

// From `at` down, `width` pixels wide; returns its height. A rank's mark is dash.memory.rank.N with
// its name and the sum, that of all of them dash.memory.
float memory_card(Frame& frame, Point at, float width, std::span<const api::RankState> ranks);

}  // namespace octant::ui

#pragma once
// How far a model has been read.

#include <string_view>

#include "app/ui/frame.h"
#include "runtime/api/events.h"

namespace octant::ui {

// From `at` down, `width` pixels wide; returns its height. Its mark is dash.loading ("12.3 of 45.6
// GB").
float loading_card(Frame& frame, Point at, float width, std::string_view model_name,
                   const api::LoadProgress& progress);

}  // namespace octant::ui

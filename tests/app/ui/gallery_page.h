#pragma once
// The middle of the gallery: type, scripts of text, colours, icons and buttons.

#include "app/ui/frame.h"

namespace octant::ui {

// Draws from (x, y) downwards; returns the lower end. `presses` counts the buttons' presses.
float draw_specimens(Frame& frame, float x, float y, float width, int& presses);

}  // namespace octant::ui

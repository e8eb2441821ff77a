#pragma once
// Shapes that more than one widget draws.

#include "app/ui/frame.h"

namespace octant::ui {

// Fills with an opaque colour. Large areas are cleared instead of drawn: with software rendering a
// window full of blended pixels takes 7 ms, a clear 0.6.
void fill(Frame& frame, const Rect& rect, Colour colour);

// A rectangle with round corners and, unless `border` is 0, an edge of one pixel.
void panel(Frame& frame, const Rect& rect, Colour ground, float radius, Colour border = 0);

// The ring around what has the keyboard.
void focus_ring(Frame& frame, const Rect& rect, float radius);

void line(Frame& frame, Point from, Point to, Colour colour, float width = 1);

}  // namespace octant::ui

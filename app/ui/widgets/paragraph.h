#pragma once
// A few lines of text of one style, wrapped. For hints and reports; what models write is laid out
// by app/ui/text.

#include <string_view>

#include "app/ui/frame.h"

namespace octant::ui {

// Pixels that it takes at this width; `line` is the height of a row in logical pixels.
float paragraph_height(Frame& frame, std::string_view utf8, const TypeStyle& type, float line,
                       float width);

// From the rectangle's upper left corner, as wide as it. Returns the height. A mark with the whole
// text is left only if there is a name.
float paragraph(Frame& frame, const Rect& rect, std::string_view utf8, const TypeStyle& type,
                float line, Colour colour, std::string_view name = "");

}  // namespace octant::ui

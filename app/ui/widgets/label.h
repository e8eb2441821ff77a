#pragma once
// One line of text in a rectangle, with an ellipsis where it is cut off.

#include <string_view>

#include "app/ui/frame.h"

namespace octant::ui {

enum class Align { kLeft, kCentre, kRight };

// Capitals in the middle of the rectangle's height. Returns the width drawn. A mark is left only if
// there is a name.
float label(Frame& frame, const Rect& rect, std::string_view utf8, const TypeStyle& type,
            Colour colour, Align align = Align::kLeft, std::string_view name = "");

}  // namespace octant::ui

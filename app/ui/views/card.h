#pragma once
// What the cards of the dashboard share: the ground, the title row, small signs.

#include <string_view>

#include "app/ui/frame.h"

namespace octant::ui {

namespace metric {
inline constexpr float kCardTitle = 20;  // of the title row
inline constexpr float kCardTitleGap = 10;
inline constexpr float kCardFoot = 18;  // of a row of small text below
}  // namespace metric

// Draws the ground; what lies inside its padding.
Rect card_ground(Frame& frame, const Rect& rect);
// A card's height around contents this high.
float card_height(Frame& frame, float content_height);
// The title at the left of the first row inside; what is left of the row at its right.
Rect card_title(Frame& frame, const Rect& inside, std::string_view title);

// A square that says which colour means what, at the left of the rectangle. Returns where text
// begins.
float colour_square(Frame& frame, const Rect& rect, Colour colour);

}  // namespace octant::ui

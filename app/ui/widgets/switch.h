#pragma once
// Something that is on or off.

#include <string_view>

#include "app/ui/frame.h"

namespace octant::ui {

// Logical pixels.
inline constexpr float kSwitchWidth = 38;
inline constexpr float kSwitchHeight = 22;

// True when pressed; the caller keeps what is on. Its mark's text is "on" or "off".
bool toggle_switch(Frame& frame, std::string_view name, const Rect& rect, bool on,
                   bool enabled = true);

}  // namespace octant::ui

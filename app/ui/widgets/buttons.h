#pragma once
// Buttons: with an icon, with words, and chips that are on or off.

#include <optional>
#include <string_view>

#include "app/ui/frame.h"
#include "app/ui/widgets/icons.h"

namespace octant::ui {

enum class ButtonKind {
  kPrimary,   // what the person most likely wants; one on a page
  kOutlined,  // everything else
  kPlain,     // no ground until the pointer is over it
};

// All return true when pressed. `name` is the widget's mark.

bool icon_button(Frame& frame, std::string_view name, const Rect& rect, Icon icon,
                 std::string_view tooltip, bool enabled = true);

// A disc, for the one action of a place: sending, stopping, going down.
bool round_button(Frame& frame, std::string_view name, Point centre, float diameter, Icon icon,
                  ButtonKind kind, std::string_view tooltip, bool enabled = true);

bool text_button(Frame& frame, std::string_view name, const Rect& rect, std::string_view text,
                 ButtonKind kind, std::optional<Icon> icon = std::nullopt, bool enabled = true);
// How wide the button should be, in pixels.
float text_button_width(Frame& frame, std::string_view text, bool with_icon = false);

// A pill. The caller keeps what is on.
bool toggle_chip(Frame& frame, std::string_view name, const Rect& rect, std::string_view text,
                 bool on, std::optional<Icon> icon = std::nullopt);
float toggle_chip_width(Frame& frame, std::string_view text, bool with_icon = false);

}  // namespace octant::ui

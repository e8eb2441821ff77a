#pragma once
// How the window looks and what is recorded, as rows of the settings page. No state of its own:
// what is shown is what is preferred.

#include "app/ui/views/form.h"
#include "app/ui/views/shell.h"

namespace octant::ui {

// What the history needs for one expert of a token in a layer, packed: its number and its weight.
// Measured with 8 of 256 experts chosen at random, in chunks of half a second at 60 tokens a
// second.
inline constexpr double kBytesAnExpert = 4.2;

void draw_look_form(Frame& frame, Form& form, Shell& shell);
void draw_recording_form(Frame& frame, Form& form, Shell& shell);

}  // namespace octant::ui

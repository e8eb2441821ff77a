#pragma once
// A surface without a display: an EGL context without a window system, drawing into a texture.
// For tests and for pictures of the interface. Time makes a step of 1/60 s with every frame, the
// clipboard is a string, and events come from elsewhere (a script).

#include <memory>

#include "app/ui/platform/surface.h"

namespace octant::ui {

// kUnsupported if EGL cannot make a context without a display.
Result<std::unique_ptr<Surface>> open_headless(PixelSize size, float scale = 1);

}  // namespace octant::ui

#pragma once
// A window of the desktop, by GLFW. Dear ImGui's own GLFW backend is not used: the one that goes
// with version 1.86 keeps states only, so that a key pressed and released between two frames is
// lost.

#include <memory>
#include <string>

#include "app/ui/platform/surface.h"

namespace octant::ui {

struct WindowOptions {
  std::string title = "Octant";
  // The class by which desktops and tests find the window.
  std::string window_class = "octant";
  PixelSize size = {1280, 800};  // logical; multiplied by the desktop's scale
  PixelSize least = {800, 520};  // logical; window managers keep to it, bare X servers do not
};

// kUnsupported, in one line, where there is no display or no OpenGL 3.3: the caller can go on
// without a window. One at a time in a process.
Result<std::unique_ptr<Surface>> open_window(const WindowOptions& options);

}  // namespace octant::ui

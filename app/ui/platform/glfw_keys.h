#pragma once
// GLFW's key codes and modifier bits as the project's.

#include "app/ui/platform/event.h"

namespace octant::ui {

Key key_from_glfw(int code);
Mods mods_from_glfw(int bits);

}  // namespace octant::ui

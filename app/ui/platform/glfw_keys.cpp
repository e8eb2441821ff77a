#include "app/ui/platform/glfw_keys.h"

#include <GLFW/glfw3.h>

namespace octant::ui {

Key key_from_glfw(int code) {
  const auto nth = [](Key base, int by) { return static_cast<Key>(static_cast<int>(base) + by); };
  if (code >= GLFW_KEY_A && code <= GLFW_KEY_Z) return nth(Key::kA, code - GLFW_KEY_A);
  if (code >= GLFW_KEY_0 && code <= GLFW_KEY_9) return nth(Key::k0, code - GLFW_KEY_0);
  if (code >= GLFW_KEY_F1 && code <= GLFW_KEY_F12) return nth(Key::kF1, code - GLFW_KEY_F1);
  switch (code) {
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      return Key::kEnter;
    case GLFW_KEY_ESCAPE:
      return Key::kEscape;
    case GLFW_KEY_TAB:
      return Key::kTab;
    case GLFW_KEY_BACKSPACE:
      return Key::kBackspace;
    case GLFW_KEY_DELETE:
      return Key::kDelete;
    case GLFW_KEY_INSERT:
      return Key::kInsert;
    case GLFW_KEY_LEFT:
      return Key::kLeft;
    case GLFW_KEY_RIGHT:
      return Key::kRight;
    case GLFW_KEY_UP:
      return Key::kUp;
    case GLFW_KEY_DOWN:
      return Key::kDown;
    case GLFW_KEY_HOME:
      return Key::kHome;
    case GLFW_KEY_END:
      return Key::kEnd;
    case GLFW_KEY_PAGE_UP:
      return Key::kPageUp;
    case GLFW_KEY_PAGE_DOWN:
      return Key::kPageDown;
    case GLFW_KEY_SPACE:
      return Key::kSpace;
    case GLFW_KEY_EQUAL:
    case GLFW_KEY_KP_ADD:
      return Key::kPlus;
    case GLFW_KEY_MINUS:
    case GLFW_KEY_KP_SUBTRACT:
      return Key::kMinus;
    case GLFW_KEY_SLASH:
      return Key::kSlash;
    case GLFW_KEY_COMMA:
      return Key::kComma;
    default:
      return Key::kNone;
  }
}

Mods mods_from_glfw(int bits) {
  return {.ctrl = (bits & GLFW_MOD_CONTROL) != 0,
          .shift = (bits & GLFW_MOD_SHIFT) != 0,
          .alt = (bits & GLFW_MOD_ALT) != 0};
}

}  // namespace octant::ui

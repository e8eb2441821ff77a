#pragma once
// Input methods (Chinese, Japanese, Korean, accents) under X11, where GLFW 3.3 does not serve them.
//
// GLFW asks for the plainest style, so the list of candidates opens in a corner of the screen; it
// reports keys that the input method has swallowed, so the Enter that commits a candidate would
// also send the message; and it drops the copy of a key that the input method hands back unused.
// libglfw.so calls XCreateIC and XFilterEvent through the dynamic linker. The program defines both
// itself, exports them (-rdynamic) and calls the originals:
//   - XCreateIC asks for candidates beside the caret, where the input method offers that;
//   - XFilterEvent remembers whether the key just handled was swallowed, and gives a key that comes
//     back a new time stamp, since GLFW takes the same stamp for a duplicate.
// A GLFW that is linked statically would not be reached: candidates in the corner again.
//
// Those two functions have no argument that leads to an object of ours: the one that is active is
// found through a pointer that X11InputMethod sets while it lives.

#include <memory>

#include "app/ui/rect.h"

namespace octant::ui {

class X11InputMethod {
 public:
  // One at a time in a process; made before glfwCreateWindow(), destroyed after the window.
  X11InputMethod();
  ~X11InputMethod();
  X11InputMethod(const X11InputMethod&) = delete;
  X11InputMethod& operator=(const X11InputMethod&) = delete;

  // Whether the input method took the key press that is being reported.
  bool swallowed_key() const;
  // Where candidates should open: the lower left end of the caret, in pixels of the window.
  void set_spot(Point spot);

  struct State;
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

}  // namespace octant::ui

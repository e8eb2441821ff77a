#pragma once
// Input methods (Chinese, Japanese, Korean, accents) under X11, where GLFW 3.3 does not serve them.
//
// GLFW asks for the plainest style, so the list of candidates opens in a corner of the screen; it
// reports keys that the input method has swallowed, so the Enter that commits a candidate would
// also send the message; it drops copies of keys that the input method hands back unused; and it
// goes on using what an input method that has ended took with it, which ends the program.
// libglfw.so calls libX11 through the dynamic linker. The program defines these functions itself,
// exports them (-rdynamic) and calls the originals:
//   - XCreateIC asks for candidates beside the caret, where the input method offers that, and to be
//     told when the context (libX11's word for a text field's end of the line) is gone;
//   - XFilterEvent remembers whether the key just handled was swallowed, gives a key that comes
//     back a new time stamp, since GLFW takes an old one for a duplicate, and replaces a lost
//     context: by libX11's own (dead keys, compose), and by that of an input method which has been
//     there for three seconds;
//   - Xutf8LookupString, XSetICFocus, XUnsetICFocus and XDestroyIC put the context in use in the
//     place of the one that GLFW knows, and XCloseIM spares what is gone.
// Errors of the X server about messages to windows that are gone are ignored meanwhile.
// A GLFW that is linked statically would not be reached: candidates in the corner again.
//
// Those functions have no argument that leads to an object of ours: the one that is active is
// found through a pointer that X11InputMethod sets while it lives.

#include <memory>
#include <optional>

#include "app/ui/rect.h"

namespace octant::ui {

class X11InputMethod {
 public:
  // One at a time in a process; made before glfwInit(), destroyed after glfwTerminate().
  X11InputMethod();
  ~X11InputMethod();
  X11InputMethod(const X11InputMethod&) = delete;
  X11InputMethod& operator=(const X11InputMethod&) = delete;

  // Whether the input method took the key press that is being reported.
  bool swallowed_key() const;
  // Where candidates should open: the lower left end of the caret, in pixels of the window. nullopt
  // while nothing takes text: keys then go past the input method.
  void set_spot(std::optional<Point> spot);
  // The next set_spot() is told even if it says the same: input methods keep pixels of the screen.
  void window_moved();

  struct State;
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

}  // namespace octant::ui

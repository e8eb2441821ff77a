#pragma once
// Something with pixels, a pointer and a keyboard: a window of the desktop (glfw_surface.h) or a
// picture in memory (headless_surface.h). The loop in host.h sees no difference.
//
// A surface owns the OpenGL 3.3 context, which is current on the thread that opened it. All
// functions but wake() are for that thread.

#include <optional>
#include <string>

#include "app/ui/platform/event_queue.h"
#include "app/ui/rect.h"
#include "kernels/core/status.h"

namespace octant::ui {

enum class CursorShape { kArrow, kText, kHand, kResizeAcross, kResizeDown };

class Surface {
 public:
  virtual ~Surface() = default;

  // Of the framebuffer.
  virtual PixelSize size() const = 0;
  // A window may take a while, and a window manager may refuse.
  virtual void resize(PixelSize size) = 0;
  // Pixels for one logical pixel, as the desktop wants it.
  virtual float content_scale() const = 0;

  // Appends what has happened. Waits for something if nothing has: `seconds` at most, without an
  // end if nullopt, not at all if 0. True if there is a reason to draw.
  virtual bool collect(EventQueue& queue, std::optional<double> seconds) = 0;
  // Makes a collect() that waits return true, or the next one. From any thread.
  virtual void wake() noexcept = 0;
  // Whether somebody has asked for the window to be closed since the last call.
  virtual bool take_close_request() = 0;

  // Seconds since some fixed moment. A picture in memory makes a fixed step with every frame, so
  // that whatever moves does so alike in every run.
  virtual double now() const = 0;

  // What is drawn between the two is shown by the second.
  virtual void begin_frame() = 0;
  virtual void end_frame() = 0;

  virtual std::string clipboard() const = 0;
  virtual void set_clipboard(const std::string& text) = 0;
  virtual void set_cursor(CursorShape shape) = 0;
  virtual void set_title(const std::string& title) = 0;
  // How dialogs of the desktop's portal know their parent window: "x11:" and its number in
  // hexadecimal. Empty if there is none.
  virtual std::string portal_handle() const = 0;
  // Where text is being typed: the lower left end of the caret. Candidates of an input method open
  // there. nullopt while nothing takes text.
  virtual void set_caret(std::optional<Point> caret) = 0;

 protected:
  Surface() = default;
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;
};

}  // namespace octant::ui

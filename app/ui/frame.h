#pragma once
// What a widget needs while a frame is built: where to draw, what the person did, and whom to tell
// what it wants. Made by the host for each frame; nothing keeps it.

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "app/ui/focus.h"
#include "app/ui/glyphs/glyphs.h"
#include "app/ui/platform/event_queue.h"
#include "app/ui/platform/surface.h"
#include "app/ui/rect.h"
#include "app/ui/script/marks.h"
#include "app/ui/theme.h"

struct ImDrawList;

namespace octant::ui {

// A rectangle of one colour that the renderer clears instead of blending (draw.h).
struct OpaqueFill {
  Rect rect;
  Colour colour = 0;
  int frame_height = 0;
};

// The tooltip that a hovered widget asks for (widgets/tooltip.h).
struct TooltipRequest {
  std::string name;
  Rect anchor;
  std::string text;
};

struct Frame {
  Glyphs& glyphs;
  const Palette& palette;
  const Input& input;
  Focus& focus;
  Marks& marks;
  Surface& surface;  // clipboard, title
  std::deque<OpaqueFill>& fills;

  PixelSize size;
  double now = 0;      // seconds; compare only with other frames' now
  bool still = false;  // nothing blinks: a script is looking, or the person wants it so
  bool inert = false;  // what is drawn now lies behind a menu: it can be seen, and nothing more

  // What the frame wants of the host.
  CursorShape cursor = CursorShape::kArrow;
  bool on_widget = false;                     // the pointer is on something that takes its clicks
  std::optional<Point> caret = std::nullopt;  // lower left end, of whoever takes text
  bool moving = false;                        // something moves by itself: go on drawing
  std::optional<double> wake_at = std::nullopt;
  std::optional<TooltipRequest> tooltip = std::nullopt;

  // Whole pixels for logical pixels.
  float px(float logical) const;
  // Fractions of pixels, for strokes.
  float fine(float logical) const { return logical * glyphs.scale(); }
  // Where everything is drawn.
  ImDrawList& list() const;
  // Draws again at `moment` at the latest.
  void wake_no_later_than(double moment);
  void mark(std::string_view name, const Rect& rect, std::string_view text = "") const;
  // True if the pointer is there, not outside of what is drawn now, and nothing lies above it.
  bool pointer_in(const Rect& rect) const;
};

// Draws inside of `rect` only, while it lives.
class Clip {
 public:
  Clip(const Frame& frame, const Rect& rect);
  ~Clip();
  Clip(const Clip&) = delete;
  Clip& operator=(const Clip&) = delete;
};

}  // namespace octant::ui

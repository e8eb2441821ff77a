#include "app/ui/widgets/label.h"

#include <cmath>
#include <string>

#include "app/text/utf8.h"
#include "app/ui/glyphs/text_run.h"

namespace octant::ui {

float label(Frame& frame, const Rect& rect, std::string_view utf8, const TypeStyle& type,
            Colour colour, Align align, std::string_view name) {
  const std::u32string text = fitted(frame.glyphs, to_utf32(utf8), type, rect.width());
  const float width = text_width(frame.glyphs, text, type);
  float x = rect.x0;
  if (align == Align::kCentre) x = std::round(rect.centre().x - width / 2);
  if (align == Align::kRight) x = rect.x1 - width;
  draw_text(frame.list(), frame.glyphs, x, rect.centre().y, text, type, colour);
  if (!name.empty()) frame.mark(name, {x, rect.y0, x + width, rect.y1}, to_utf8(text));
  return width;
}

}  // namespace octant::ui

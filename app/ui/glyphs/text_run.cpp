#include "app/ui/glyphs/text_run.h"

#include <cmath>

#include "app/text/utf8.h"

namespace octant::ui {

float text_width(Glyphs& glyphs, std::u32string_view text, const TypeStyle& type) {
  float width = 0;
  for (const char32_t code_point : text) width += glyphs.advance(code_point, type);
  return width;
}

float text_width(Glyphs& glyphs, std::string_view utf8, const TypeStyle& type) {
  return text_width(glyphs, to_utf32(utf8), type);
}

std::u32string fitted(Glyphs& glyphs, std::u32string_view text, const TypeStyle& type,
                      float width) {
  constexpr char32_t kEllipsis = U'…';
  if (text_width(glyphs, text, type) <= width) return std::u32string(text);
  const float room = width - glyphs.advance(kEllipsis, type);
  float used = 0;
  std::u32string cut;
  for (const char32_t code_point : text) {
    used += glyphs.advance(code_point, type);
    if (used > room) break;
    cut += code_point;
  }
  while (!cut.empty() && cut.back() == ' ') cut.pop_back();
  return cut + kEllipsis;
}

float draw_text(ImDrawList& list, Glyphs& glyphs, float x, float y, std::u32string_view text,
                const TypeStyle& type, Colour colour) {
  const float baseline = glyphs.baseline_around(y, type);
  float pen = x;
  for (const char32_t code_point : text) {
    pen += glyphs.draw(list, pen, baseline, code_point, type, colour);
  }
  return pen - x;
}

float draw_text(ImDrawList& list, Glyphs& glyphs, float x, float y, std::string_view utf8,
                const TypeStyle& type, Colour colour) {
  return draw_text(list, glyphs, x, y, to_utf32(utf8), type, colour);
}

}  // namespace octant::ui

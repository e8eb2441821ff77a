#include "app/ui/widgets/paragraph.h"

#include <string>
#include <vector>

#include "app/text/utf8.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/line_break.h"

namespace octant::ui {
namespace {

std::vector<std::u32string> rows_of(Frame& frame, std::string_view utf8, const TypeStyle& type,
                                    float width) {
  const std::u32string all = to_utf32(utf8);
  const auto advance = [&](char32_t c) { return frame.glyphs.advance(c, type); };
  std::vector<std::u32string> rows;
  for (std::u32string_view rest = all; !rest.empty();) {
    const auto length = static_cast<size_t>(row_length(rest, width, advance));
    std::u32string row(rest.substr(0, length));
    while (!row.empty() && (row.back() == ' ' || row.back() == '\n')) row.pop_back();
    rows.push_back(std::move(row));
    rest.remove_prefix(length);
  }
  return rows;
}

}  // namespace

float paragraph_height(Frame& frame, std::string_view utf8, const TypeStyle& type, float line,
                       float width) {
  return static_cast<float>(rows_of(frame, utf8, type, width).size()) * frame.px(line);
}

float paragraph(Frame& frame, const Rect& rect, std::string_view utf8, const TypeStyle& type,
                float line, Colour colour, std::string_view name) {
  float y = rect.y0;
  for (const std::u32string& row : rows_of(frame, utf8, type, rect.width())) {
    draw_text(frame.list(), frame.glyphs, rect.x0, y + frame.px(line) / 2, row, type, colour);
    y += frame.px(line);
  }
  if (!name.empty()) frame.mark(name, {rect.x0, rect.y0, rect.x1, y}, utf8);
  return y - rect.y0;
}

}  // namespace octant::ui

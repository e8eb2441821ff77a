#pragma once
// Single lines of text: how wide, cut to fit, drawn. For labels, buttons and fields; running text
// with styles and line breaks is laid out elsewhere.

#include <string>
#include <string_view>

#include "app/ui/glyphs/glyphs.h"

namespace octant::ui {

float text_width(Glyphs& glyphs, std::u32string_view text, const TypeStyle& type);
float text_width(Glyphs& glyphs, std::string_view utf8, const TypeStyle& type);

// The text, or as much of its beginning as fits into `width` with an ellipsis behind it.
std::u32string fitted(Glyphs& glyphs, std::u32string_view text, const TypeStyle& type, float width);

// From `x` to the right, capitals centred on `y`. Returns the width.
float draw_text(ImDrawList& list, Glyphs& glyphs, float x, float y, std::u32string_view text,
                const TypeStyle& type, Colour colour);
float draw_text(ImDrawList& list, Glyphs& glyphs, float x, float y, std::string_view utf8,
                const TypeStyle& type, Colour colour);

}  // namespace octant::ui

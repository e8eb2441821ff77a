#pragma once
// A glyph as pixels, by FreeType. Inside of glyphs/ only.

// clang-format off
#include <ft2build.h>
#include <freetype/freetype.h>
// clang-format on

#include <cstdint>

#include "app/ui/glyphs/font_set.h"

namespace octant::ui {

// An outline with light hinting, which fits it to rows of pixels only. Columns are oversampled, so
// that letters can stand between pixels and keep their spacing at 12 to 15 pixels an em.
GlyphImage outline_image(FT_Face face, uint16_t glyph, float em, bool is_fallback, float gamma);

// A picture of the font, averaged down to the size wanted.
GlyphImage coloured_image(FT_Face face, uint16_t glyph, float em);

}  // namespace octant::ui

#pragma once
// A glyph as pixels, by FreeType. Inside of glyphs/ only.

// clang-format off
#include <ft2build.h>
#include <freetype/freetype.h>
// clang-format on

#include <array>
#include <cstdint>

#include "app/ui/glyphs/font_set.h"

namespace octant::ui {

// What a coverage of 0 .. 255 is drawn as.
using CoverageTable = std::array<uint8_t, 256>;
CoverageTable coverage_table(float gamma);

// An outline with light hinting, which fits it to rows of pixels only. Columns are oversampled, so
// that letters can stand between pixels and keep their spacing at 12 to 15 pixels an em.
GlyphImage outline_image(FT_Face face, uint16_t glyph, float em, bool is_fallback,
                         const CoverageTable& coverage);

// A picture of the font, averaged down to the size wanted.
GlyphImage coloured_image(FT_Face face, uint16_t glyph, float em);

}  // namespace octant::ui

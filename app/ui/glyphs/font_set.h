#pragma once
// The fonts, opened: which of them has a character, how wide it is, and its picture.
//
// Everything is measured in ems, so that a character keeps its place when the scale changes:
// advances are the font's own fractions, not whole pixels. No shaping and no kerning: one code
// point, one glyph (scripts that need more, such as Arabic, come out readable at best).

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/ui/glyphs/font_list.h"
#include "kernels/core/status.h"

namespace octant::ui {

// A glyph of one of the fonts, whatever its size.
struct GlyphRef {
  uint16_t font = 0;   // index into the set's fonts
  uint16_t glyph = 0;  // the font's number for it
  float advance = 0;   // in ems
  bool is_fallback = false;
  bool is_coloured = false;
  bool is_visible = false;  // has a picture
};

// A glyph's picture. `left` and `top` are in pixels from the pen position on the baseline; an
// oversampled picture has more columns than `width` pixels.
struct GlyphImage {
  int columns = 0;
  int rows = 0;
  std::vector<uint32_t> pixels;  // RGBA in memory order; outlines are white with coverage as alpha
  float left = 0;
  float top = 0;  // upwards positive
  float width = 0;
  float height = 0;
  bool at_whole_pixels = false;  // has to be drawn at whole pixels to be sharp
};

class FontSet {
 public:
  // kCorrupt if the font for plain text cannot be read; others that cannot are passed over.
  static Result<std::unique_ptr<FontSet>> open(const FoundFonts& found);
  ~FontSet();
  FontSet(const FontSet&) = delete;
  FontSet& operator=(const FontSet&) = delete;

  // Never fails: what no font has gets the face's sign for a missing character.
  GlyphRef find(char32_t code_point, Face face);
  // The face's extents above and below the baseline, in ems; both positive.
  float ascent(Face face) const;
  float descent(Face face) const;

  // The picture at `em` pixels an em. Coverage is raised to `gamma` (below 1: bolder). Empty if the
  // font cannot draw it. Has a border of one transparent pixel, into which its edge fades.
  GlyphImage rasterise(const GlyphRef& glyph, float em, float gamma);

 private:
  struct Library;
  struct Font;

  FontSet();
  uint16_t add(const FontFile& file);
  GlyphRef in_font(uint16_t font, char32_t code_point) const;

  std::unique_ptr<Library> library_;
  std::vector<std::unique_ptr<Font>> fonts_;
  std::array<uint16_t, kNumFaces> faces_ = {};
  std::array<std::vector<uint16_t>, kNumFaces> fallback_;
  std::optional<uint16_t> emoji_;
  float gamma_ = 0;  // that coverage_ was computed for
  std::array<uint8_t, 256> coverage_ = {};
};

}  // namespace octant::ui

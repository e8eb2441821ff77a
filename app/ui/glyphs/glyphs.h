#pragma once
// Characters on the screen: any of Unicode's, in any face and size, made when first drawn.
//
// A character costs 20 to 50 us once and nothing at start-up; measuring makes no picture. Sizes
// are ems in logical pixels (a font's "15 px"); results are in pixels of the framebuffer.
// When the texture is full it is emptied between two frames and whatever is visible comes again.

#include <cstdint>
#include <memory>
#include <unordered_map>

#include "app/ui/glyphs/atlas.h"
#include "app/ui/glyphs/font_set.h"
#include "app/ui/theme.h"

struct ImDrawList;

namespace octant::ui {

class Glyphs {
 public:
  // Needs what Atlas needs.
  Glyphs(std::unique_ptr<FontSet> fonts, float scale);

  // Measuring. Advances are not rounded; line metrics are those of the face, not of fallbacks.
  float advance(char32_t code_point, const TypeStyle& type);
  float ascent(const TypeStyle& type) const;
  float descent(const TypeStyle& type) const;
  // Where the baseline has to be for capitals to stand in the middle of y, at a whole pixel.
  float baseline_around(float y, const TypeStyle& type) const;

  // Draws the character with the pen at `x` on the whole-pixel `baseline`; returns its advance.
  float draw(ImDrawList& list, float x, float baseline, char32_t code_point, const TypeStyle& type,
             Colour colour);

  // Pixels for a logical pixel. Pictures of another scale are thrown away.
  void set_scale(float scale);
  float scale() const { return scale_; }
  // Coverage to the power of `gamma`: light text on a dark ground looks thinner than it is.
  void set_gamma(float gamma);

  // Before each frame: makes room if the last one had too little.
  void begin_frame();
  // True if the frame just built could not show all its characters.
  bool is_full() const { return full_; }

  int num_pictures() const { return static_cast<int>(pictures_.size()); }
  int atlas_size() const { return atlas_.size(); }

 private:
  // A glyph in the texture, relative to the pen.
  struct Picture {
    Atlas::Place place;
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;
    bool at_whole_pixels = false;
    bool is_coloured = false;
    bool is_empty = true;
    float area = 0;         // texels
    uint64_t drawn_in = 0;  // the last frame that drew it
  };

  const GlyphRef& glyph(char32_t code_point, Face face);
  Picture* picture(const GlyphRef& glyph, float em);
  float em_pixels(const TypeStyle& type) const;
  void clear(bool grows);

  std::unique_ptr<FontSet> fonts_;
  Atlas atlas_;
  float scale_;
  float gamma_ = 1;
  std::unordered_map<uint32_t, GlyphRef> glyphs_;   // by code point and face
  std::unordered_map<uint64_t, Picture> pictures_;  // by font, glyph and size
  uint64_t frame_ = 0;
  bool full_ = false;
};

}  // namespace octant::ui

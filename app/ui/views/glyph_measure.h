#pragma once
// The window's fonts as rich text asks for them (text/measure.h), and which type each style is.

#include "app/ui/glyphs/glyphs.h"
#include "app/ui/text/measure.h"
#include "app/ui/theme.h"

namespace octant::ui {

TypeStyle type_of(text::TextStyle style);

class GlyphMeasure final : public text::TextMeasure {
 public:
  // For one scale of `glyphs`, which outlives it.
  explicit GlyphMeasure(Glyphs& glyphs) : glyphs_(glyphs) {}

  float advance(char32_t code_point, text::TextStyle style) const override;
  float line_height(text::TextStyle style) const override;
  float ascent(text::TextStyle style) const override;

 private:
  Glyphs& glyphs_;
};

}  // namespace octant::ui

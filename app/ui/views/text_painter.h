#pragma once
// Draws rich text that has been laid out (text/layout.h).

#include <span>
#include <string>

#include "app/ui/frame.h"
#include "app/ui/text/layout.h"
#include "app/ui/views/glyph_measure.h"

namespace octant::ui {

struct TextPainting {
  const text::Document& document;
  const text::Layout& layout;  // up to date with the document
  Point at;                    // its upper left corner
  Colour colour = 0;           // of plain words
  // What is selected, in pixels of the frame.
  std::span<const Rect> selected;
  // Of buttons on blocks of code: "<name>.code.<block>".
  std::string_view name;
};

// Only what is inside of the clip rectangle. Blocks of code get a button that copies them; it does.
void paint_text(Frame& frame, const TextPainting& painting);

// Where the last line ends: for a caret behind a growing text. The upper right end of its last
// character; `at` if there is no text.
Rect end_of_text(const TextPainting& painting, const GlyphMeasure& measure);

}  // namespace octant::ui

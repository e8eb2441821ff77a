#pragma once
// What layout asks of whoever draws the text: how wide a character is, how high a line.
//
// The library measures nothing itself and knows no font, so that it runs and is tested without a
// display. The window implements TextMeasure on its glyphs, tests with fixed widths.

namespace octant::ui::text {

// The looks that runs of text have. Colour, strike-through and links are separate (see block.h).
enum class TextStyle : unsigned char {
  kBody,
  kBold,
  kItalic,
  kBoldItalic,
  kCode,        // code blocks
  kCodeBold,    // heads of code blocks
  kInlineCode,  // slightly smaller than the text it stands in, on a ground of its own
  kMath,        // formulas: a font with all of Unicode's mathematical signs
  kHeading1,
  kHeading2,
  kHeading3,  // and deeper ones
  kSmall,
  kThinking,  // folded reasoning: smaller and dimmer than body
  kThinkingBold,
  kThinkingItalic,
};
inline constexpr int kNumTextStyles = static_cast<int>(TextStyle::kThinkingItalic) + 1;

// All in the pixels that are drawn, so an implementation belongs to one scale of the window.
// Called for every character that is laid out: a table look-up, not a rasterisation.
struct TextMeasure {
  virtual ~TextMeasure() = default;
  // Width of one code point. Never asked for line feeds, tabs, or what is_zero_width() names.
  virtual float advance(char32_t code_point, TextStyle style) const = 0;
  // From the top of a line to the top of the next one, leading included.
  virtual float line_height(TextStyle style) const = 0;
  // From the top of a line to its baseline, leading included.
  virtual float ascent(TextStyle style) const = 0;
};

}  // namespace octant::ui::text

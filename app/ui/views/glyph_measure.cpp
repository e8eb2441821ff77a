#include "app/ui/views/glyph_measure.h"

#include <cmath>

namespace octant::ui {
namespace {

using text::TextStyle;

float logical_line_height(TextStyle style) {
  switch (style) {
    case TextStyle::kHeading1:
      return metric::kHeading1Line;
    case TextStyle::kHeading2:
    case TextStyle::kHeading3:
      return metric::kHeading2Line;
    case TextStyle::kCode:
    case TextStyle::kCodeBold:
      return metric::kCodeLine;
    case TextStyle::kSmall:
    case TextStyle::kThinking:
    case TextStyle::kThinkingBold:
    case TextStyle::kThinkingItalic:
      return metric::kThinkingLine;
    case TextStyle::kBody:
    case TextStyle::kBold:
    case TextStyle::kItalic:
    case TextStyle::kBoldItalic:
    case TextStyle::kInlineCode:
    case TextStyle::kMath:
      break;
  }
  return metric::kBodyLine;
}

}  // namespace

TypeStyle type_of(TextStyle style) {
  switch (style) {
    case TextStyle::kBody:
    case TextStyle::kMath:
      return type::kBody;
    case TextStyle::kBold:
      return type::kBold;
    case TextStyle::kItalic:
      return type::kItalic;
    case TextStyle::kBoldItalic:
      return type::kBoldItalic;
    case TextStyle::kCode:
      return type::kCode;
    case TextStyle::kCodeBold:
      return {Face::kMonoBold, type::kCode.em};
    case TextStyle::kInlineCode:
      return type::kInlineCode;
    case TextStyle::kHeading1:
      return type::kHeading1;
    case TextStyle::kHeading2:
      return type::kHeading2;
    case TextStyle::kHeading3:
      return type::kTitle;
    case TextStyle::kSmall:
      return type::kSmall;
    case TextStyle::kThinking:
      return type::kThinking;
    case TextStyle::kThinkingBold:
      return {Face::kTextSemiBold, type::kThinking.em};
    case TextStyle::kThinkingItalic:
      return {Face::kTextItalic, type::kThinking.em};
  }
  return type::kBody;
}

float GlyphMeasure::advance(char32_t code_point, TextStyle style) const {
  return glyphs_.advance(code_point, type_of(style));
}

float GlyphMeasure::line_height(TextStyle style) const {
  return std::round(logical_line_height(style) * glyphs_.scale());
}

float GlyphMeasure::ascent(TextStyle style) const {
  return glyphs_.baseline_around(line_height(style) / 2, type_of(style));
}

}  // namespace octant::ui

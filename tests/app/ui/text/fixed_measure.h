#pragma once
// A fake font: every character is 10 wide (ideographs and pictures 20), lines are 20 high, headings
// 30; baselines at three quarters. So expected places can be worked out by hand.

#include "app/ui/text/measure.h"
#include "app/ui/text/unicode.h"

namespace octant::ui::text::test {

struct FixedMeasure : TextMeasure {
  float advance(char32_t code_point, TextStyle) const override {
    const bool wide = is_cjk(code_point) || code_point >= 0x1F000;
    return wide ? 20.0f : 10.0f;
  }
  float line_height(TextStyle style) const override {
    return style == TextStyle::kHeading1 ? 30.0f : 20.0f;
  }
  float ascent(TextStyle style) const override { return line_height(style) * 0.75f; }
};

}  // namespace octant::ui::text::test

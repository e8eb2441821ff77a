#include "app/ui/text/line_break.h"

#include "app/ui/text/unicode.h"

namespace octant::ui::text {

namespace {

bool glues(char32_t c) {
  return c == 0xA0 || c == 0x202F || c == 0x2060 || c == 0xFEFF;
}

bool stands_alone(char32_t c) {
  if (c < 0x2190) return false;  // no arrows, pictures or ideographs before
  return is_cjk(c) || grapheme_class(c) == GraphemeClass::kPictograph ||
         grapheme_class(c) == GraphemeClass::kRegional;
}

}  // namespace

bool may_break_between(char32_t before, char32_t behind) {
  if (glues(before) || glues(behind)) return false;
  if (is_space(behind)) return false;
  if (is_space(before)) return true;
  bool possible = stands_alone(before) || stands_alone(behind);
  if (before == '-' || before == 0x2010) {
    possible = is_word(behind) && !(behind >= '0' && behind <= '9');
  } else if (before >= 0x2014) {
    // The long dash; and a variation selector, a joiner or a skin tone that ends a picture.
    possible = possible || before == 0x2014 || before == 0xFE0F || before == 0x200D ||
               (before >= 0x1F3FB && before <= 0x1F3FF);
  }
  return possible && !may_not_begin_line(behind) && !may_not_end_line(before);
}

}  // namespace octant::ui::text

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
  if (may_not_begin_line(behind) || may_not_end_line(before)) return false;
  if (before == '-' || before == 0x2010)
    return is_word(behind) && !(behind >= '0' && behind <= '9');
  if (before == 0x2014) return true;  // the long dash
  // A variation selector or a joiner at the end belongs to a picture.
  const bool picture =
      before == 0xFE0F || before == 0x200D || (before >= 0x1F3FB && before <= 0x1F3FF);
  return picture || stands_alone(before) || stands_alone(behind);
}

}  // namespace octant::ui::text

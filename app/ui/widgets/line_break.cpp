#include "app/ui/widgets/line_break.h"

#include "app/ui/glyphs/code_points.h"

namespace octant::ui {
namespace {

bool must_not_begin_row(char32_t c) {
  constexpr std::u32string_view kClosing =
      U"、。，．：；？！）］｝〉》」』】〕〗”’…‥ー々ゝゞ・％,.:;?!)]}%";
  return kClosing.find(c) != std::u32string_view::npos;
}

bool must_not_end_row(char32_t c) {
  constexpr std::u32string_view kOpening = U"（［｛〈《「『【〔〖“‘([{$";
  return kOpening.find(c) != std::u32string_view::npos;
}

bool may_break_between(char32_t before, char32_t after) {
  if (after == ' ' || after == '\n') return false;
  if (before == ' ') return true;
  if (before == '-') return is_word(after);
  if (is_zero_width(after) || before == 0x200D) return false;
  const bool loose = is_cjk(before) || is_cjk(after) || prefers_colour(before);
  return loose && !must_not_begin_row(after) && !must_not_end_row(before);
}

}  // namespace

int row_length(std::u32string_view text, float width,
               const std::function<float(char32_t)>& advance) {
  float used = 0;
  int last_break = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const int here = static_cast<int>(i);
    if (text[i] == '\n') return here + 1;
    used += advance(text[i]);
    if (used > width && text[i] != ' ' && i > 0) return last_break > 0 ? last_break : here;
    if (i + 1 < text.size() && may_break_between(text[i], text[i + 1])) last_break = here + 1;
  }
  return static_cast<int>(text.size());
}

}  // namespace octant::ui

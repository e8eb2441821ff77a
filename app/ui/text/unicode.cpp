#include "app/ui/text/unicode.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace octant::ui::text {

namespace {

bool in_range(char32_t value, char32_t first, char32_t last) {
  return value >= first && value <= last;
}

template <typename Range>
const Range* find(std::span<const Range> ranges, char32_t code_point) {
  const auto behind =
      std::upper_bound(ranges.begin(), ranges.end(), code_point,
                       [](char32_t value, const Range& range) { return value < range.first; });
  if (behind == ranges.begin()) return nullptr;
  const Range& range = *std::prev(behind);
  return code_point <= range.last ? &range : nullptr;
}

// Of U+1100 .. U+11FF, U+A960 .. U+A97C, U+AC00 .. U+D7FB (Unicode, section 3.12).
GraphemeClass hangul_class(char32_t code_point) {
  using enum GraphemeClass;
  if (in_range(code_point, 0x1100, 0x115F) || in_range(code_point, 0xA960, 0xA97C)) return kHangulL;
  if (in_range(code_point, 0x1160, 0x11A7) || in_range(code_point, 0xD7B0, 0xD7C6)) return kHangulV;
  if (in_range(code_point, 0x11A8, 0x11FF) || in_range(code_point, 0xD7CB, 0xD7FB)) return kHangulT;
  if (in_range(code_point, 0xAC00, 0xD7A3)) {
    constexpr char32_t kTrailing = 28;  // syllables that share a leading consonant and a vowel
    return (code_point - 0xAC00) % kTrailing == 0 ? kHangulLV : kHangulLVT;
  }
  return kOther;
}

bool contains(std::u32string_view set, char32_t code_point) {
  return set.find(code_point) != std::u32string_view::npos;
}

}  // namespace

GraphemeClass grapheme_class(char32_t code_point) {
  using enum GraphemeClass;
  if (code_point < 0xA9) return kOther;  // the copyright sign is the first that can be an emoji
  if (code_point == 0x200D) return kJoiner;
  if (in_range(code_point, 0x1F1E6, 0x1F1FF)) return kRegional;
  if (const GraphemeClass hangul = hangul_class(code_point); hangul != kOther) return hangul;
  const GraphemeRange* range = find(grapheme_ranges(), code_point);
  return range ? range->grapheme_class : kOther;
}

bool is_word(char32_t code_point) {
  if (code_point < 0x80) {
    return in_range(code_point, '0', '9') || in_range(code_point, 'A', 'Z') ||
           in_range(code_point, 'a', 'z') || code_point == '_';
  }
  return find(word_ranges(), code_point) != nullptr;
}

bool is_han(char32_t code_point) {
  return in_range(code_point, 0x2E80, 0x2FDF) || code_point == 0x3005 || code_point == 0x3007 ||
         in_range(code_point, 0x3400, 0x4DBF) || in_range(code_point, 0x4E00, 0x9FFF) ||
         in_range(code_point, 0xF900, 0xFAFF) || in_range(code_point, 0x20000, 0x3FFFD);
}

bool is_kana(char32_t code_point) {
  return in_range(code_point, 0x3041, 0x30FF) || in_range(code_point, 0x31F0, 0x31FF) ||
         in_range(code_point, 0xFF66, 0xFF9F);
}

bool is_cjk(char32_t code_point) {
  if (code_point < 0x2E80) return false;
  return in_range(code_point, 0x2E80, 0x9FFF) || in_range(code_point, 0xAC00, 0xD7A3) ||
         in_range(code_point, 0xF900, 0xFAFF) || in_range(code_point, 0xFE30, 0xFE4F) ||
         in_range(code_point, 0xFF00, 0xFFEF) || in_range(code_point, 0x20000, 0x3FFFD);
}

bool is_space(char32_t code_point) {
  if (code_point < 0x80) return code_point == ' ' || code_point == '\t';
  return code_point == 0xA0 || code_point == 0x1680 || in_range(code_point, 0x2000, 0x200B) ||
         code_point == 0x202F || code_point == 0x205F || code_point == 0x3000;
}

bool is_zero_width(char32_t code_point) {
  if (code_point < 0x80) return code_point < 0x20 || code_point == 0x7F;
  if (code_point < 0x300) return code_point < 0xA0 || code_point == 0xAD;
  if (in_range(code_point, 0x200B, 0x200F) || in_range(code_point, 0x202A, 0x202E) ||
      in_range(code_point, 0x2060, 0x2069) || code_point == 0xFEFF) {
    return true;
  }
  // Skin tones extend an emoji by their class; alone they are a picture of their own.
  if (in_range(code_point, 0x1F3FB, 0x1F3FF)) return false;
  const GraphemeClass its_class = grapheme_class(code_point);
  return its_class == GraphemeClass::kExtend || its_class == GraphemeClass::kHangulV ||
         its_class == GraphemeClass::kHangulT;
}

bool may_not_begin_line(char32_t code_point) {
  // JIS X 4051 and GB/T 15834 agree on these; the last rows are small kana and marks of repetition.
  return contains(
      U",.!?:;%)]}\u00B7\u2019\u201D\u2026\u2030\u203A\u00BB\u2103"
      U"\u3001\u3002\u3009\u300B\u300D\u300F\u3011\u3015\u3017\u3019\u301B\u301C\u301F"
      U"\uFF01\uFF05\uFF09\uFF0C\uFF0E\uFF1A\uFF1B\uFF1F\uFF3D\uFF5D\uFF5E\uFF60\uFF61\uFF63\uFF64"
      U"\u3005\u303B\u30A0\u30FB\u30FC\u30FD\u30FE\u309D\u309E"
      U"\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308E\u3095\u3096"
      U"\u30A1\u30A3\u30A5\u30A7\u30A9\u30C3\u30E3\u30E5\u30E7\u30EE\u30F5\u30F6",
      code_point);
}

bool may_not_end_line(char32_t code_point) {
  return contains(
      U"([{\u2018\u201C\u2039\u00AB\u00A3\u00A5"
      U"\u3008\u300A\u300C\u300E\u3010\u3014\u3016\u3018\u301A\u301D"
      U"\uFF04\uFF08\uFF3B\uFF5B\uFF5F\uFF62\uFFE5",
      code_point);
}

}  // namespace octant::ui::text

#include "app/ui/glyphs/code_points.h"

namespace octant::ui {

bool is_zero_width(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE01EF);
}

bool prefers_colour(char32_t c) {
  // The blocks of pictographs, and the single characters below them that emoji keyboards have.
  return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x231A && c <= 0x231B) ||
         (c >= 0x23E9 && c <= 0x23F3) || (c >= 0x2614 && c <= 0x2615) ||
         (c >= 0x2648 && c <= 0x2653) || c == 0x267F || c == 0x2693 || c == 0x26A0 || c == 0x26A1 ||
         (c >= 0x26BD && c <= 0x26BE) || (c >= 0x26C4 && c <= 0x26C5) || c == 0x26D4 ||
         c == 0x26EA || c == 0x26FD || c == 0x2705 || (c >= 0x270A && c <= 0x270B) || c == 0x2728 ||
         c == 0x274C || c == 0x274E || (c >= 0x2753 && c <= 0x2757) || c == 0x2764 || c == 0x2B50 ||
         c == 0x2B55;
}

bool is_cjk(char32_t c) {
  return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_word(char32_t c) {
  if (c < 0x80) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
  if (c >= 0x2000 && c <= 0x2BFF) return false;  // punctuation, arrows, symbols
  if (c >= 0x3000 && c <= 0x3004) return false;
  if (c >= 0x3008 && c <= 0x3020) return false;
  if ((c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20)) return false;
  return c != 0xA0 && !prefers_colour(c) && !is_zero_width(c);
}

}  // namespace octant::ui

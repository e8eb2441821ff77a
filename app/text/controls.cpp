#include "app/text/controls.h"

namespace octant {

namespace {

bool between(char32_t value, char32_t low, char32_t high) {
  return value >= low && value <= high;
}

}  // namespace

bool is_control(char32_t code_point) {
  return code_point < 0x20 || between(code_point, 0x7F, 0x9F);
}

bool is_direction_control(char32_t code_point) {
  return code_point == 0x061C || between(code_point, 0x200E, 0x200F) ||
         between(code_point, 0x202A, 0x202E) || between(code_point, 0x2066, 0x2069);
}

}  // namespace octant

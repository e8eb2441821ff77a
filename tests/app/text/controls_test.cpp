#include "app/text/controls.h"

#include <gtest/gtest.h>

#include <string_view>

namespace octant {
namespace {

TEST(Controls, AreTheTwoBlocksAndDelete) {
  for (char32_t c = 0; c < 0x300; ++c) {
    EXPECT_EQ(is_control(c), c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0)) << unsigned(c);
  }
}

TEST(Controls, OfTheDirectionAreKnownAndTheirNeighboursAreNone) {
  constexpr std::u32string_view kAll =
      U"\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";
  for (char32_t c = 0; c < 0x3000; ++c) {
    EXPECT_EQ(is_direction_control(c), kAll.find(c) != kAll.npos) << unsigned(c);
  }
}

}  // namespace
}  // namespace octant

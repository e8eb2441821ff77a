#include "runtime/text/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace octant {
namespace {

using namespace std::string_view_literals;

std::string repaired(std::string_view bytes) {
  std::string out;
  append_valid_utf8(bytes, out);
  return out;
}

TEST(Utf8, EveryCodePointRoundTrips) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_code_point(c, text);
    const Utf8Unit unit = first_utf8_unit(text);
    ASSERT_EQ(unit.kind, Utf8Unit::Kind::kCodePoint) << static_cast<uint32_t>(c);
    ASSERT_EQ(unit.num_bytes, text.size()) << static_cast<uint32_t>(c);
    ASSERT_EQ(repaired(text), text) << static_cast<uint32_t>(c);
  }
}

// Expected: the examples of the Unicode standard, section 3.9, tables 3-8 to 3-11.
TEST(Utf8, ReplacesMaximalSubpartsAsTheStandardShows) {
  const std::string r(kReplacementCharacter);
  EXPECT_EQ(repaired("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"sv),
            r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(repaired("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"sv),
            r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(repaired("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"sv),
            r + r + r + r + r + "A" + r + r + "B");
  EXPECT_EQ(repaired("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"sv), r + r + r + r + "A");
}

TEST(Utf8, TellsACutOffSequenceFromAnInvalidOne) {
  EXPECT_EQ(first_utf8_unit("\xF0\x9F\x98").kind, Utf8Unit::Kind::kCutOff);
  EXPECT_EQ(first_utf8_unit("\xE4").kind, Utf8Unit::Kind::kCutOff);
  EXPECT_EQ(first_utf8_unit("\xF0\x80").kind, Utf8Unit::Kind::kInvalid);
  EXPECT_EQ(first_utf8_unit("\xFF").kind, Utf8Unit::Kind::kInvalid);
}

TEST(Utf8, FindsTheBadByteBehindALongAsciiRun) {
  for (size_t length = 0; length < 40; ++length) {
    const std::string ascii(length, 'x');
    EXPECT_TRUE(is_valid_utf8(ascii));
    EXPECT_FALSE(is_valid_utf8(ascii + "\x80"));
    EXPECT_TRUE(is_valid_utf8(ascii + "é"));
    EXPECT_EQ(repaired(ascii + "\xE2\x82"), ascii + std::string(kReplacementCharacter));
  }
}

}  // namespace
}  // namespace octant

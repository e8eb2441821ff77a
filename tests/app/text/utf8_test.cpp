#include "app/text/utf8.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace octant {
namespace {

bool is_surrogate(char32_t code_point) {
  return code_point >= 0xD800 && code_point <= 0xDFFF;
}

TEST(Utf8, GoesThereAndBack) {
  const std::string text = "aé专🙂𠮷";
  EXPECT_EQ(to_utf32(text), U"aé专🙂𠮷");
  EXPECT_EQ(to_utf8(to_utf32(text)), text);
  EXPECT_EQ(to_utf32(""), U"");
}

TEST(Utf8, EveryCodePointIsReadAsItWasWritten) {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (is_surrogate(code_point)) continue;
    std::string bytes;
    append_utf8(code_point, bytes);
    const CodePoint read = decode_utf8(bytes + "z");
    ASSERT_TRUE(read.valid) << static_cast<uint32_t>(code_point);
    ASSERT_FALSE(read.cut_off);
    ASSERT_EQ(static_cast<uint32_t>(read.value), static_cast<uint32_t>(code_point));
    ASSERT_EQ(read.num_bytes, bytes.size());
  }
}

// With the test above: nothing but what append_utf8() writes is taken for a code point.
TEST(Utf8, NoOtherBytesAreACodePoint) {
  int two = 0;
  int three = 0;
  for (int lead = 0x80; lead < 0x100; ++lead) {
    for (int second = 0; second < 0x100; ++second) {
      const std::string pair = {static_cast<char>(lead), static_cast<char>(second)};
      two += decode_utf8(pair).valid ? 1 : 0;
      for (int third = 0; third < 0x100; ++third) {
        const CodePoint read = decode_utf8(pair + static_cast<char>(third));
        three += read.valid && read.num_bytes == 3 ? 1 : 0;
      }
    }
  }
  EXPECT_EQ(two, 0x800 - 0x80);
  EXPECT_EQ(three, 0x10000 - 0x800 - 0x800);  // without surrogates
  int four = 0;
  for (int lead = 0xF0; lead < 0x100; ++lead) {
    for (int second = 0; second < 0x100; ++second) {
      const std::string bytes = {static_cast<char>(lead), static_cast<char>(second), '\x80',
                                 '\xBF'};
      const CodePoint read = decode_utf8(bytes);
      four += read.valid && read.num_bytes == 4 ? 1 : 0;
    }
  }
  EXPECT_EQ(four, (0x110000 - 0x10000) / (64 * 64));
}

TEST(Utf8, ReplacesEveryMaximalSubpart) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"a\xFFz", "a\uFFFDz"},
      {"\x80", "\uFFFD"},
      {"\xC0\x80", "\uFFFD\uFFFD"},                              // overlong
      {"\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD"},                    // overlong
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},                    // surrogate
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},          // above U+10FFFF
      {"\xF0\x9F\x98", "\uFFFD"},                                // cut off
      {"\xF0\x9F\x98 \xE4\xB8\xE4\xB8\x96", "\uFFFD \uFFFD世"},  // interrupted
      // The standard's own example: Unicode 6.0, table 3-8.
      {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
       "\x61\uFFFD\uFFFD\uFFFD\x62\uFFFD\x63\uFFFD\uFFFD\x64"},
      {"\u00E9\u4E2D\U0001F600", "\u00E9\u4E2D\U0001F600"},
      {std::string("\0a", 2), std::string("\0a", 2)},
      {"", ""}};
  for (const auto& [bytes, expected] : cases) {
    EXPECT_EQ(valid_utf8(bytes), expected);
    EXPECT_EQ(to_utf8(to_utf32(bytes)), expected);
  }
}

TEST(Utf8, AnyBytesBecomeWellFormedAndTheGoodOnesStay) {
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes(random() % 24, '\0');
    // Mostly bytes that make up longer code points, valid or not.
    for (char& byte : bytes) {
      byte = static_cast<char>(random() % 4 == 0 ? random() % 256 : 0x80 + random() % 0x80);
    }
    const std::string once = valid_utf8(bytes);
    EXPECT_EQ(valid_utf8(once), once);
    EXPECT_EQ(to_utf8(to_utf32(bytes)), once);
    EXPECT_EQ(valid_utf8("专" + bytes + "\n🙂"), "专" + once + "\n🙂");
  }
}

TEST(Utf8, SaysWhereMoreBytesWouldHelp) {
  for (const std::string whole : {"é", "专", "🙂", "\U0010FFFF"}) {
    for (size_t length = 1; length < whole.size(); ++length) {
      const CodePoint read = decode_utf8(whole.substr(0, length));
      EXPECT_TRUE(read.cut_off);
      EXPECT_FALSE(read.valid);
      EXPECT_EQ(read.num_bytes, length);
    }
  }
  for (const std::string broken : {"\xFF", "\xC0", "\xED\xA0", "\xF4\x90", "\xE4z"}) {
    EXPECT_FALSE(decode_utf8(broken).cut_off);
    EXPECT_EQ(decode_utf8(broken).num_bytes, 1u);
  }
}

TEST(Utf8, WritesNoSurrogates) {
  for (const char32_t none : {0xD800, 0xDFFF, 0x110000, 0x7FFFFFFF}) {
    std::string out = "a";
    append_utf8(none, out);
    EXPECT_EQ(out, "a\uFFFD");
  }
}

TEST(Utf8, WalksBackwards) {
  const std::string text = "aé专🙂";
  EXPECT_EQ(previous_code_point(text, text.size()), 6u);
  EXPECT_EQ(previous_code_point(text, 6), 3u);
  EXPECT_EQ(previous_code_point(text, 3), 1u);
  EXPECT_EQ(previous_code_point(text, 1), 0u);
}

TEST(Utf8, CutsBetweenCodePoints) {
  const std::string text = "aé专🙂";
  EXPECT_EQ(first_code_points(text, 0), "");
  EXPECT_EQ(first_code_points(text, 3), "aé专");
  EXPECT_EQ(first_code_points(text, 9), text);
  EXPECT_EQ(first_bytes(text, 2), "a");
  EXPECT_EQ(first_bytes(text, 3), "aé");
  EXPECT_EQ(first_bytes(text, 9), "aé专");
  EXPECT_EQ(first_bytes(text, 10), text);
}

}  // namespace
}  // namespace octant

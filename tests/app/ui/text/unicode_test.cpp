#include "app/ui/text/unicode.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/ui/text/grapheme.h"
#include "app/ui/text/line_break.h"

namespace octant::ui::text {
namespace {

std::vector<std::string> graphemes(const std::string& text) {
  std::vector<std::string> all;
  for (size_t at = 0; at < text.size();) {
    const size_t end = next_grapheme(text, at);
    all.push_back(text.substr(at, end - at));
    at = end;
  }
  return all;
}

TEST(Unicode, TablesAreInOrder) {
  char32_t last = 0;
  for (const GraphemeRange& range : grapheme_ranges()) {
    EXPECT_GT(range.first, last);
    EXPECT_GE(range.last, range.first);
    last = range.last;
  }
  last = 0;
  for (const CodePointRange& range : word_ranges()) {
    EXPECT_GT(range.first, last);
    EXPECT_GE(range.last, range.first);
    last = range.last;
  }
}

TEST(Grapheme, KeepsTogetherWhatAReaderTakesForOneCharacter) {
  const std::vector<std::string> clusters = {
      "a",
      "e\u0301",                                     // a letter and its accent
      "\u0915\u0903",                                // a spacing mark
      "\U0001F468\u200D\U0001F469\u200D\U0001F467",  // a family
      "\U0001F44D\U0001F3FD",                        // a skin tone
      "\u2764\uFE0F",                                // a variation selector
      "1\uFE0F\u20E3",                               // a keycap
      "\U0001F1E9\U0001F1EA",                        // two flags
      "\U0001F1EF\U0001F1F5",
      "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",  // tags
      "\u1112\u1161\u11AB",                                                      // jamo
      "\uD55C",
      "\n",
      "\u2764\u200D\u200D",  // two joiners join nothing
      "\U0001F468",
      "\u4E2D",
  };
  std::string text;
  for (const std::string& cluster : clusters) text += cluster;
  EXPECT_EQ(graphemes(text), clusters);
}

TEST(Grapheme, GoesBackTheWayItCame) {
  const std::string text =
      "a\u0301b\U0001F468\u200D\U0001F469\U0001F1E9\U0001F1EA\U0001F1EF\U0001F1F5\U0001F1EFx\n\n"
      "\u1112\u1161\u11ABy\u0600z";
  std::vector<size_t> forth;
  for (size_t at = 0; at < text.size(); at = next_grapheme(text, at)) forth.push_back(at);
  std::vector<size_t> back;
  for (size_t at = text.size(); at > 0;) {
    at = previous_grapheme(text, at);
    back.insert(back.begin(), at);
  }
  EXPECT_EQ(back, forth);
  for (size_t i = 0; i < text.size(); ++i) {
    size_t expected = 0;
    for (const size_t begin : forth) expected = begin <= i ? begin : expected;
    EXPECT_EQ(grapheme_begin(text, i), expected) << i;
  }
}

TEST(Word, IsWhatADoubleClickTakes) {
  struct Case {
    std::string text;
    size_t at;
    std::string word;
  };
  const std::vector<Case> cases = {
      {"two words", 5, "words"},
      {"two words", 3, " "},
      {"don't stop", 1, "don't"},
      {"pi is 3.14.", 6, "3.14"},
      {"end.", 1, "end"},
      {"snake_case x", 3, "snake_case"},
      {"na\u00EFve caf\u00E9", 2, "na\u00EFve"},
      {"\u4E2D\u6587\u6D4B\u8BD5\uFF0C\u597D", 3, "\u4E2D\u6587\u6D4B\u8BD5"},
      {"\u6F22\u5B57\u304B\u306A", 7, "\u304B\u306A"},
      {"a + b", 2, "+"},
      {"\U0001F44D\U0001F3FD ok", 0, "\U0001F44D\U0001F3FD"},
  };
  for (const Case& one : cases) {
    const TextRange word = word_at(one.text, one.at);
    EXPECT_EQ(one.text.substr(word.begin, word.end - word.begin), one.word) << one.text;
  }
  EXPECT_EQ(word_at("", 0), TextRange{});
}

TEST(Word, EndsWhereTheNextOneIsLookedFor) {
  const std::string text = "one, two  three";
  EXPECT_EQ(next_word_end(text, 0), 3u);
  EXPECT_EQ(next_word_end(text, 3), 8u);
  EXPECT_EQ(next_word_end(text, 15), 15u);
  EXPECT_EQ(previous_word_begin(text, 15), 10u);
  EXPECT_EQ(previous_word_begin(text, 10), 5u);
  EXPECT_EQ(previous_word_begin(text, 0), 0u);
}

TEST(LineBreak, FollowsTheRulesOfLatinAndChinese) {
  EXPECT_TRUE(may_break_between(' ', 'a'));
  EXPECT_FALSE(may_break_between('a', ' '));
  EXPECT_FALSE(may_break_between('a', 'b'));
  EXPECT_TRUE(may_break_between('-', 'b'));
  EXPECT_FALSE(may_break_between('-', '5'));
  EXPECT_FALSE(may_break_between(0xA0, 'b'));
  EXPECT_FALSE(may_break_between(' ', 0x2060));
  EXPECT_TRUE(may_break_between(U'\u4E2D', U'\u6587'));
  EXPECT_TRUE(may_break_between('a', U'\u4E2D'));
  EXPECT_FALSE(may_break_between(U'\u4E2D', U'\uFF0C'));  // a comma begins no line
  EXPECT_FALSE(may_break_between(U'\u300C', U'\u4E2D'));  // an opening bracket ends none
  EXPECT_FALSE(may_break_between(U'\u30AD', U'\u30E3'));  // nor does a small kana begin one
  EXPECT_TRUE(may_break_between(U'\u3002', U'\u4E2D'));
  EXPECT_TRUE(may_break_between(0x1F600, 0x1F600));
}

}  // namespace
}  // namespace octant::ui::text

#include "app/session/title.h"

#include <gtest/gtest.h>

namespace octant::session {
namespace {

TEST(Title, IsTheFirstLineThatSaysSomething) {
  EXPECT_EQ(title_of("What is 17 + 25?"), "What is 17 + 25?");
  EXPECT_EQ(title_of("\n \t\n  two   words\r\nmore"), "two words");
  EXPECT_EQ(title_of("## Heading\ntext"), "Heading");
  EXPECT_EQ(title_of("> - `code`"), "code`");
  EXPECT_EQ(title_of(""), "");
  EXPECT_EQ(title_of(" \n***\n"), "");
}

TEST(Title, IsCutAfterAWord) {
  const std::string words = "one two three four five six seven eight nine ten eleven twelve";
  EXPECT_EQ(title_of(words), "one two three four five six seven eight nine ten eleven…");
  const std::string sixty(60, 'a');
  EXPECT_EQ(title_of(sixty), sixty);
  EXPECT_EQ(title_of(sixty + "a"), sixty + "…");
}

TEST(Title, CountsCodePointsAndKeepsThemWhole) {
  std::string chinese;
  for (int i = 0; i < 61; ++i) chinese += "字";
  EXPECT_EQ(title_of(chinese), chinese.substr(0, 60 * 3) + "…");
  EXPECT_EQ(title_of("𠮷\xff\x01z"), "𠮷\xef\xbf\xbd\xef\xbf\xbdz");
}

TEST(Title, IsWellFormedWhateverTheMessageWas) {
  EXPECT_EQ(title_of("a\xE0\x80\xAF"), "a\uFFFD\uFFFD\uFFFD");          // overlong
  EXPECT_EQ(title_of("\xED\xA0\x80z"), "\uFFFD\uFFFD\uFFFDz");          // surrogate
  EXPECT_EQ(title_of("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");  // above U+10FFFF
  EXPECT_EQ(title_of("one \xF0\x9F\x99"), "one \uFFFD");                // cut off
}

}  // namespace
}  // namespace octant::session

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

}  // namespace
}  // namespace octant::session

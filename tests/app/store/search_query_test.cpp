#include "app/store/search_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace octant::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Mark = Snippet::Mark;

TEST(SearchQuery, WordsAndPhrasesAreAllWanted) {
  EXPECT_THAT(parse_search("  one \"two  three\"four \n").words,
              ElementsAre("one", "two  three", "four"));
  EXPECT_THAT(parse_search("\"not closed").words, ElementsAre("not closed"));
  EXPECT_THAT(parse_search(" \t\"\" \" ").words, ElementsAre(" "));
}

TEST(SearchQuery, FiltersAreNotWords) {
  const SearchQuery query =
      parse_search("tag:a tag:\"b c\" folder:work pinned:yes archived:no word");
  EXPECT_THAT(query.tags, ElementsAre("a", "b c"));
  EXPECT_EQ(query.folder, "work");
  EXPECT_EQ(query.pinned, true);
  EXPECT_EQ(query.archived, false);
  EXPECT_THAT(query.words, ElementsAre("word"));
}

TEST(SearchQuery, AFilterFindsTheTagThatItWasMadeOf) {
  EXPECT_EQ(tag_filter("idea"), "tag:idea");
  EXPECT_EQ(tag_filter("long name"), "tag:\"long name\"");
  for (const char* tag : {"idea", "long name", "中文", "a:b", "\ttab"}) {
    EXPECT_THAT(parse_search(tag_filter(tag)).tags, ElementsAre(tag));
  }
}

TEST(SearchQuery, WhatOnlyLooksLikeAFilterIsAWord) {
  const SearchQuery query = parse_search("std::vector tag: pinned:maybe Tag:x");
  EXPECT_THAT(query.words, ElementsAre("std::vector", "tag:", "pinned:maybe", "Tag:x"));
  EXPECT_FALSE(query.has_filter());
}

TEST(SearchQuery, WordsCannotBeOperators) {
  EXPECT_EQ(match_expression({"NOT", "a\"b", "c*"}), "\"NOT\" \"a\"\"b\" \"c*\"");
  EXPECT_EQ(like_pattern("5%_\\"), "%5\\%\\_\\\\%");
}

TEST(SearchQuery, CodePointsAreCountedNotBytes) {
  EXPECT_EQ(num_code_points("中文"), 2u);
  EXPECT_EQ(num_code_points("𠮷a"), 2u);
}

TEST(Snippets, MarkEveryWordThatIsFound) {
  const Snippet snippet = make_snippet("Ab and aB, cd", {"ab", "CD"});
  EXPECT_EQ(snippet.text, "Ab and aB, cd");
  EXPECT_THAT(snippet.marks, ElementsAre(Mark{0, 2}, Mark{7, 2}, Mark{11, 2}));
}

TEST(Snippets, AreCutBetweenCodePoints) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "中";
  text += "文字";
  for (int i = 0; i < 200; ++i) text += "𠮷";
  const Snippet snippet = make_snippet(text, {"文字"});
  EXPECT_EQ(num_code_points(snippet.text), 1 + 24 + 64 + 1u);
  ASSERT_EQ(snippet.marks.size(), 1u);
  EXPECT_EQ(snippet.text.substr(snippet.marks[0].begin, snippet.marks[0].length), "文字");
}

TEST(Snippets, WithoutAHitTheBeginningIsShown) {
  const Snippet snippet = make_snippet("text", {"y"});
  EXPECT_EQ(snippet.text, "text");
  EXPECT_THAT(snippet.marks, IsEmpty());
}

TEST(Snippets, MarksOfSqliteBecomePlaces) {
  const auto marked = [](std::string text) {
    return std::string(kMarkBegin) + text + std::string(kMarkEnd);
  };
  const Snippet snippet = snippet_from_marked("a " + marked("bc") + marked("d") + " e");
  EXPECT_EQ(snippet.text, "a bcd e");
  EXPECT_THAT(snippet.marks, ElementsAre(Mark{2, 2}, Mark{4, 1}));
  EXPECT_EQ(snippet_from_marked(std::string(kMarkBegin) + "open").text, "open");
}

}  // namespace
}  // namespace octant::store

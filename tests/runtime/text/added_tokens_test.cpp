#include "runtime/text/added_tokens.h"

#include <gtest/gtest.h>

#include <vector>

namespace octant {
namespace {

AddedTokenMatcher matcher(const std::vector<std::string>& names) {
  std::vector<AddedToken> tokens;
  for (const std::string& name : names) {
    tokens.push_back({static_cast<int32_t>(tokens.size()), name, false, false});
  }
  return AddedTokenMatcher(tokens);
}

TEST(AddedTokens, TheLongestAtAPositionWins) {
  const AddedTokenMatcher m = matcher({"<a", "<a><b", "<a>"});
  const auto longest = m.find("x<a><b", 0);
  EXPECT_EQ(longest.id, 1);
  EXPECT_EQ(longest.begin, 1u);
  EXPECT_EQ(longest.end, 6u);
  EXPECT_EQ(m.find("x<a><c", 0).id, 2);
  EXPECT_EQ(m.find("x<ab", 0).id, 0);
}

TEST(AddedTokens, TheLeftmostWinsOverALongerOneBehind) {
  EXPECT_EQ(matcher({"ab", "bcdef"}).find("abcdef", 0).id, 0);
}

TEST(AddedTokens, APrefixThatFailsDoesNotHideAMatchInsideIt) {
  const auto match = matcher({"<<x", "<y"}).find("<<y", 0);
  EXPECT_EQ(match.id, 1);
  EXPECT_EQ(match.begin, 1u);
}

TEST(AddedTokens, FindsNothingBeforeStartNorInOtherText) {
  const AddedTokenMatcher m = matcher({"<a>"});
  EXPECT_FALSE(m.find("<a>b", 1).found());
  EXPECT_FALSE(m.find("<a", 0).found());
  EXPECT_FALSE(m.find("", 0).found());
  EXPECT_FALSE(AddedTokenMatcher().find("<a>", 0).found());
}

}  // namespace
}  // namespace octant

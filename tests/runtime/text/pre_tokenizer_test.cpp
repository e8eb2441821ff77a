#include "runtime/text/pre_tokenizer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace octant {
namespace {

using Pieces = std::vector<std::string_view>;

// Result must outlive the views, so texts are literals.
Pieces split(const std::vector<std::string>& patterns, std::string_view text) {
  const auto pre_tokenizer = PreTokenizer::create(patterns);
  EXPECT_TRUE(pre_tokenizer.ok()) << pre_tokenizer.status().to_string();
  return pre_tokenizer.ok() ? (*pre_tokenizer).split(text) : Pieces{};
}

TEST(PreTokenizer, MatchesAndGapsAreBothPieces) {
  EXPECT_EQ(split({R"(\p{N}{1,3})"}, "a12345b6"), (Pieces{"a", "123", "45", "b", "6"}));
}

TEST(PreTokenizer, WithoutStepsTheTextIsOnePiece) {
  EXPECT_EQ(split({}, "a b"), (Pieces{"a b"}));
  EXPECT_EQ(split({}, ""), Pieces{});
}

TEST(PreTokenizer, LookaheadSeesNoFurtherThanThePieceOfTheStepBefore) {
  // The second step alone leaves the last space to the word; behind a cut, the end comes first.
  EXPECT_EQ(split({R"(\s+(?!\S)|\s+)"}, "a  1"), (Pieces{"a", " ", " ", "1"}));
  EXPECT_EQ(split({R"(\p{N})", R"(\s+(?!\S)|\s+)"}, "a  1"), (Pieces{"a", "  ", "1"}));
}

TEST(PreTokenizer, EmptyMatchesCutButDoNotRepeat) {
  EXPECT_EQ(split({"x*"}, "axb"), (Pieces{"a", "x", "b"}));
  EXPECT_EQ(split({"(?=b)"}, "aabb"), (Pieces{"aa", "b", "b"}));
  EXPECT_EQ(split({""}, "a日b"), (Pieces{"a", "日", "b"}));
}

TEST(PreTokenizer, APatternThatDoesNotCompileIsNamed) {
  const auto pre_tokenizer = PreTokenizer::create({"a", "(unclosed"});
  ASSERT_FALSE(pre_tokenizer.ok());
  EXPECT_EQ(pre_tokenizer.status().code(), StatusCode::kUnsupported);
  EXPECT_NE(pre_tokenizer.status().message().find("split 1"), std::string_view::npos);
}

// Exponential in the number of a's: 2^40 steps without the limit.
TEST(PreTokenizer, AStepThatGivesUpLeavesTextWholeAndTheOtherStepsWorking) {
  static const std::string text = "1" + std::string(40, 'a') + "!2" + std::string(40, 'a') + "!";
  const auto pre_tokenizer = PreTokenizer::create({R"((?:a|a)*\Z)", R"(\p{N})"});
  ASSERT_TRUE(pre_tokenizer.ok());
  const Pieces pieces = (*pre_tokenizer).split(text);
  std::string joined;
  for (const std::string_view piece : pieces) joined += piece;
  EXPECT_EQ(joined, text);
  const std::string letters = std::string(40, 'a') + "!";
  EXPECT_EQ(pieces, (Pieces{"1", letters, "2", letters}));
  EXPECT_EQ((*pre_tokenizer).split(text), pieces);
}

}  // namespace
}  // namespace octant

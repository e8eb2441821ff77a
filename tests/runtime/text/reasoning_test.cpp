#include "runtime/text/reasoning.h"

#include <gtest/gtest.h>

#include <vector>

namespace octant {
namespace {

constexpr int32_t kThink = 10;
constexpr int32_t kEndThink = 11;
constexpr ReplyPart R = ReplyPart::kReasoning;
constexpr ReplyPart A = ReplyPart::kAnswer;
constexpr ReplyPart M = ReplyPart::kMarker;

std::vector<ReplyPart> parts(ReasoningSplitter splitter, const std::vector<int32_t>& ids) {
  std::vector<ReplyPart> out;
  for (const int32_t id : ids) out.push_back(splitter.push(id));
  return out;
}

TEST(Reasoning, AReplyThatStartsInThinkingEndsItWithTheTag) {
  EXPECT_EQ(parts({ReplyStart::kThinking, kThink, kEndThink}, {1, 2, kEndThink, 3, 4}),
            (std::vector{R, R, M, A, A}));
}

TEST(Reasoning, AnAnswerStaysAnAnswer) {
  EXPECT_EQ(parts({ReplyStart::kAnswer, kThink, kEndThink}, {1, kThink, 2, kEndThink, 3}),
            (std::vector{A, A, A, A, A}));
}

TEST(Reasoning, AReplyMayOpenTheTagItself) {
  EXPECT_EQ(parts({ReplyStart::kAnswer, kThink, kEndThink}, {kThink, 1, kEndThink, 2}),
            (std::vector{M, R, M, A}));
  EXPECT_EQ(parts({ReplyStart::kThinking, kThink, kEndThink}, {kThink, 1, kEndThink, 2}),
            (std::vector{M, R, M, A}));
}

TEST(Reasoning, OnlyTheFirstClosingTagEndsIt) {
  EXPECT_EQ(parts({ReplyStart::kThinking, kThink, kEndThink}, {1, kEndThink, kEndThink, kThink}),
            (std::vector{R, M, A, A}));
}

TEST(Reasoning, WithoutTheTokensNothingIsAMarker) {
  EXPECT_EQ(parts({ReplyStart::kAnswer, std::nullopt, std::nullopt}, {kThink, kEndThink}),
            (std::vector{A, A}));
}

}  // namespace
}  // namespace octant

#include "app/cli/session_answer.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/app/cli/fake_engine.h"

namespace octant::cli {
namespace {

using testing::ElementsAre;

class FollowAnswer : public testing::Test {
 protected:
  FollowAnswer() : history_(std::move(store::HistoryStore::open_in_memory()).value()) {}

  void follow(FakeReply reply, std::chrono::milliseconds patience = kCancelPatience) {
    script_.replies.push_back(std::move(reply));
    EXPECT_TRUE(session_.send("question").ok());
    follow_answer(session_, interrupt_,
                  {.on_prefill = [&](const auto& event) { prefill_ = event.tokens_done; },
                   .on_text =
                       [&](api::TextKind kind, std::string_view text) {
                         const bool reasoning = kind == api::TextKind::kReasoning;
                         told_.push_back((reasoning ? "R:" : "A:") + std::string(text));
                       }},
                  patience);
    EXPECT_FALSE(session_.running());
  }

  FakeScript script_;
  FakeEngine engine_{script_};
  store::HistoryStore history_;
  session::Session session_{&engine_, history_};
  Interrupt interrupt_;
  std::vector<std::string> told_;
  int64_t prefill_ = 0;
};

TEST_F(FollowAnswer, TellsEveryPieceOnceAndInOrder) {
  FakeReply reply = reply_of({"let me ", "see", "", "42"});
  reply.tokens[0].kind = reply.tokens[1].kind = api::TextKind::kReasoning;
  reply.done.last_text = "!";
  follow(reply);
  EXPECT_THAT(told_, ElementsAre("R:let me ", "R:see", "A:42", "A:!"));
  EXPECT_EQ(prefill_, 7);
}

TEST_F(FollowAnswer, AnInterruptStopsTheAnswerAndKeepsIt) {
  FakeReply reply = reply_of({"half"});
  reply.until_cancelled = true;
  script_.on_poll = [this](int poll) {
    if (poll == 5) interrupt_.notify();
  };
  follow(reply);
  EXPECT_EQ(script_.num_cancels, 1);
  EXPECT_FALSE(interrupt_.pending());
  EXPECT_EQ(session_.path().back().message.state, store::MessageState::kStopped);
  EXPECT_EQ(session_.path().back().message.content, "half");
}

TEST_F(FollowAnswer, DoesNotWaitForAnEngineThatIgnoresCancel) {
  FakeReply reply = reply_of({"half"});
  reply.ignores_cancel = true;
  script_.on_poll = [this](int poll) {
    if (poll == 5) interrupt_.notify();
  };
  follow(reply, std::chrono::milliseconds(10));
  EXPECT_EQ(session_.last_done()->reason, api::FinishReason::kCancelled);
  EXPECT_EQ(session_.last_done()->usage.completion_tokens, 1);
  EXPECT_EQ(session_.path().back().message.state, store::MessageState::kStopped);
  EXPECT_EQ(session_.path().back().message.content, "half");
  EXPECT_TRUE(session_.is_written());
}

TEST_F(FollowAnswer, DoesNothingWithoutAnAnswer) {
  interrupt_.notify();
  follow_answer(session_, interrupt_, {});
  EXPECT_TRUE(interrupt_.pending());
}

}  // namespace
}  // namespace octant::cli

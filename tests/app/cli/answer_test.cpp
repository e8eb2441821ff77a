#include "app/cli/answer.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/app/cli/fake_engine.h"

namespace octant::cli {
namespace {

TEST(GenerateAnswer, GathersTextReasoningAndIds) {
  FakeScript script;
  script.replies = {reply_of({"let me ", "see", "", "42", "!"})};
  for (std::size_t i = 0; i < 2; ++i) {
    script.replies[0].tokens[i].kind = api::TextKind::kReasoning;
  }
  FakeEngine engine(script);
  Interrupt interrupt;
  std::vector<std::string> streamed;
  int64_t prefill = 0;
  const auto answer = generate_answer(
      engine, {}, interrupt,
      {.on_prefill = [&](const api::PrefillProgress& event) { prefill = event.tokens_done; },
       .on_text = [&](api::TextKind, std::string_view text) { streamed.emplace_back(text); }});
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->text, "42!");
  EXPECT_EQ(answer->reasoning, "let me see");
  EXPECT_EQ(answer->tokens, (std::vector<int32_t>{100, 101, 102, 103, 104}));
  EXPECT_EQ(streamed, (std::vector<std::string>{"let me ", "see", "42", "!"}));
  EXPECT_EQ(prefill, 7);
  EXPECT_EQ(answer->done.reason, api::FinishReason::kStop);
}

TEST(GenerateAnswer, TakesTheTextThatWasHeldBackToTheEnd) {
  FakeScript script;
  script.replies = {reply_of({"", "two"})};
  script.replies[0].done.last_text = " EN";
  FakeEngine engine(script);
  Interrupt interrupt;
  std::string streamed;
  const auto answer =
      generate_answer(engine, {}, interrupt,
                      {.on_prefill = {},
                       .on_text = [&](api::TextKind, std::string_view text) { streamed += text; }});
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->text, "two EN");
  EXPECT_EQ(streamed, "two EN");
  EXPECT_EQ(answer->tokens.size(), 2u);
}

TEST(GenerateAnswer, PassesOnWhySubmitFailed) {
  FakeScript script;
  script.replies = {FakeReply{.refused = invalid_argument("prompt is too long")}};
  FakeEngine engine(script);
  Interrupt interrupt;
  EXPECT_EQ(generate_answer(engine, {}, interrupt, {}).status().message(), "prompt is too long");
}

TEST(GenerateAnswer, AnInterruptCancelsAndKeepsWhatThereIs) {
  FakeScript script;
  script.replies = {reply_of({"one ", "two"})};
  script.replies[0].until_cancelled = true;
  FakeEngine engine(script);
  Interrupt interrupt;
  // The tokens come with polls 3 and 4, after a foreign event and the prefill progress.
  script.on_poll = [&](int poll) {
    if (poll == 6) interrupt.notify();
  };
  const auto answer = generate_answer(engine, {}, interrupt, {});
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->text, "one two");
  EXPECT_EQ(answer->done.reason, api::FinishReason::kCancelled);
  EXPECT_EQ(script.num_cancels, 1);
  EXPECT_FALSE(interrupt.pending());
}

TEST(GenerateAnswer, DoesNotWaitForAnEngineThatIgnoresCancel) {
  FakeScript script;
  script.replies = {reply_of({"one"})};
  script.replies[0].ignores_cancel = true;
  FakeEngine engine(script);
  Interrupt interrupt;
  script.on_poll = [&](int poll) {
    if (poll == 4 || poll == 5) interrupt.notify();
  };
  const auto answer = generate_answer(engine, {}, interrupt, {}, std::chrono::milliseconds(0));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->text, "one");
  EXPECT_EQ(answer->done.reason, api::FinishReason::kCancelled);
  EXPECT_EQ(answer->done.usage.completion_tokens, 1);
  EXPECT_EQ(script.num_cancels, 1);
}

TEST(GenerateAnswer, AFaultEndsTheAnswerAndLosesTheEngine) {
  FakeScript script;
  script.replies = {reply_of({"half"})};
  script.replies[0].fault = "rank 3: device lost";
  FakeEngine engine(script);
  Interrupt interrupt;
  const auto answer = generate_answer(engine, {}, interrupt, {});
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer->engine_lost);
  EXPECT_EQ(answer->text, "half");
  EXPECT_EQ(answer->done.reason, api::FinishReason::kError);
  EXPECT_EQ(answer->done.error, "rank 3: device lost");
}

}  // namespace
}  // namespace octant::cli

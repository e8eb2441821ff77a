// The bundled model through the whole path: files, engine, chat format, drafts.

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/api/engine.h"
#include "tests/demo/golden_cases.h"
#include "tests/runtime/engine/tiny_engine.h"

namespace octant::test {
namespace {

namespace fs = std::filesystem;

std::string say(api::Engine& engine, const std::string& text) {
  return ask(engine, greedy({{api::Role::kUser, text}}, draft_fixed(1))).text;
}

struct Parts {
  std::string reasoning;
  std::string text;
};
Parts parts_of(const Answer& answer) {
  Parts parts;
  for (const api::TokenEvent& token : answer.tokens) {
    (token.kind == api::TextKind::kReasoning ? parts.reasoning : parts.text) += token.text;
  }
  const bool in_reasoning = parts.text.empty() && !parts.reasoning.empty();
  (in_reasoning ? parts.reasoning : parts.text) += answer.done.last_text;
  return parts;
}

TEST(DemoModel, GivesTheTokensThatTransformersGives) {
  const std::vector<GoldenCase> cases = decided_golden_cases();
  ASSERT_GE(cases.size(), 50u);
  const auto engine = open_tiny_engine(demo_options(2));
  for (const GoldenCase& c : cases) {
    const Answer answer = ask(*engine, greedy(c.messages, draft_off()));
    EXPECT_EQ(answer.ids, c.generated_ids) << c.messages.back().content << "\n" << answer.text;
    EXPECT_EQ(answer.text, c.text);
  }
}

TEST(DemoModel, GivesTheSameTokensOnEightRanksWithDrafts) {
  const auto engine = open_tiny_engine(demo_options(8));
  for (const GoldenCase& c : decided_golden_cases()) {
    const Answer answer = ask(*engine, greedy(c.messages, draft_fixed(2)));
    EXPECT_EQ(answer.ids, c.generated_ids) << c.messages.back().content << "\n" << answer.text;
  }
}

// models/demo/README.md measures more over many more problems; a lower figure here means that the
// files or the draft path broke.
TEST(DemoModel, DraftsAreMostlyAccepted) {
  const auto engine = open_tiny_engine(demo_options(1));
  int64_t drafted = 0;
  int64_t accepted = 0;
  for (const GoldenCase& c : golden_cases()) {
    for (const api::StepEvent& step : ask(*engine, greedy(c.messages, draft_fixed(1))).steps) {
      drafted += step.num_drafted;
      accepted += step.num_accepted;
    }
  }
  EXPECT_GT(drafted, 500);
  EXPECT_GE(static_cast<double>(accepted), 0.8 * static_cast<double>(drafted));
}

TEST(DemoModel, AnswersWhatTheReadmeShows) {
  const auto engine = open_tiny_engine(demo_options(1));
  EXPECT_EQ(say(*engine, "What is 17 + 25?"), "17 + 25 = 42.");
  EXPECT_EQ(say(*engine, "How do you say \"thank you\" in German?"),
            "In German, \"thank you\" is \"Danke\".");
  EXPECT_EQ(say(*engine, "Sort these words: pear, apple, fig."), "apple, fig, pear");
}

TEST(DemoModel, ThinksInStepsWhenAsked) {
  const auto engine = open_tiny_engine(demo_options(1));
  api::ChatRequest request = greedy({{api::Role::kUser, "What is 17 + 25?"}}, api::DraftMode{});
  request.options.thinking = true;
  const Parts parts = parts_of(ask(*engine, request));
  EXPECT_EQ(parts.reasoning,
            "17 + 25\n7 + 5 = 12, write 2, carry 1\n1 + 2 + 1 = 4\nThat gives 42.");
  EXPECT_EQ(parts.text, "17 + 25 = 42.");
}

// Cut off anywhere, in its reasoning, just behind it or in the answer, it ends as it would have.
TEST(DemoModel, GoesOnWithAnAnswerAsIfNothingHadCutItOff) {
  const auto engine = open_tiny_engine(demo_options(2));
  for (const bool thinking : {false, true}) {
    api::ChatRequest request = greedy({{api::Role::kUser, "What is 17 + 25?"}}, draft_fixed(1));
    request.options.thinking = thinking;
    const Answer answer = ask(*engine, request);
    const Parts whole = parts_of(answer);
    for (int64_t cut = 1; cut < answer.done.usage.completion_tokens; ++cut) {
      api::ChatRequest first = request;
      first.options.max_tokens = cut;
      const Parts half = parts_of(ask(*engine, first));
      api::ChatRequest rest = request;
      rest.continue_reply = true;
      rest.messages.push_back(
          {api::Role::kAssistant,
           half.text.empty() ? half.reasoning : half.reasoning + "</think>" + half.text});
      const Parts added = parts_of(ask(*engine, rest));
      EXPECT_EQ(half.reasoning + added.reasoning, whole.reasoning) << cut;
      EXPECT_EQ(half.text + added.text, whole.text) << cut;
    }
  }
}

TEST(DemoModel, RemembersANameWithinAConversation) {
  const auto engine = open_tiny_engine(demo_options(1));
  std::vector<api::Message> messages = {{api::Role::kUser, "My name is Ana."}};
  messages.push_back({api::Role::kAssistant, ask(*engine, greedy(messages, draft_fixed(1))).text});
  messages.push_back({api::Role::kUser, "What is my name?"});
  EXPECT_EQ(ask(*engine, greedy(messages, draft_fixed(1))).text, "Your name is Ana.");
}

TEST(DemoModel, StaysSmallEnoughForTheRepository) {
  constexpr uintmax_t kLimit = 16'000'000;
  uintmax_t total = 0;
  int shards = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(demo_options(1).model_dir)) {
    if (!entry.is_regular_file()) continue;  // the recipe
    total += entry.file_size();
    shards += entry.path().extension() == ".safetensors" ? 1 : 0;
  }
  EXPECT_LE(total, kLimit);
  EXPECT_GE(shards, 4);
}

}  // namespace
}  // namespace octant::test

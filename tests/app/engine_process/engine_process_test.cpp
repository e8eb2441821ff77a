// The bundled model in a real child: the same answers as in this process, and a quiet end.

#include "app/engine_process/engine_process.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/app/engine_process/process_support.h"
#include "tests/demo/golden_cases.h"
#include "tests/runtime/engine/tiny_engine.h"

namespace octant::engine_process {
namespace {

using testing::HasSubstr;

constexpr int kPrompts = 5;

std::unique_ptr<EngineProcess> open_demo() {
  auto engine = EngineProcess::open(demo(), {}, octant_program());
  EXPECT_EQ(engine.status().to_string(), "ok");
  return std::move(engine).value();
}

// Greedy answers are the same whenever they are asked for, however they get here.
class AsInThisProcess : public testing::Test {
 protected:
  // Both answers to a request, whose tokens must be equal.
  void compare(const api::ChatRequest& request) {
    const test::Answer here = test::ask(*local_, request);
    there_ = test::ask(*process_, request);
    EXPECT_EQ(there_.text, here.text);
    EXPECT_EQ(there_.ids, here.ids);
    ASSERT_EQ(there_.tokens.size(), here.tokens.size());
    for (size_t i = 0; i < here.tokens.size(); ++i) {
      EXPECT_EQ(there_.tokens[i].position, here.tokens[i].position);
      EXPECT_EQ(there_.tokens[i].text, here.tokens[i].text);
      EXPECT_EQ(there_.tokens[i].kind, here.tokens[i].kind);
      EXPECT_EQ(there_.tokens[i].logprob, here.tokens[i].logprob);
      EXPECT_EQ(there_.tokens[i].drafted, here.tokens[i].drafted);
    }
    ASSERT_EQ(there_.routing.size(), here.routing.size());
    for (size_t i = 0; i < here.routing.size(); ++i) {
      EXPECT_EQ(there_.routing[i].position, here.routing[i].position);
      EXPECT_EQ(there_.routing[i].accepted, here.routing[i].accepted);
      EXPECT_EQ(there_.routing[i].topk_idx, here.routing[i].topk_idx);
      EXPECT_EQ(there_.routing[i].topk_weights, here.routing[i].topk_weights);
    }
    EXPECT_EQ(there_.done.reason, here.done.reason);
    EXPECT_EQ(there_.done.usage.completion_tokens, here.done.usage.completion_tokens);
    EXPECT_EQ(there_.done.usage.cached_tokens, here.done.usage.cached_tokens);
    EXPECT_EQ(there_.done.timings.draft_accepted, here.done.timings.draft_accepted);
    EXPECT_EQ(there_.done.routing.expert_counts, here.done.routing.expert_counts);
  }

  api::ChatRequest prompt(int i, api::DraftMode draft) const {
    return test::greedy(test::golden_cases()[static_cast<size_t>(i)].messages, draft);
  }

  const std::unique_ptr<api::Engine> local_ = test::open_tiny_engine(demo());
  const std::unique_ptr<EngineProcess> process_ = open_demo();
  test::Answer there_;
};

TEST_F(AsInThisProcess, TokensAreTheSame) {
  for (int i = 0; i < kPrompts; ++i) compare(prompt(i, test::draft_off()));
}

TEST_F(AsInThisProcess, TokensAreTheSameWithDrafts) {
  for (int i = 0; i < kPrompts; ++i) compare(prompt(i, test::draft_fixed(2)));
  EXPECT_GT(there_.done.timings.draft_accepted, 0);
}

TEST_F(AsInThisProcess, RoutingIsTheSame) {
  for (int i = 0; i < kPrompts; ++i) {
    api::ChatRequest request = prompt(i, test::draft_fixed(1));
    request.record_routing = true;
    compare(request);
    EXPECT_FALSE(there_.routing.empty());
  }
}

TEST_F(AsInThisProcess, ReasoningIsTheSame) {
  api::ChatRequest request = test::greedy({{api::Role::kUser, "What is 17 + 25?"}}, {});
  request.options.draft = test::draft_fixed(1);
  request.options.thinking = true;
  compare(request);
  ASSERT_FALSE(there_.tokens.empty());
  EXPECT_EQ(there_.tokens.front().kind, api::TextKind::kReasoning);
}

TEST_F(AsInThisProcess, EvaluationsAreTheSame) {
  const api::EvalRequest request = {.tokens = {1, 5, 9, 200, 31}, .with_draft = true};
  const auto here = local_->evaluate(request);
  const auto there = process_->evaluate(request);
  ASSERT_TRUE(here.ok());
  ASSERT_TRUE(there.ok());
  EXPECT_EQ(there->num_tokens, 5);
  EXPECT_EQ(there->vocab_size, here->vocab_size);
  EXPECT_EQ(there->logits, here->logits);
  EXPECT_EQ(there->topk_idx, here->topk_idx);
  EXPECT_EQ(there->topk_weights, here->topk_weights);
  EXPECT_EQ(there->draft_logits, here->draft_logits);
}

TEST_F(AsInThisProcess, TheModelIsTheSame) {
  const api::ModelInfo& here = local_->model();
  const api::ModelInfo& there = process_->model();
  EXPECT_EQ(there.name, here.name);
  EXPECT_EQ(there.architecture, here.architecture);
  EXPECT_EQ(there.device, here.device);
  EXPECT_EQ(there.max_context, here.max_context);
  EXPECT_EQ(there.has_draft, here.has_draft);
}

TEST_F(AsInThisProcess, RefusalsAreTheSame) {
  api::ChatRequest request = prompt(0, {});
  request.options.temperature = -1.0F;
  const auto here = local_->submit(request);
  const auto there = process_->submit(request);
  EXPECT_EQ(there.status().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(there.status().to_string(), here.status().to_string());
  EXPECT_EQ(process_->evaluate({}).status().to_string(), local_->evaluate({}).status().to_string());
}

TEST_F(AsInThisProcess, SnapshotsArrive) {
  compare(prompt(0, test::draft_off()));
  // The state behind the last step is published within a thirtieth of a second, and crosses.
  for (int i = 0; i < 500 && process_->snapshot()->cache_tokens == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_GT(process_->snapshot()->sequence, 0u);
  EXPECT_GT(process_->snapshot()->cache_tokens, 0);
  EXPECT_EQ(process_->snapshot()->rank_of_expert, local_->snapshot()->rank_of_expert);
}

TEST(EngineProcess, CancelsInTheMiddleAndGoesOn) {
  const auto engine = open_demo();
  api::ChatRequest request = test::greedy({{api::Role::kUser, "What is an MTP layer?"}}, {});
  request.options.ignore_eos = true;
  request.options.max_tokens = 0;
  const auto id = engine->submit(request);
  ASSERT_TRUE(id.ok());
  Heard heard;
  while (heard.ids.size() < 10) listen_for(*engine, std::chrono::milliseconds(5), heard);
  engine->cancel(*id);
  engine->cancel(*id);
  engine->cancel(*id + 1000);
  const Heard rest = listen(*engine, *id);
  ASSERT_EQ(rest.done.size(), 1u);
  EXPECT_EQ(rest.done[0].reason, api::FinishReason::kCancelled);
  EXPECT_EQ(test::ask(*engine, test::greedy({{api::Role::kUser, "What is 17 + 25?"}}, {})).text,
            "17 + 25 = 42.");
}

TEST(EngineProcess, TellsTheProgressOfLoading) {
  int64_t total = 0;
  int64_t read = 0;
  const auto engine = EngineProcess::open(demo(),
                                          {.on_progress =
                                               [&](const api::LoadProgress& progress) {
                                                 total = progress.bytes_total;
                                                 read = progress.bytes_read;
                                               }},
                                          octant_program());
  ASSERT_TRUE(engine.ok());
  // A small model may be there before anybody looks; the last report is kept.
  const api::LoadProgress last = (*engine)->condition().progress;
  EXPECT_GT(last.bytes_total, 0);
  EXPECT_EQ(last.bytes_read, last.bytes_total);
  EXPECT_LE(read, total);
}

TEST(EngineProcess, StartReturnsAtOnceAndIsPolled) {
  const auto engine = EngineProcess::start(demo(), octant_program());
  const auto early = engine->submit(test::greedy({{api::Role::kUser, "Hello"}}, {}));
  if (!early.ok()) {  // a slow reader may find it loaded
    EXPECT_EQ(early.status().to_string(), "invalid argument: the model is still being loaded");
  }
  EXPECT_EQ(wait_loaded(*engine), EngineState::kReady);
  EXPECT_GT(engine->condition().pid, 0);
  EXPECT_EQ(engine->restart().to_string(), "invalid argument: the engine has not failed");
}

TEST(EngineProcess, AFolderThatIsNotThereIsOneLine) {
  api::EngineOptions options = demo();
  options.model_dir = "/absent/model";
  const auto local = api::open_local_engine(options);
  const auto engine = EngineProcess::open(options, {}, octant_program());
  ASSERT_FALSE(engine.ok());
  EXPECT_EQ(engine.status().to_string(), local.status().to_string());
  EXPECT_EQ(engine.status().message().find('\n'), std::string_view::npos);
}

TEST(EngineProcess, AProgramThatIsNotThereIsOneLine) {
  const auto engine = EngineProcess::open(demo(), {}, {.program = "/absent/octant"});
  EXPECT_EQ(engine.status().to_string(),
            "i/o error: /absent/octant: cannot be started: No such file or directory");
}

TEST(EngineProcess, LeavesNoProcessAndNoFileOpen) {
  { const auto warm = open_demo(); }
  const int64_t files = num_open_files();
  for (int i = 0; i < 20; ++i) {
    const auto engine = open_demo();
    if (i % 2 == 0) (void)engine->submit(test::greedy({{api::Role::kUser, "Hello"}}, {}));
  }
  EXPECT_EQ(num_open_files(), files);
  EXPECT_FALSE(has_children());
}

TEST(EngineProcess, EndsWhileItLoads) {
  for (int i = 0; i < 5; ++i) {
    const auto engine = EngineProcess::start(demo(), octant_program());
    std::this_thread::sleep_for(std::chrono::milliseconds(5 * i));
  }
  EXPECT_FALSE(has_children());
}

}  // namespace
}  // namespace octant::engine_process

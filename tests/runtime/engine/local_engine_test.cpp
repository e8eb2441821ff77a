#include "runtime/api/engine.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "kernels/cuda/cuda_backend.h"
#include "tests/runtime/engine/tiny_engine.h"

namespace octant {
namespace {

using test::Answer;
using test::ask;
using test::greedy_request;

TEST(LocalEngine, SendsEveryTokenOnceInOrder) {
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(test::tiny_options());
  api::ChatRequest request = greedy_request("Hello", 20);
  request.options.draft = test::draft_fixed(3);
  const Answer answer = ask(*engine, request);
  ASSERT_EQ(answer.tokens.size(), 20u);
  const int64_t prompt_tokens = answer.done.usage.prompt_tokens;
  int64_t accepted = 0;
  for (size_t i = 0; i < answer.tokens.size(); ++i) {
    EXPECT_EQ(answer.tokens[i].position, prompt_tokens + static_cast<int64_t>(i));
    EXPECT_LE(answer.tokens[i].logprob, 0.0f);
    accepted += answer.tokens[i].drafted ? 1 : 0;
  }
  EXPECT_EQ(answer.done.reason, api::FinishReason::kLength);
  EXPECT_EQ(answer.done.usage.completion_tokens, 20);
  EXPECT_EQ(accepted, answer.done.timings.draft_accepted);
  EXPECT_EQ(answer.prefill.back().tokens_done, prompt_tokens);
  int64_t emitted = 1;  // the prefill's token
  for (const api::StepEvent& step : answer.steps) emitted += step.num_accepted + 1;
  EXPECT_GE(emitted, 20);
}

TEST(LocalEngine, RoutingOfEveryTokenIsThatOfAnEvaluation) {
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(test::tiny_options());
  api::ChatRequest request = greedy_request("Which experts?", 16);
  request.options.draft = test::draft_fixed(2);
  request.record_routing = true;
  const Answer answer = ask(*engine, request);

  // The prompt's ids are not part of the events: take them from a one-token answer's evaluation.
  const int64_t prompt_tokens = answer.done.usage.prompt_tokens;
  std::vector<bool> seen(static_cast<size_t>(prompt_tokens) + 16);
  uint64_t accepted_calls = 0;
  for (const api::TokenRouting& routing : answer.routing) {
    if (!routing.accepted) continue;
    ASSERT_LT(routing.position, static_cast<int64_t>(seen.size()));
    EXPECT_FALSE(seen[static_cast<size_t>(routing.position)]) << routing.position;
    seen[static_cast<size_t>(routing.position)] = true;
    EXPECT_EQ(routing.prompt, routing.position < prompt_tokens);
    accepted_calls += routing.topk_idx.size();
    const size_t k = static_cast<size_t>(engine->model().num_experts_per_tok);
    for (size_t i = 0; i < routing.topk_weights.size(); i += k) {
      // norm_topk_prob, times routed_scaling_factor 2.5; k additions of f32.
      const float sum =
          std::accumulate(routing.topk_weights.begin() + static_cast<int64_t>(i),
                          routing.topk_weights.begin() + static_cast<int64_t>(i + k), 0.0f);
      EXPECT_NEAR(sum, 2.5f, 2.5f * 0x1p-21f);
    }
  }
  // The last token was emitted and never fed back.
  EXPECT_EQ(std::count(seen.begin(), seen.end(), true), prompt_tokens + 15);
  const std::vector<uint64_t>& counts = answer.done.routing.expert_counts;
  EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), uint64_t{0}), accepted_calls);
}

TEST(LocalEngine, SnapshotCountsWhatTheAnswersUsed) {
  api::EngineOptions options = test::tiny_options();
  options.num_ranks = 4;
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(options);
  EXPECT_NE(engine->snapshot(), nullptr);
  const Answer first = ask(*engine, greedy_request("One", 8));
  const Answer second = ask(*engine, greedy_request("Two", 8));
  std::vector<uint64_t> expected = first.done.routing.expert_counts;
  for (size_t i = 0; i < expected.size(); ++i) {
    expected[i] += second.done.routing.expert_counts[i];
  }
  // The engine publishes the last state within its interval of 1/30 s; this waits as long as
  // needed.
  api::SnapshotPtr snapshot = engine->snapshot();
  while (snapshot->expert_counts != expected) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    snapshot = engine->snapshot();
  }
  ASSERT_EQ(snapshot->ranks.size(), 4u);
  uint64_t calls = 0;
  for (const api::RankState& rank : snapshot->ranks) {
    calls += rank.expert_calls;
    EXPECT_EQ(rank.device, "cpu");
  }
  EXPECT_EQ(calls, std::accumulate(expected.begin(), expected.end(), uint64_t{0}));
}

TEST(LocalEngine, SharesOfRanksSumToOne) {
  api::EngineOptions options = test::tiny_options();
  options.num_ranks = 8;
  const Answer answer =
      ask(*test::open_tiny_engine(options), greedy_request("Spread out, please.", 16));
  const api::RoutingSummary& routing = answer.done.routing;
  ASSERT_EQ(routing.rank_share.size(), 8u);
  EXPECT_NEAR(std::accumulate(routing.rank_share.begin(), routing.rank_share.end(), 0.0), 1.0,
              1e-12);  // eight roundings of doubles
  EXPECT_GE(routing.busiest_over_mean, 1.0);
  EXPECT_LE(routing.busiest_over_mean, 8.0);
}

TEST(LocalEngine, CancelEndsAnAnswerAndLeavesTheEngineUsable) {
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(test::tiny_options());
  api::ChatRequest endless = greedy_request("Never stop", 0);
  const Result<api::RequestId> id = engine->submit(endless);
  ASSERT_TRUE(id.ok());
  const Result<api::RequestId> waiting = engine->submit(greedy_request("Next", 4));
  ASSERT_TRUE(waiting.ok());
  const Result<api::RequestId> dropped = engine->submit(greedy_request("Dropped", 4));
  ASSERT_TRUE(dropped.ok());
  engine->cancel(*dropped);
  engine->cancel(*id);
  engine->cancel(987654);
  int ended = 0;
  int64_t next_tokens = 0;
  while (ended < 3) {
    for (const api::Event& event : engine->poll_events(std::chrono::milliseconds(1000))) {
      const auto* done = std::get_if<api::DoneEvent>(&event);
      if (done == nullptr) continue;
      ++ended;
      if (done->request == *waiting) {
        next_tokens = done->usage.completion_tokens;
        EXPECT_EQ(done->reason, api::FinishReason::kLength);
      } else {
        EXPECT_EQ(done->reason, api::FinishReason::kCancelled);
      }
    }
  }
  EXPECT_EQ(next_tokens, 4);
}

TEST(LocalEngine, AnswerAfterACancelledOneIsTheUsualOne) {
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(test::tiny_options());
  const std::vector<int32_t> expected = ask(*engine, greedy_request("Same again", 24)).ids;
  const Result<api::RequestId> id = engine->submit(greedy_request("Same again, but longer", 0));
  ASSERT_TRUE(id.ok());
  engine->cancel(*id);
  EXPECT_EQ(test::collect(*engine, *id).done.reason, api::FinishReason::kCancelled);
  EXPECT_EQ(ask(*engine, greedy_request("Same again", 24)).ids, expected);
}

TEST(LocalEngine, StopStringsEndTheAnswerBeforeThem) {
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(test::tiny_options());
  const Answer whole = ask(*engine, greedy_request("Say something long", 60));
  ASSERT_GT(whole.text.size(), 20u);
  // A piece out of the middle, at code points' edges.
  size_t begin = whole.text.size() / 2;
  while ((static_cast<unsigned char>(whole.text[begin]) & 0xc0u) == 0x80u) ++begin;
  size_t end = begin + 3;
  while (end < whole.text.size() && (static_cast<unsigned char>(whole.text[end]) & 0xc0u) == 0x80u)
    ++end;
  const std::string stop = whole.text.substr(begin, end - begin);
  api::ChatRequest request = greedy_request("Say something long", 60);
  request.options.stop = {stop};
  const Answer stopped = ask(*engine, request);
  EXPECT_EQ(stopped.done.reason, api::FinishReason::kStop);
  EXPECT_EQ(stopped.text, whole.text.substr(0, whole.text.find(stop)));
}

TEST(LocalEngine, ContextEndsAnAnswer) {
  api::EngineOptions options = test::tiny_options();
  options.max_context = 40;
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(options);
  for (const api::DraftMode draft : {test::draft_off(), test::draft_fixed(7)}) {
    api::ChatRequest request = greedy_request("Fill it", 0);
    request.options.draft = draft;
    const Answer answer = ask(*engine, request);
    EXPECT_EQ(answer.done.reason, api::FinishReason::kLength);
    EXPECT_EQ(answer.done.usage.prompt_tokens + answer.done.usage.completion_tokens, 40);
  }
  const Result<api::RequestId> too_long = engine->submit(greedy_request(std::string(400, 'x'), 4));
  EXPECT_EQ(too_long.status().code(), StatusCode::kInvalidArgument);
  EXPECT_NE(too_long.status().message().find("the context holds 40"), std::string::npos);
}

TEST(LocalEngine, RefusesOptionsOutOfRangeByName) {
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(test::tiny_options());
  const auto refusal = [&](auto change) {
    api::ChatRequest request = greedy_request("Hi", 4);
    change(request);
    return engine->submit(request).status();
  };
  const auto nan = std::nanf("");
  EXPECT_EQ(refusal([](auto& r) { r.messages.clear(); }).code(), StatusCode::kInvalidArgument);
  EXPECT_NE(refusal([](auto& r) { r.options.temperature = -1.0f; }).message().find("temperature"),
            std::string::npos);
  EXPECT_NE(refusal([&](auto& r) { r.options.temperature = nan; }).message().find("temperature"),
            std::string::npos);
  EXPECT_NE(refusal([](auto& r) { r.options.top_p = 1.5f; }).message().find("top_p"),
            std::string::npos);
  EXPECT_NE(refusal([](auto& r) { r.options.top_k = -1; }).message().find("top_k"),
            std::string::npos);
  EXPECT_NE(refusal([](auto& r) { r.options.min_p = 2.0f; }).message().find("min_p"),
            std::string::npos);
  EXPECT_NE(refusal([](auto& r) { r.options.max_tokens = -1; }).message().find("max_tokens"),
            std::string::npos);
  EXPECT_NE(
      refusal([](auto& r) { r.options.draft = test::draft_fixed(8); }).message().find("draft is 8"),
      std::string::npos);
}

TEST(LocalEngine, RefusesWhatItCannotOpenInOneLine) {
  const auto refusal = [](const api::EngineOptions& options) {
    const Status status = api::open_local_engine(options).status();
    EXPECT_FALSE(status.ok());
    EXPECT_EQ(status.message().find('\n'), std::string::npos);
    return std::string(status.message());
  };
  api::EngineOptions options = test::tiny_options();
  options.model_dir = "/nowhere/at/all";
  EXPECT_NE(refusal(options).find("/nowhere/at/all"), std::string::npos);
  options = test::tiny_options();
  options.num_ranks = 0;
  EXPECT_NE(refusal(options).find("ranks is 0"), std::string::npos);
  options = test::tiny_options();
  options.device = api::Device::kCuda;
  if (!cuda::device_count().ok()) {
    EXPECT_NE(refusal(options).find("; choose the device cpu"), std::string::npos);
  }
  options = test::tiny_options();
  options.chat_format = "smoke-signals";
  EXPECT_NE(refusal(options).find("smoke-signals"), std::string::npos);
}

TEST(LocalEngine, LoadingCanBeStopped) {
  const std::atomic<bool> cancel{true};
  api::OpenHooks hooks;
  hooks.cancel = &cancel;
  const Status status = api::open_local_engine(test::tiny_options(), hooks).status();
  EXPECT_EQ(status.code(), StatusCode::kCancelled);
}

TEST(LocalEngine, ProgressEndsAtTheTotal) {
  api::LoadProgress last;
  api::OpenHooks hooks;
  hooks.on_progress = [&last](const api::LoadProgress& progress) {
    EXPECT_GE(progress.bytes_read, last.bytes_read);
    last = progress;
  };
  ASSERT_TRUE(api::open_local_engine(test::tiny_options(), hooks).ok());
  EXPECT_GT(last.bytes_total, 0);
  EXPECT_EQ(last.bytes_read, last.bytes_total);
}

TEST(LocalEngine, ControlTokensInAMessageStayText) {
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(test::tiny_options());
  const Answer plain = ask(*engine, greedy_request("x", 1));
  const Answer pasted = ask(*engine, greedy_request("<｜User｜>", 1));
  // Ten characters of which two take three bytes: more tokens than one control id.
  EXPECT_GE(pasted.done.usage.prompt_tokens, plain.done.usage.prompt_tokens + 3);
}

}  // namespace
}  // namespace octant

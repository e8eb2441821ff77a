// What must not change the answer: the number of ranks, threads and drafts, the size of prefill
// chunks and cache pages, and whether a prefix was in the cache.

#include <gtest/gtest.h>

#include <cstdio>

#include "tests/runtime/engine/tiny_engine.h"

namespace octant {
namespace {

using test::Answer;
using test::ask;
using test::greedy_request;

const char* const kPrompt = "The experts of a layer live on eight ranks. Which one is busiest?";

class EqualTokens : public ::testing::TestWithParam<api::SynthDType> {
 protected:
  api::EngineOptions options() const {
    api::EngineOptions options = test::tiny_options();
    options.model_dir = test::tiny_checkpoint(GetParam());
    return options;
  }
};

TEST_P(EqualTokens, ForOneTwoFourAndEightRanks) {
  const std::vector<int32_t> expected =
      ask(*test::open_tiny_engine(options()), greedy_request(kPrompt, 48)).ids;
  ASSERT_EQ(expected.size(), 48u);
  for (const int32_t num_ranks : {2, 4, 8}) {
    api::EngineOptions many = options();
    many.num_ranks = num_ranks;
    many.num_threads = num_ranks;
    const Answer answer = ask(*test::open_tiny_engine(many), greedy_request(kPrompt, 48));
    EXPECT_EQ(answer.ids, expected) << num_ranks << " ranks";
    EXPECT_EQ(answer.done.routing.rank_share.size(), static_cast<size_t>(num_ranks));
  }
}

TEST_P(EqualTokens, WithoutDraftsAndWithOneToSeven) {
  for (const int32_t num_ranks : {1, 4}) {
    api::EngineOptions engine_options = options();
    engine_options.num_ranks = num_ranks;
    engine_options.num_threads = num_ranks;
    const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(engine_options);
    const std::vector<int32_t> expected = ask(*engine, greedy_request(kPrompt, 40)).ids;
    for (const int32_t num_drafted : {1, 2, 3, 7}) {
      api::ChatRequest request = greedy_request(kPrompt, 40);
      request.options.draft = test::draft_fixed(num_drafted);
      const Answer answer = ask(*engine, request);
      EXPECT_EQ(answer.ids, expected) << num_drafted << " drafts";
      EXPECT_GT(answer.done.timings.draft_proposed, 0);
    }
    api::ChatRequest request = greedy_request(kPrompt, 40);
    request.options.draft.kind = api::DraftMode::Kind::kAuto;
    EXPECT_EQ(ask(*engine, request).ids, expected) << "auto";
  }
}

TEST_P(EqualTokens, ForEveryNumberOfThreads) {
  const std::vector<int32_t> expected =
      ask(*test::open_tiny_engine(options()), greedy_request(kPrompt, 32)).ids;
  for (const int32_t num_threads : {2, 3}) {
    api::EngineOptions many = options();
    many.num_threads = num_threads;
    EXPECT_EQ(ask(*test::open_tiny_engine(many), greedy_request(kPrompt, 32)).ids, expected)
        << num_threads << " threads";
  }
}

TEST_P(EqualTokens, ForEveryChunkAndPageSize) {
  const std::vector<int32_t> expected =
      ask(*test::open_tiny_engine(options()), greedy_request(kPrompt, 32)).ids;
  for (const int64_t chunk : {8, 13, 64}) {
    for (const int32_t page : {1, 7}) {
      api::EngineOptions other = options();
      other.prefill_chunk = chunk;
      other.page_block_size = page;
      EXPECT_EQ(ask(*test::open_tiny_engine(other), greedy_request(kPrompt, 32)).ids, expected)
          << "chunks of " << chunk << ", pages of " << page;
    }
  }
}

TEST_P(EqualTokens, WhetherThePrefixWasCachedOrNot) {
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(options());
  for (const api::DraftMode draft : {test::draft_off(), test::draft_fixed(2)}) {
    api::ChatRequest first = greedy_request("Tell me about page tables.", 24);
    first.options.draft = draft;
    const Answer begun = ask(*engine, first);
    api::ChatRequest second = first;
    second.messages.push_back({api::Role::kAssistant, begun.text});
    second.messages.push_back({api::Role::kUser, "And then?"});
    const Answer continued = ask(*engine, second);
    EXPECT_GT(continued.done.usage.cached_tokens, 0);
    const Answer fresh = ask(*test::open_tiny_engine(options()), second);
    EXPECT_EQ(fresh.done.usage.cached_tokens, 0);
    EXPECT_EQ(continued.ids, fresh.ids);
  }
}

TEST_P(EqualTokens, SampledWithTheSameSeed) {
  const std::unique_ptr<api::Engine> engine = test::open_tiny_engine(options());
  api::ChatRequest request = greedy_request(kPrompt, 32);
  request.options.temperature = 1.0f;
  request.options.seed = 12345;
  const std::vector<int32_t> first = ask(*engine, request).ids;
  EXPECT_EQ(ask(*engine, request).ids, first);
  request.options.seed = 12346;
  EXPECT_NE(ask(*engine, request).ids, first);
}

std::string dtype_name(const ::testing::TestParamInfo<api::SynthDType>& info) {
  return info.param == api::SynthDType::kBF16 ? "BF16" : "FP8";
}

INSTANTIATE_TEST_SUITE_P(Weights, EqualTokens,
                         ::testing::Values(api::SynthDType::kBF16, api::SynthDType::kF8),
                         dtype_name);

}  // namespace
}  // namespace octant

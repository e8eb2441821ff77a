#include <random>

#include "app/store/recording_codec.h"
#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

RoutingTrace random_trace(int64_t num_tokens, int32_t layers, int32_t k, uint32_t seed) {
  std::mt19937 random(seed);
  RoutingTrace trace;
  trace.num_moe_layers = layers;
  trace.num_experts_per_tok = k;
  for (int64_t i = 0; i < num_tokens; ++i) {
    trace.tokens.push_back({i, i % 3 == 0, i % 5 != 0});
    for (int32_t j = 0; j < layers * k; ++j) {
      trace.topk_idx.push_back(static_cast<int16_t>(random() % 256));
      trace.topk_weights.push_back(static_cast<float>(random()) / 4e9f);
    }
  }
  return trace;
}

void expect_equal(const RoutingTrace& a, const RoutingTrace& b) {
  EXPECT_EQ(a.num_moe_layers, b.num_moe_layers);
  EXPECT_EQ(a.num_experts_per_tok, b.num_experts_per_tok);
  EXPECT_EQ(a.tokens, b.tokens);
  EXPECT_EQ(a.topk_idx, b.topk_idx);
  EXPECT_EQ(a.topk_weights, b.topk_weights);
}

void append(RoutingTrace& all, const RoutingTrace& part) {
  all.num_moe_layers = part.num_moe_layers;
  all.num_experts_per_tok = part.num_experts_per_tok;
  all.tokens.insert(all.tokens.end(), part.tokens.begin(), part.tokens.end());
  all.topk_idx.insert(all.topk_idx.end(), part.topk_idx.begin(), part.topk_idx.end());
  all.topk_weights.insert(all.topk_weights.end(), part.topk_weights.begin(),
                          part.topk_weights.end());
}

TEST(RecordingCodec, AHistogramComesBack) {
  const ExpertHistogram histogram{2, 3, {0, 1, UINT64_MAX, 7, 0, 300}};
  const auto decoded = take(decode_histogram(take(encode(histogram))));
  EXPECT_EQ(decoded.num_moe_layers, 2);
  EXPECT_EQ(decoded.n_routed_experts, 3);
  EXPECT_EQ(decoded.counts, histogram.counts);
}

TEST(RecordingCodec, SizesThatContradictEachOtherAreRefused) {
  EXPECT_EQ(encode(ExpertHistogram{2, 2, {1, 2, 3}}).status().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(encode(ExpertHistogram{-1, -1, {1}}).status().code(), StatusCode::kInvalidArgument);
  RoutingTrace trace = random_trace(2, 2, 2, 1);
  trace.topk_idx.pop_back();
  EXPECT_EQ(encode(trace).status().code(), StatusCode::kInvalidArgument);
}

TEST(RecordingCodec, EveryTruncationIsCorrupt) {
  const auto bytes = take(encode(random_trace(3, 2, 2, 2)));
  for (size_t length = 0; length < bytes.size(); ++length) {
    RoutingTrace trace;
    const Status status = decode_onto(std::span(bytes).first(length), trace);
    EXPECT_EQ(status.code(), StatusCode::kCorrupt) << length;
    EXPECT_THAT(trace.tokens, IsEmpty());
  }
}

TEST(RecordingCodec, EveryChangedByteIsRefusedOrGivesATraceOfTheSameForm) {
  const RoutingTrace original = random_trace(3, 2, 2, 3);
  const auto bytes = take(encode(original));
  for (size_t at = 0; at < bytes.size(); ++at) {
    for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
      auto changed = bytes;
      changed[at] = static_cast<std::byte>(value);
      RoutingTrace trace;
      if (!decode_onto(changed, trace).ok()) continue;
      EXPECT_EQ(trace.topk_idx.size(), trace.tokens.size() * 4);
      EXPECT_EQ(trace.topk_weights.size(), trace.tokens.size() * 4);
    }
  }
}

TEST(RecordingCodec, ANewerVersionIsNamed) {
  auto bytes = take(encode(ExpertHistogram{1, 1, {5}}));
  bytes[1] = std::byte{2};
  EXPECT_EQ(decode_histogram(bytes).status().code(), StatusCode::kUnsupported);
}

TEST(RecordingCodec, SizesThatNoMemoryHoldsAreCorrupt) {
  auto bytes = take(encode(ExpertHistogram{1, 1, {5}}));
  for (size_t i = 2; i < 10; ++i) bytes[i] = i % 4 == 1 ? std::byte{0x7f} : std::byte{0xff};
  EXPECT_EQ(decode_histogram(bytes).status().code(), StatusCode::kCorrupt);
}

class Recordings : public testing::Test {
 protected:
  TestHistory history;
  HistoryStore store = history.open();
  int64_t conversation = take(store.create_conversation({}));
  int64_t asked = take(store.add_user_message(conversation, 0, "q"));
  int64_t answer = take(store.begin_answer({.conversation_id = conversation, .parent_id = asked}));
};

TEST_F(Recordings, AreEmptyWhereNothingWasRecorded) {
  EXPECT_THAT(take(store.histogram(answer)).counts, IsEmpty());
  EXPECT_THAT(take(store.routing(answer)).tokens, IsEmpty());
  EXPECT_THAT(take(store.tokens(answer)), IsEmpty());
}

TEST_F(Recordings, ATraceGrowsWhileTheAnswerStreams) {
  RoutingTrace all;
  for (uint32_t part = 0; part < 12; ++part) {
    const RoutingTrace trace = random_trace(part, 3, 4, part);
    EXPECT_OK(store.append_routing(answer, trace));
    append(all, trace);
  }
  expect_equal(take(store.routing(answer)), all);
}

TEST_F(Recordings, AHistogramIsKeptWithTheEndOfTheAnswer) {
  const ExpertHistogram histogram{1, 4, {3, 1, 4, 1}};
  EXPECT_OK(store.finish_answer(answer, {.content = "a", .histogram = &histogram}));
  EXPECT_EQ(take(store.histogram(answer)).counts, histogram.counts);
}

TEST_F(Recordings, TokensComeBackInOrder) {
  const std::vector<TokenRecord> first = {{1, -0.5f, 3, false, true}, {2, -1.5f, 0, true, false}};
  const std::vector<TokenRecord> second = {{129279, -30.0f, 12, true, true}};
  EXPECT_OK(store.append_tokens(answer, first));
  EXPECT_OK(store.append_tokens(answer, second));
  EXPECT_THAT(take(store.tokens(answer)), ElementsAre(first[0], first[1], second[0]));
}

TEST_F(Recordings, OfAMessageThatIsNotThereAreRefused) {
  EXPECT_EQ(store.append_tokens(99, {}).code(), StatusCode::kNotFound);
  EXPECT_EQ(store.append_routing(99, {}).code(), StatusCode::kNotFound);
}

TEST_F(Recordings, GoWithTheirMessage) {
  const ExpertHistogram histogram{1, 1, {1}};
  EXPECT_OK(store.append_routing(answer, random_trace(2, 1, 1, 1)));
  EXPECT_OK(store.append_tokens(answer, std::vector<TokenRecord>(3)));
  EXPECT_OK(store.finish_answer(answer, {.content = "a", .histogram = &histogram}));
  EXPECT_EQ(take(store.statistics()).num_traces, 1);
  EXPECT_OK(store.delete_conversation(conversation));
  take(store.purge(history.now_ms));
  EXPECT_EQ(take(store.statistics()).num_traces, 0);
  EXPECT_THAT(take(store.tokens(answer)), IsEmpty());
  EXPECT_THAT(take(store.histogram(answer)).counts, IsEmpty());
}

}  // namespace
}  // namespace octant::store

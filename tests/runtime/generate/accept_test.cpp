#include "runtime/generate/accept.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "runtime/api/options.h"
#include "tests/runtime/generate/toy_language.h"

namespace octant {
namespace {

using test::ToyLanguage;
using test::ToyStep;

constexpr double kBelowOne = 1 - 0x1p-53;

std::vector<TokenProbs> matrix(const std::vector<float>& values, size_t rows) {
  const size_t width = values.size() / rows;
  std::vector<TokenProbs> made;
  for (size_t r = 0; r < rows; ++r) {
    made.push_back(TokenProbs::of_all(std::span(values).subspan(r * width, width)));
  }
  return made;
}

TEST(AcceptGreedy, KeepsDraftsUpToTheFirstOtherArgmax) {
  struct Case {
    std::vector<int32_t> drafted, argmax;
    int32_t num_accepted, next_token;
  };
  for (const Case& c : {Case{{}, {4}, 0, 4}, Case{{4}, {4, 6}, 1, 6}, Case{{5}, {4, 6}, 0, 4},
                        Case{{1, 2, 3}, {1, 2, 3, 9}, 3, 9}, Case{{1, 2, 3}, {1, 7, 3, 9}, 1, 7},
                        Case{{1, 2, 3}, {0, 2, 3, 9}, 0, 0}}) {
    const Acceptance got = accept_greedy(c.drafted, c.argmax);
    EXPECT_EQ(got.num_accepted, c.num_accepted);
    EXPECT_EQ(got.next_token, c.next_token);
    EXPECT_EQ(got.num_uniforms, 0);
  }
}

TEST(AcceptSampled, WithoutDraftsIsPlainSampling) {
  const std::vector<float> target{0.25f, 0.5f, 0.25f};
  for (double u : {0.0, 0.3, 0.8}) {
    const auto rows = matrix(target, 1);
    const Acceptance got = accept_sampled({{}, {}, rows}, std::array{u});
    EXPECT_EQ(got.num_accepted, 0);
    EXPECT_EQ(got.next_token, draw(target, u));
    EXPECT_EQ(got.num_uniforms, 1);
  }
}

TEST(AcceptSampled, AcceptsWithProbabilityPOverQ) {
  const std::vector<float> target{0.25f, 0.75f, /**/ 1, 0};
  const std::vector<float> draft{0.5f, 0.5f};
  const std::array<int32_t, 1> drafted{0};
  const auto draft_rows = matrix(draft, 1);
  const auto target_rows = matrix(target, 2);
  const AcceptArgs args{drafted, draft_rows, target_rows};
  const Acceptance yes = accept_sampled(args, std::array{0.5 - 0x1p-53, 0.0});  // 0.25 / 0.5
  EXPECT_EQ(yes.num_accepted, 1);
  EXPECT_EQ(yes.next_token, 0);
  EXPECT_EQ(yes.num_uniforms, 2);
  const Acceptance no = accept_sampled(args, std::array{0.5, 0.0});
  EXPECT_EQ(no.num_accepted, 0);
  EXPECT_EQ(no.next_token, 1);  // the residual is (0, 0.25)
  EXPECT_EQ(no.num_uniforms, 2);
}

TEST(AcceptSampled, NeverAcceptsOrEmitsWhatTheTargetExcludes) {
  const std::vector<float> target{0, 1, 0, /**/ 0, 0, 1};
  const std::vector<float> draft{0.5f, 0.25f, 0.25f};
  const std::array<int32_t, 1> drafted{0};
  for (double u : {0.0, 0.5, kBelowOne}) {
    for (const auto& draft_rows : {matrix(draft, 1), std::vector<TokenProbs>()}) {
      const auto target_rows = matrix(target, 2);
      const Acceptance got = accept_sampled({drafted, draft_rows, target_rows}, std::array{u, u});
      EXPECT_EQ(got.num_accepted, 0) << u;
      EXPECT_EQ(got.next_token, 1) << u;
    }
  }
}

TEST(AcceptSampled, CertainDraftIsAlwaysAccepted) {
  const std::vector<float> target{0, 1, 0, /**/ 0, 0, 1};
  const std::array<int32_t, 1> drafted{1};
  for (double u : {0.0, 0.5, kBelowOne}) {
    const auto rows = matrix(target, 2);
    const Acceptance got = accept_sampled({drafted, {}, rows}, std::array{u, u});
    EXPECT_EQ(got.num_accepted, 1) << u;
    EXPECT_EQ(got.next_token, 2) << u;
  }
}

// P is an ulp below Q at the draft and equal elsewhere: a rejection is possible, a residual is not.
TEST(AcceptSampled, DrawsFromTargetWhenRoundingLeavesNoResidual) {
  const std::vector<float> target{0.5f - 0x1p-25f, 0.5f, /**/ 1, 0};
  const std::vector<float> draft{0.5f, 0.5f};
  const std::array<int32_t, 1> drafted{0};
  for (double u : {0.1, 0.9}) {
    const auto draft_rows = matrix(draft, 1);
    const auto target_rows = matrix(target, 2);
    const Acceptance got =
        accept_sampled({drafted, draft_rows, target_rows}, std::array{kBelowOne, u});
    EXPECT_EQ(got.num_accepted, 0);
    EXPECT_EQ(got.next_token, u < 0.5 ? 0 : 1);
  }
}

TEST(AcceptSampled, StreamAdvancesByTheUniformsThatDecided) {
  const ToyLanguage target = ToyLanguage::random(5, 2, 1);
  const ToyLanguage draft = ToyLanguage::random(5, 2, 2);
  RandomStream drafts(3);
  RandomStream stream(4);
  for (bool greedy_drafts : {false, true}) {
    for (int32_t k = 0; k <= api::kMaxDraftTokens; ++k) {
      ToyStep step(target, draft, greedy_drafts, k);
      step.draft({}, drafts);
      RandomStream copy = stream;
      std::vector<double> uniforms(static_cast<size_t>(k) + 1);
      for (double& u : uniforms) u = copy.uniform();
      const Acceptance expected = accept_sampled(step.args(), uniforms);

      copy = stream;
      const Acceptance got = accept_sampled(step.args(), stream);
      EXPECT_EQ(got.num_accepted, expected.num_accepted);
      EXPECT_EQ(got.next_token, expected.next_token);
      for (int32_t i = 0; i < expected.num_uniforms; ++i) copy.uniform();
      EXPECT_EQ(stream.state(), copy.state());
    }
  }
}

TEST(AcceptSampled, GreedyDraftsGiveTheTokensOfUndraftedSamplingForTheSameSeed) {
  constexpr size_t kNumTokens = 300;
  const ToyLanguage target = ToyLanguage::random(6, 3, 11);
  for (uint64_t draft_seed : {uint64_t{11}, uint64_t{12}}) {  // a perfect draft, and another one
    const ToyLanguage draft = ToyLanguage::random(6, 3, draft_seed);
    std::vector<int32_t> plain;
    RandomStream stream(99);
    while (plain.size() < kNumTokens) plain.push_back(draw(target.next(plain), stream.uniform()));

    for (int32_t k = 0; k <= api::kMaxDraftTokens; ++k) {
      ToyStep step(target, draft, true, k);
      RandomStream unused(0);
      RandomStream same_seed(99);
      std::vector<int32_t> tokens;
      while (tokens.size() < kNumTokens) {
        step.draft(tokens, unused);
        test::append(tokens, step.drafted(), accept_sampled(step.args(), same_seed));
      }
      tokens.resize(kNumTokens);
      EXPECT_EQ(tokens, plain) << k << " drafts";
    }
  }
}

TEST(AcceptDeathTest, RefusesRowsThatDoNotFitTheDrafts) {
  const std::vector<float> target{0.5f, 0.5f, 0.5f, 0.5f};
  const std::array<int32_t, 1> drafted{1};
  const std::array<int32_t, 1> beyond{2};
  const std::array<double, 2> uniforms{0.5, 0.5};
  const auto one = matrix(target, 1);
  const auto two = matrix(target, 2);
  const auto four = matrix(target, 4);
  EXPECT_DEATH(accept_sampled({drafted, {}, one}, uniforms), "target_probs");
  EXPECT_DEATH(accept_sampled({drafted, {}, four}, uniforms), "target_probs");
  EXPECT_DEATH(accept_sampled({beyond, {}, two}, uniforms), "vocab_size");
  EXPECT_DEATH(accept_sampled({drafted, two, two}, uniforms), "draft_probs");
  EXPECT_DEATH(accept_sampled({drafted, {}, two}, std::array{0.5}), "uniforms");
  EXPECT_DEATH(accept_greedy(drafted, drafted), "target_argmax");
}

}  // namespace
}  // namespace octant

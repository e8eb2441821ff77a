#include <cmath>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "kernels/reference/reference_backend.h"
#include "tests/support/host_tensor.h"

namespace octant {
namespace {

using test::HostTensor;

// One token whose logits are given: the gate is their column, x is 1.
struct Routed {
  Status status;
  std::vector<int32_t> topk_idx;
  std::vector<float> topk_weights;
};

Routed route_logits(const RouteShape& shape, const std::vector<float>& logits,
                    const std::vector<float>& bias = {}) {
  HostTensor<float, 2> x({1, 1}, 1.0f);
  HostTensor<float, 2> gate({shape.n_routed_experts, 1}, 0.0f);
  gate.assign(logits);
  HostTensor<float, 1> bias_tensor({static_cast<int64_t>(bias.size())}, 0.0f);
  bias_tensor.assign(bias);
  HostTensor<int32_t, 2> topk_idx({1, shape.num_experts_per_tok}, -7);
  HostTensor<float, 2> topk_weights = test::unwritten<2>({1, shape.num_experts_per_tok});
  Status status = make_reference_backend()->route({.shape = shape,
                                                   .x = x.const_view(),
                                                   .gate = weight_view(gate.const_view()),
                                                   .bias = bias_tensor.const_view(),
                                                   .topk_idx = topk_idx.view(),
                                                   .topk_weights = topk_weights.view()});
  return {std::move(status), topk_idx.values(), topk_weights.values()};
}

// The logit whose sigmoid is s.
float logit(double s) {
  return static_cast<float>(std::log(s / (1 - s)));
}

TEST(ReferenceRoute, BiasTakesPartInTheChoiceOnly) {
  // The gate test of the published DeepSeek code's users: x = (1, 0), rows (4, 0) ... (1, 0).
  const RouteShape shape = {
      .n_routed_experts = 4, .num_experts_per_tok = 2, .routed_scaling_factor = 2.827f};
  HostTensor<float, 2> x({1, 2}, 0.0f);
  x.assign({1, 0});
  HostTensor<float, 2> gate({4, 2}, 0.0f);
  gate.assign({4, 0, 3, 0, 2, 0, 1, 0});
  HostTensor<float, 1> bias({4}, 0.0f);
  bias.assign({-10, 0, 0, 10});
  HostTensor<int32_t, 2> topk_idx({1, 2}, -7);
  HostTensor<float, 2> topk_weights = test::unwritten<2>({1, 2});
  ASSERT_TRUE(make_reference_backend()
                  ->route({.shape = shape,
                           .x = x.const_view(),
                           .gate = weight_view(gate.const_view()),
                           .bias = bias.const_view(),
                           .topk_idx = topk_idx.view(),
                           .topk_weights = topk_weights.view()})
                  .ok());
  EXPECT_EQ(topk_idx.values(), (std::vector<int32_t>{3, 1}));
  // The values are known to five decimals.
  EXPECT_NEAR(topk_weights.view()(0, 0), 1.22753, 5e-6);
  EXPECT_NEAR(topk_weights.view()(0, 1), 1.59947, 5e-6);
}

TEST(ReferenceRoute, SoftmaxWithoutRenormalisingGivesTheProbabilities) {
  const RouteShape shape = {.scoring_func = ScoringFunc::kSoftmax,
                            .n_routed_experts = 3,
                            .num_experts_per_tok = 2,
                            .norm_topk_prob = false,
                            .routed_scaling_factor = 16};
  const Routed routed = route_logits(shape, {std::log(1.0f), std::log(2.0f), std::log(5.0f)});
  ASSERT_TRUE(routed.status.ok());
  EXPECT_EQ(routed.topk_idx, (std::vector<int32_t>{2, 1}));
  EXPECT_FLOAT_EQ(routed.topk_weights[0], 10.0f);  // 16 * 5/8
  EXPECT_FLOAT_EQ(routed.topk_weights[1], 4.0f);   // 16 * 2/8
}

TEST(ReferenceRoute, GroupScoresByMaximumAndByTopTwoChooseDifferently) {
  RouteShape shape = {.n_routed_experts = 6,
                      .num_experts_per_tok = 2,
                      .n_group = 2,
                      .topk_group = 1,
                      .norm_topk_prob = false};
  // Group 0 has the single largest, group 1 the larger sum of two.
  const std::vector<float> logits = {logit(0.9), logit(0.1), logit(0.1),
                                     logit(0.6), logit(0.2), logit(0.7)};
  shape.group_score = GroupScore::kMax;
  EXPECT_EQ(route_logits(shape, logits).topk_idx, (std::vector<int32_t>{0, 1}));
  shape.group_score = GroupScore::kTop2Sum;
  const Routed routed = route_logits(shape, logits);
  EXPECT_EQ(routed.topk_idx, (std::vector<int32_t>{5, 3}));
  EXPECT_FLOAT_EQ(routed.topk_weights[0], 0.7f);
  EXPECT_FLOAT_EQ(routed.topk_weights[1], 0.6f);
}

TEST(ReferenceRoute, SoftmaxWithMaximumGroupsIsTheV2Gate) {
  const RouteShape shape = {.scoring_func = ScoringFunc::kSoftmax,
                            .group_score = GroupScore::kMax,
                            .n_routed_experts = 6,
                            .num_experts_per_tok = 3,
                            .n_group = 3,
                            .topk_group = 2,
                            .norm_topk_prob = false};
  // Probabilities of the groups: {1, 7}/20, {3, 2}/20, {5, 2}/20.
  const Routed routed = route_logits(shape, {std::log(1.0f), std::log(7.0f), std::log(3.0f),
                                             std::log(2.0f), std::log(5.0f), std::log(2.0f)});
  ASSERT_TRUE(routed.status.ok());
  EXPECT_EQ(routed.topk_idx, (std::vector<int32_t>{1, 4, 5}));
  EXPECT_FLOAT_EQ(routed.topk_weights[0], 0.35f);
  EXPECT_FLOAT_EQ(routed.topk_weights[2], 0.1f);
}

TEST(ReferenceRoute, TiesGoToTheLowerExpertAndTheLowerGroup) {
  const RouteShape plain = {.n_routed_experts = 5, .num_experts_per_tok = 3};
  EXPECT_EQ(route_logits(plain, {0, 1, 0, 1, 0}).topk_idx, (std::vector<int32_t>{1, 3, 0}));
  const RouteShape grouped = {
      .n_routed_experts = 6, .num_experts_per_tok = 2, .n_group = 3, .topk_group = 1};
  EXPECT_EQ(route_logits(grouped, {0, 0, 1, 1, 1, 1}).topk_idx, (std::vector<int32_t>{2, 3}));
}

TEST(ReferenceRoute, ExpertsOutsideTheGroupsStayOutWhereAllScoresAreNegative) {
  // All c are below zero, so masking with 0 instead of -inf would prefer the masked experts.
  const RouteShape shape = {
      .n_routed_experts = 4, .num_experts_per_tok = 2, .n_group = 2, .topk_group = 1};
  const Routed routed = route_logits(shape, {1, 1, 0, 0}, {-5, -5, -5, -5});
  EXPECT_EQ(routed.topk_idx, (std::vector<int32_t>{0, 1}));
  EXPECT_FLOAT_EQ(routed.topk_weights[0], 0.5f);
}

TEST(ReferenceRoute, NormalisedWeightsAddUpToTheScalingFactor) {
  const RouteShape shape = {
      .n_routed_experts = 5, .num_experts_per_tok = 3, .routed_scaling_factor = 2.5f};
  const Routed routed = route_logits(shape, {0.3f, -1, 2, 0.1f, -4});
  const float sum = routed.topk_weights[0] + routed.topk_weights[1] + routed.topk_weights[2];
  EXPECT_NEAR(sum, 2.5f, 3 * 2.5f * 0x1p-24);  // three roundings
}

TEST(ReferenceRoute, ScoresThatVanishGiveNoNan) {
  // sigmoid(-200) is 1e-87, far below the 1e-20 of the divisor: the weights are zero in f32.
  const RouteShape shape = {.n_routed_experts = 2, .num_experts_per_tok = 2};
  EXPECT_EQ(route_logits(shape, {-200, -200}).topk_weights, (std::vector<float>{0, 0}));
}

TEST(ReferenceRoute, LogitThatIsNotFiniteIsNamedByRowAndExpert) {
  const RouteShape shape = {.n_routed_experts = 3, .num_experts_per_tok = 1};
  for (float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                    -std::numeric_limits<float>::infinity()}) {
    const Status status = route_logits(shape, {0, 1, bad}).status;
    EXPECT_EQ(status.code(), StatusCode::kInternal);
    EXPECT_NE(status.message().find("row 0 expert 2"), std::string_view::npos) << status.message();
  }
}

}  // namespace
}  // namespace octant

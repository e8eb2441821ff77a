// route, moe_up and moe_down on CUDA against the reference.

#include <limits>

#include "tests/kernels/cuda/cuda_test_support.h"

namespace octant::test {
namespace {

class CudaExperts : public CudaTest {
 protected:
  void check_route(const RouteShape& shape, int64_t T, int64_t H, bool with_bias,
                   const CaseOptions& options) {
    RouteCase expected = make_route_case(shape, T, H, options);
    expected.with_bias = with_bias;
    RouteCase actual = expected;
    ASSERT_TRUE(reference_->route(expected.args()).ok());
    const Status status = cuda_->route(actual.args());
    ASSERT_TRUE(status.ok()) << status.to_string();
    const std::string context = describe("route", T, options);
    EXPECT_EQ(actual.topk_idx.values(), expected.topk_idx.values()) << context;
    expect_close(actual.topk_weights.values(), expected.topk_weights.values(),
                 chain_tolerance(expected.topk_weights.values(), H + shape.n_routed_experts),
                 context);
  }

  void check_moe(const MoeShape& shape, int64_t T, const CaseOptions& options) {
    MoeCase expected = make_moe_case(shape, T, options);
    MoeCase actual = expected;
    const std::string context = describe("moe", T, options);
    ASSERT_TRUE(reference_->moe_up(expected.up_args()).ok());
    const Status up = cuda_->moe_up(actual.up_args());
    ASSERT_TRUE(up.ok()) << up.to_string();
    // gate and up are multiplied: their chains add.
    const int64_t up_length = 2 * shape.hidden_size;
    expect_close(actual.act.values(), expected.act.values(),
                 product_tolerance(expected.act.values(), up_length, T, options.dtype, 2),
                 context + " act");
    expect_close(actual.shared_act.values(), expected.shared_act.values(),
                 product_tolerance(expected.shared_act.values(), up_length, T, options.dtype, 2),
                 context + " shared_act");
    ASSERT_TRUE(reference_->moe_down(expected.down_args()).ok());
    const Status down = cuda_->moe_down(actual.down_args());
    ASSERT_TRUE(down.ok()) << down.to_string();
    const int64_t down_length =
        shape.num_experts_per_tok * shape.moe_intermediate_size + shape.shared_width;
    expect_close(
        actual.out.values(), expected.out.values(),
        product_tolerance(expected.out.values(), up_length + down_length, T, options.dtype, 3),
        context + " out");
    EXPECT_TRUE(actual.act.padding_intact() && actual.shared_act.padding_intact() &&
                actual.out.padding_intact());
  }
};

TEST_F(CudaExperts, RoutingChoosesTheSameExpertsAsTheReference) {
  for (const ScoringFunc scoring : {ScoringFunc::kSigmoid, ScoringFunc::kSoftmax}) {
    for (const GroupScore group_score : {GroupScore::kTop2Sum, GroupScore::kMax}) {
      for (const int64_t n_group : {1, 4}) {
        for (const int64_t T : {0, 1, 3, 9, 20}) {
          const RouteShape shape{.scoring_func = scoring,
                                 .group_score = group_score,
                                 .n_routed_experts = 32,
                                 .num_experts_per_tok = 6,
                                 .n_group = n_group,
                                 .topk_group = n_group == 1 ? 1 : 2,
                                 .norm_topk_prob = n_group == 1,
                                 .routed_scaling_factor = 2.5f};
          check_route(shape, T, 70, n_group > 1,
                      {.seed = static_cast<uint64_t>(40 + T),
                       .dtype = T % 2 == 0 ? DType::kF32 : DType::kBF16});
        }
      }
    }
  }
}

TEST_F(CudaExperts, RoutersOfTheModelsAgree) {
  // V3, V2, V2-Lite, Kimi K2: experts, k, groups.
  const RouteShape v3{.n_routed_experts = 256,
                      .num_experts_per_tok = 8,
                      .n_group = 8,
                      .topk_group = 4,
                      .routed_scaling_factor = 2.5f};
  const RouteShape v2{.scoring_func = ScoringFunc::kSoftmax,
                      .group_score = GroupScore::kMax,
                      .n_routed_experts = 160,
                      .num_experts_per_tok = 6,
                      .n_group = 8,
                      .topk_group = 3,
                      .norm_topk_prob = false,
                      .routed_scaling_factor = 16};
  const RouteShape lite{.scoring_func = ScoringFunc::kSoftmax,
                        .n_routed_experts = 64,
                        .num_experts_per_tok = 6,
                        .norm_topk_prob = false};
  const RouteShape k2{
      .n_routed_experts = 384, .num_experts_per_tok = 8, .routed_scaling_factor = 2.827f};
  for (const RouteShape& shape : {v3, v2, lite, k2}) {
    for (const int64_t T : {1, 8}) check_route(shape, T, 300, true, {.seed = 50});
  }
}

TEST_F(CudaExperts, TiesGoToTheLowerGroupAndTheLowerExpert) {
  const RouteShape shape{
      .n_routed_experts = 8, .num_experts_per_tok = 3, .n_group = 4, .topk_group = 2};
  RouteCase route = make_route_case(shape, 2, 16, {});
  route.with_bias = false;
  route.x.assign(std::vector<float>(32, 0.0f));  // all scores are sigmoid(0)
  ASSERT_TRUE(cuda_->route(route.args()).ok());
  EXPECT_EQ(route.topk_idx.values(), (std::vector<int32_t>{0, 1, 2, 0, 1, 2}));
}

TEST_F(CudaExperts, ScoresThatAreNotFiniteAreAnErrorOnce) {
  const RouteShape shape{.n_routed_experts = 8, .num_experts_per_tok = 2};
  RouteCase route = make_route_case(shape, 2, 16, {});
  const std::vector<float> good = route.x.values();
  std::vector<float> bad = good;
  bad[20] = std::numeric_limits<float>::quiet_NaN();
  route.x.assign(bad);
  const Status status = cuda_->route(route.args());
  EXPECT_EQ(status.code(), StatusCode::kInternal);
  EXPECT_NE(status.message().find("row 1"), std::string_view::npos) << status.to_string();
  route.x.assign(good);
  EXPECT_TRUE(cuda_->route(route.args()).ok());
}

TEST_F(CudaExperts, ExpertsAgreeWithTheReference) {
  const MoeShape small{.hidden_size = 70,
                       .moe_intermediate_size = 40,
                       .n_routed_experts = 9,
                       .num_experts_per_tok = 3,
                       .num_local_experts = 5,
                       .shared_width = 30};
  MoeShape unshared = small;
  unshared.shared_width = 0;
  MoeShape only_shared = small;
  only_shared.num_local_experts = 0;
  for (const DType dtype : weight_dtypes()) {
    for (const int64_t T : {0, 1, 3, 9, 40}) {
      const CaseOptions options{.seed = 21, .dtype = dtype};
      check_moe(small, T, options);
      check_moe(unshared, T, options);
      check_moe(only_shared, T, options);
    }
  }
}

TEST_F(CudaExperts, ManyTokensOfFewExpertsFillLargeTiles) {
  // Every expert gets 100 tokens on average: tiles of 64. One lane looks for two experts below.
  const MoeShape crowded{.hidden_size = 70,
                         .moe_intermediate_size = 70,
                         .n_routed_experts = 3,
                         .num_experts_per_tok = 2,
                         .num_local_experts = 2,
                         .shared_width = 40};
  const MoeShape many{.hidden_size = 16,
                      .moe_intermediate_size = 8,
                      .n_routed_experts = 300,
                      .num_experts_per_tok = 6,
                      .num_local_experts = 290,
                      .shared_width = 0};
  for (const DType dtype : {DType::kBF16, DType::kF8E4M3}) {
    check_moe(crowded, 150, {.seed = 24, .dtype = dtype});
    check_moe(many, 190, {.seed = 25, .dtype = dtype});  // more slots than are staged at once
  }
}

TEST_F(CudaExperts, ShardsThatCutScaleBlocksAgree) {
  const MoeShape shape{.hidden_size = 260,
                       .moe_intermediate_size = 200,
                       .n_routed_experts = 3,
                       .num_experts_per_tok = 2,
                       .num_local_experts = 3,
                       .shared_width = 30};
  for (const DType dtype : weight_dtypes()) {
    check_moe(shape, 2, {.seed = 23, .dtype = dtype, .inside_larger = true});
    check_moe(shape, 12, {.seed = 23, .dtype = dtype, .inside_larger = true});
    check_moe(shape, 12, {.seed = 23, .dtype = dtype, .inside_larger = true, .col_unit = 128});
  }
}

}  // namespace
}  // namespace octant::test

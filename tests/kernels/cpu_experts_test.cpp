// route, moe_up, moe_down and dense_ffn of the fast CPU backend against the reference.

#include "tests/kernels/cpu_test_support.h"

namespace octant::test {
namespace {

TEST(CpuExperts, RoutingChoosesTheSameExpertsAsTheReference) {
  const auto reference = make_reference_backend();
  for (const ScoringFunc scoring : {ScoringFunc::kSigmoid, ScoringFunc::kSoftmax}) {
    for (const GroupScore group_score : {GroupScore::kTop2Sum, GroupScore::kMax}) {
      for (const int64_t n_group : {1, 4}) {
        for (const int64_t T : {0, 1, 3, 9, 64}) {
          const RouteShape shape{.scoring_func = scoring,
                                 .group_score = group_score,
                                 .n_routed_experts = 32,
                                 .num_experts_per_tok = 6,
                                 .n_group = n_group,
                                 .topk_group = n_group == 1 ? 1 : 2,
                                 .norm_topk_prob = n_group == 1,
                                 .routed_scaling_factor = 2.5f};
          const CaseOptions options{.seed = static_cast<uint64_t>(40 + T),
                                    .dtype = T % 2 == 0 ? DType::kF32 : DType::kBF16};
          RouteCase expected = make_route_case(shape, T, 70, options);
          expected.with_bias = n_group > 1;
          RouteCase actual = expected;
          CpuBackendUnderTest cpu(2);
          ASSERT_TRUE(reference->route(expected.args()).ok());
          ASSERT_TRUE(cpu->route(actual.args()).ok());
          const std::string context = describe("route", "default", 2, T, options);
          EXPECT_EQ(actual.topk_idx.values(), expected.topk_idx.values()) << context;
          expect_close(actual.topk_weights.values(), expected.topk_weights.values(),
                       chain_tolerance(expected.topk_weights.values(), 70 + 32), context);
        }
      }
    }
  }
}

TEST(CpuExperts, TiesGoToTheLowerGroupAndTheLowerExpert) {
  const RouteShape shape{
      .n_routed_experts = 8, .num_experts_per_tok = 3, .n_group = 4, .topk_group = 2};
  RouteCase route = make_route_case(shape, 2, 16, {});
  route.with_bias = false;
  route.x.assign(std::vector<float>(32, 0.0f));  // all scores are sigmoid(0)
  CpuBackendUnderTest cpu(1);
  ASSERT_TRUE(cpu->route(route.args()).ok());
  EXPECT_EQ(route.topk_idx.values(), (std::vector<int32_t>{0, 1, 2, 0, 1, 2}));
}

TEST(CpuExperts, ScoresThatAreNotFiniteAreAnError) {
  const RouteShape shape{.n_routed_experts = 8, .num_experts_per_tok = 2};
  RouteCase route = make_route_case(shape, 2, 16, {});
  std::vector<float> x = route.x.values();
  x[20] = std::numeric_limits<float>::quiet_NaN();
  route.x.assign(x);
  CpuBackendUnderTest cpu(2);
  const Status status = cpu->route(route.args());
  EXPECT_EQ(status.code(), StatusCode::kInternal);
  EXPECT_NE(status.message().find("row 1"), std::string_view::npos) << status.to_string();
}

void check_moe(const MoeShape& shape, int64_t T, int32_t threads, const std::string& target,
               const CaseOptions& options) {
  MoeCase expected = make_moe_case(shape, T, options);
  MoeCase actual = expected;
  const auto reference = make_reference_backend();
  CpuBackendUnderTest cpu(threads);
  const std::string context = describe("moe", target, threads, T, options);
  ASSERT_TRUE(reference->moe_up(expected.up_args()).ok());
  const Status up = cpu->moe_up(actual.up_args());
  ASSERT_TRUE(up.ok()) << up.to_string();
  // gate and up are multiplied: their chains add.
  const int64_t up_length = 2 * shape.hidden_size;
  expect_close(actual.act.values(), expected.act.values(),
               chain_tolerance(expected.act.values(), up_length), context + " act");
  expect_close(actual.shared_act.values(), expected.shared_act.values(),
               chain_tolerance(expected.shared_act.values(), up_length), context + " shared_act");
  ASSERT_TRUE(reference->moe_down(expected.down_args()).ok());
  ASSERT_TRUE(cpu->moe_down(actual.down_args()).ok());
  const int64_t down_length =
      shape.num_experts_per_tok * shape.moe_intermediate_size + shape.shared_width;
  expect_close(actual.out.values(), expected.out.values(),
               chain_tolerance(expected.out.values(), up_length + down_length), context + " out");
  EXPECT_TRUE(actual.act.padding_intact() && actual.shared_act.padding_intact() &&
              actual.out.padding_intact());
}

TEST(CpuExperts, ExpertsAgreeWithTheReference) {
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
  for (const int32_t threads : {1, 2, 3}) {
    for (const DType dtype : weight_dtypes()) {
      for (const int64_t T : {0, 1, 3, 8, 9, 64}) {
        const CaseOptions options{.seed = 21, .dtype = dtype};
        check_moe(small, T, threads, "default", options);
        check_moe(unshared, T, threads, "default", options);
        check_moe(only_shared, T, threads, "default", options);
      }
    }
  }
}

TEST(CpuExperts, WidthsBeyondOnePieceAgreeOnEveryInstructionSet) {
  const MoeShape shape{.hidden_size = 260,
                       .moe_intermediate_size = 200,
                       .n_routed_experts = 3,
                       .num_experts_per_tok = 2,
                       .num_local_experts = 3,
                       .shared_width = 30};
  for_each_target([&](const std::string& target) {
    for (const DType dtype : weight_dtypes()) {
      for (const int64_t T : {2, 20}) {
        check_moe(shape, T, 2, target, {.seed = 23, .dtype = dtype, .inside_larger = true});
      }
    }
  });
}

TEST(CpuExperts, MoreTokensThanOneBlockAreDoneInSeveral) {
  const MoeShape shape{.hidden_size = 20,
                       .moe_intermediate_size = 10,
                       .n_routed_experts = 4,
                       .num_experts_per_tok = 2,
                       .num_local_experts = 3,
                       .shared_width = 8};
  check_moe(shape, 530, 2, "default", {.seed = 29});
}

TEST(CpuExperts, DenseFfnAgreesWithTheReference) {
  const auto reference = make_reference_backend();
  for (const int32_t threads : {1, 2, 3}) {
    CpuBackendUnderTest cpu(threads);
    for (const DType dtype : weight_dtypes()) {
      for (const int64_t width : {0, 33, 250}) {
        for (const int64_t T : {0, 1, 3, 8, 9, 64}) {
          const CaseOptions options{.seed = 31, .dtype = dtype};
          DenseFfnCase expected = make_dense_ffn_case(T, 150, width, options);
          DenseFfnCase actual = expected;
          ASSERT_TRUE(reference->dense_ffn(expected.args()).ok());
          ASSERT_TRUE(cpu->dense_ffn(actual.args()).ok());
          expect_close(actual.out.values(), expected.out.values(),
                       chain_tolerance(expected.out.values(), 300 + width),
                       describe("dense_ffn", "default", threads, T, options));
          EXPECT_TRUE(actual.out.padding_intact());
        }
      }
    }
  }
}

}  // namespace
}  // namespace octant::test

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/kernels/refuses.h"
#include "tests/support/stage_cases.h"

namespace octant {
namespace {

constexpr test::MoeShape kMoe = {.hidden_size = 8,
                                 .moe_intermediate_size = 5,
                                 .n_routed_experts = 6,
                                 .num_experts_per_tok = 2,
                                 .num_local_experts = 3,
                                 .shared_width = 4};

TEST(ValidateRoute, RefusesShapesThatCannotChoose) {
  const RouteShape shape = {
      .n_routed_experts = 12, .num_experts_per_tok = 4, .n_group = 4, .topk_group = 2};
  test::RouteCase made = test::make_route_case(shape, 2, 8, {});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, [&](RouteArgs& args) { change(args.shape); });
  };
  refused("num_experts_per_tok is 13", [](RouteShape& s) { s.num_experts_per_tok = 13; });
  refused("num_experts_per_tok is 0", [](RouteShape& s) { s.num_experts_per_tok = 0; });
  refused("num_experts_per_tok is 7, expected at most the 6 experts of topk_group 2 groups",
          [](RouteShape& s) { s.num_experts_per_tok = 7; });
  refused("n_group is 5", [](RouteShape& s) { s.n_group = 5; });
  refused("n_group is 0", [](RouteShape& s) { s.n_group = 0; });
  refused("topk_group is 5, expected between 1 and n_group 4",
          [](RouteShape& s) { s.topk_group = 5; });
  refused("topk_group is 0", [](RouteShape& s) { s.topk_group = 0; });
  refused("n_group is 12, expected groups of at least 2", [](RouteShape& s) {
    s.n_group = 12;
    s.topk_group = 12;
  });
  refused("n_routed_experts is 0", [](RouteShape& s) { s.n_routed_experts = 0; });
  refused("gate is [12, 8], expected [8, 8]", [](RouteShape& s) { s.n_routed_experts = 8; });
  refused("routed_scaling_factor",
          [](RouteShape& s) { s.routed_scaling_factor = std::numeric_limits<float>::infinity(); });
}

TEST(ValidateRoute, RefusesContradictoryShapesAndBadBias) {
  test::RouteCase made =
      test::make_route_case({.n_routed_experts = 6, .num_experts_per_tok = 2}, 2, 8, {});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, change);
  };
  refused("x is [2, 7]", [](RouteArgs& args) { args.x = args.x.slice(1, 0, 7); });
  refused("bias is [5], expected [6]", [](RouteArgs& args) { args.bias = args.bias.first(5); });
  refused("topk_idx is [1, 2]", [](RouteArgs& args) { args.topk_idx = args.topk_idx.first(1); });
  refused("topk_weights is [2, 1]",
          [](RouteArgs& args) { args.topk_weights = args.topk_weights.slice(1, 0, 1); });
  test::RouteCase bad = made;
  bad.bias.view()(4) = std::numeric_limits<float>::quiet_NaN();
  refused("bias[4] is nan", [&](RouteArgs& args) { args.bias = bad.bias.view(); });
}

TEST(ValidateMoe, RefusesExpertsThatDoNotExist) {
  test::MoeCase made = test::make_moe_case(kMoe, 3, {});
  for (int32_t expert : {-1, 6}) {
    test::MoeCase bad = made;
    bad.topk_idx.view()(2, 1) = expert;
    const auto change = [&](auto& args) { args.topk_idx = bad.topk_idx.view(); };
    expect_refused(made.up_args(), "topk_idx[2, 1] is " + std::to_string(expert), change);
    expect_refused(made.down_args(), "topk_idx[2, 1] is " + std::to_string(expert), change);
  }
  for (int32_t local : {-2, 3}) {
    test::MoeCase bad = made;
    bad.local_of_logical.view()(5) = local;
    const auto change = [&](auto& args) { args.local_of_logical = bad.local_of_logical.view(); };
    expect_refused(made.up_args(), "local_of_logical[5] is " + std::to_string(local), change);
    expect_refused(made.down_args(), "local_of_logical[5] is " + std::to_string(local), change);
  }
}

TEST(ValidateMoe, RefusesExpertsOfDifferentShapes) {
  test::MoeCase made = test::make_moe_case(kMoe, 3, {});
  std::vector<GatedFfn> experts;
  for (const test::FfnMatrices& expert : made.experts) experts.push_back(expert.view());
  experts[2].up = experts[2].up.slice_rows(0, 4);
  experts[1].down = experts[1].down.slice_cols(0, 4);
  expect_refused(made.up_args(), "experts[2]: weights: up is [4, 8], expected [5, 8]",
                 [&](MoeUpArgs& args) { args.experts = experts; });
  expect_refused(made.down_args(), "experts[1]: weights: down is [8, 4], expected [8, 5]",
                 [&](MoeDownArgs& args) { args.experts = experts; });
}

TEST(ValidateMoe, RefusesContradictoryShapes) {
  test::MoeCase made = test::make_moe_case(kMoe, 3, {});
  const auto up_refused = [&](std::string_view name, auto change) {
    expect_refused(made.up_args(), name, change);
  };
  up_refused("topk_idx is [2, 2], expected [3, 2]",
             [](MoeUpArgs& args) { args.topk_idx = args.topk_idx.first(2); });
  up_refused("act is [5, 5], expected [6, 5]",
             [](MoeUpArgs& args) { args.act = args.act.first(5); });
  up_refused("shared_act is [3, 4], expected [3, 0]", [](MoeUpArgs& args) { args.shared = {}; });
  up_refused("shared_act", [](MoeUpArgs& args) { args.shared_act = {}; });
  up_refused("shared is half null", [](MoeUpArgs& args) { args.shared.up = {}; });

  const auto down_refused = [&](std::string_view name, auto change) {
    expect_refused(made.down_args(), name, change);
  };
  down_refused("topk_weights is [3, 1], expected [3, 2]",
               [](MoeDownArgs& args) { args.topk_weights = args.topk_weights.slice(1, 0, 1); });
  down_refused("act is [5, 5], expected [6, 5]",
               [](MoeDownArgs& args) { args.act = args.act.first(5); });
  down_refused("shared_act", [](MoeDownArgs& args) { args.shared = {}; });
  down_refused("topk_idx is [3, 2], expected [2, 2]",
               [](MoeDownArgs& args) { args.out = args.out.first(2); });
}

TEST(ValidateDenseFfn, RefusesContradictoryShapes) {
  test::DenseFfnCase made = test::make_dense_ffn_case(3, 8, 6, {});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, change);
  };
  refused("ffn: up is [5, 8], expected [6, 8]",
          [](DenseFfnArgs& args) { args.ffn.up = args.ffn.up.slice_rows(0, 5); });
  refused("ffn: down is [8, 5], expected [8, 6]",
          [](DenseFfnArgs& args) { args.ffn.down = args.ffn.down.slice_cols(0, 5); });
  refused("ffn: gate is [6, 8], expected [6, 7]", [](DenseFfnArgs& args) {
    args.x = args.x.slice(1, 0, 7);
    args.out = args.out.slice(1, 0, 7);
  });
  refused("out is [2, 8], expected [3, 8]",
          [](DenseFfnArgs& args) { args.out = args.out.first(2); });
}

}  // namespace
}  // namespace octant

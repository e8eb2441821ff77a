#include <cmath>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "kernels/reference/reference_backend.h"
#include "tests/support/compare.h"
#include "tests/support/stage_cases.h"

namespace octant {
namespace {

using test::HostTensor;
using test::MoeCase;
using test::MoeShape;

constexpr MoeShape kShape = {.hidden_size = 9,
                             .moe_intermediate_size = 5,
                             .n_routed_experts = 7,
                             .num_experts_per_tok = 3,
                             .num_local_experts = 4,
                             .shared_width = 6};

class ReferenceExperts : public testing::Test {
 protected:
  std::unique_ptr<Backend> backend_ = make_reference_backend();
};

HostTensor<float, 2> matrix(int64_t rows, int64_t cols, const std::vector<float>& values) {
  HostTensor<float, 2> made({rows, cols}, 0.0f);
  made.assign(values);
  return made;
}

double silu(double x) {
  return x / (1 + std::exp(-x));
}

TEST_F(ReferenceExperts, DenseFfnIsDownOfSiluGateTimesUp) {
  const auto x = matrix(1, 2, {1, 2});
  const auto gate = matrix(2, 2, {1, 0, 0, -1});  // 1, -2
  const auto up = matrix(2, 2, {0, 1, 1, 1});     // 2, 3
  const auto down = matrix(2, 2, {1, 10, 100, 0});
  auto out = test::unwritten<2>({1, 2});
  ASSERT_TRUE(backend_
                  ->dense_ffn({.x = x.const_view(),
                               .ffn = {.gate = weight_view(gate.const_view()),
                                       .up = weight_view(up.const_view()),
                                       .down = weight_view(down.const_view())},
                               .out = out.view()})
                  .ok());
  EXPECT_FLOAT_EQ(out.view()(0, 0), static_cast<float>(2 * silu(1) + 10 * 3 * silu(-2)));
  EXPECT_FLOAT_EQ(out.view()(0, 1), static_cast<float>(100 * 2 * silu(1)));
}

TEST_F(ReferenceExperts, SliceOfWidthZeroGivesZeros) {
  test::DenseFfnCase made = test::make_dense_ffn_case(2, 3, 0, {});
  ASSERT_TRUE(backend_->dense_ffn(made.args()).ok());
  EXPECT_EQ(made.out.values(), std::vector<float>(6, 0.0f));
}

TEST_F(ReferenceExperts, PartialsOfSlicesAddUpToTheWholeFfn) {
  test::DenseFfnCase whole = test::make_dense_ffn_case(3, 9, 10, {.dtype = DType::kBF16});
  ASSERT_TRUE(backend_->dense_ffn(whole.args()).ok());
  const std::vector<float> expected = whole.out.values();
  std::vector<float> sum(expected.size(), 0.0f);
  for (int64_t begin = 0; begin < 10; begin += 5) {
    DenseFfnArgs args = whole.args();
    args.ffn = {.gate = args.ffn.gate.slice_rows(begin, begin + 5),
                .up = args.ffn.up.slice_rows(begin, begin + 5),
                .down = args.ffn.down.slice_cols(begin, begin + 5)};
    ASSERT_TRUE(backend_->dense_ffn(args).ok());
    const std::vector<float> part = whole.out.values();
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += part[i];
  }
  // Two partials and their sum are rounded once each.
  test::expect_close(sum, expected, test::chain_tolerance(expected, 3), "slices of dense_ffn");
}

TEST_F(ReferenceExperts, MoeUpWritesTheRowsOfLocalExpertsOnly) {
  MoeCase made = test::make_moe_case(kShape, 5, {.seed = 2});
  ASSERT_TRUE(backend_->moe_up(made.up_args()).ok());
  int local_rows = 0;
  for (int64_t t = 0; t < 5; ++t) {
    for (int64_t j = 0; j < 3; ++j) {
      const int32_t local = made.local_of_logical.view()(made.topk_idx.view()(t, j));
      local_rows += local >= 0;
      for (int64_t i = 0; i < kShape.moe_intermediate_size; ++i) {
        const float value = made.act.view()(t * 3 + j, i);
        if (local < 0) {
          EXPECT_TRUE(std::isnan(value));
          continue;
        }
        double gate = 0;
        double up = 0;
        const test::FfnMatrices& expert = made.experts[static_cast<size_t>(local)];
        for (int64_t c = 0; c < kShape.hidden_size; ++c) {
          gate += static_cast<double>(made.x.view()(t, c)) * expert.gate.view().at(i, c);
          up += static_cast<double>(made.x.view()(t, c)) * expert.up.view().at(i, c);
        }
        EXPECT_FLOAT_EQ(value, static_cast<float>(silu(gate) * up));
      }
    }
  }
  EXPECT_GT(local_rows, 0);
  EXPECT_LT(local_rows, 15);
  EXPECT_TRUE(made.act.padding_intact());
  EXPECT_FALSE(std::isnan(made.shared_act.view()(4, kShape.shared_width - 1)));
}

TEST_F(ReferenceExperts, MoeDownReadsNoRowOfAnotherRank) {
  MoeCase made = test::make_moe_case(kShape, 5, {.seed = 2});
  ASSERT_TRUE(backend_->moe_up(made.up_args()).ok());
  // The rows of experts elsewhere are NaN: reading one would show.
  ASSERT_TRUE(backend_->moe_down(made.down_args()).ok());
  for (float value : made.out.values()) EXPECT_TRUE(std::isfinite(value));
}

// H = I = 1; expert e multiplies by weights[e].
std::vector<float> sum_in_slot_order(Backend& backend, const std::vector<int32_t>& chosen,
                                     const std::vector<float>& down_weights) {
  const auto tokens_k = static_cast<int64_t>(chosen.size());
  std::vector<HostTensor<float, 2>> downs;
  std::vector<GatedFfn> experts;
  for (float weight : down_weights) downs.push_back(matrix(1, 1, {weight}));
  for (const auto& down : downs) experts.push_back({{}, {}, weight_view(down.const_view())});
  HostTensor<int32_t, 2> topk_idx({1, tokens_k}, 0);
  topk_idx.assign(chosen);
  const HostTensor<float, 2> topk_weights({1, tokens_k}, 1.0f);
  const HostTensor<float, 2> act({tokens_k, 1}, 1.0f);
  HostTensor<int32_t, 1> local({static_cast<int64_t>(experts.size())}, 0);
  for (int64_t e = 0; e < local.shape()[0]; ++e) local.view()(e) = static_cast<int32_t>(e);
  auto out = test::unwritten<2>({1, 1});
  EXPECT_TRUE(backend
                  .moe_down({.act = act.const_view(),
                             .shared_act = {},
                             .topk_idx = topk_idx.const_view(),
                             .topk_weights = topk_weights.const_view(),
                             .local_of_logical = local.const_view(),
                             .experts = experts,
                             .shared = {},
                             .out = out.view()})
                  .ok());
  return out.values();
}

TEST_F(ReferenceExperts, ContributionsAreAddedInSlotOrder) {
  // In doubles 1e30 + 1 - 1e30 is 0 and 1e30 - 1e30 + 1 is 1: the order of the slots shows, that of
  // the experts does not.
  const std::vector<float> weights = {1e30f, 1.0f, -1e30f};
  EXPECT_EQ(sum_in_slot_order(*backend_, {0, 1, 2}, weights), (std::vector<float>{0}));
  EXPECT_EQ(sum_in_slot_order(*backend_, {0, 2, 1}, weights), (std::vector<float>{1}));
}

TEST_F(ReferenceExperts, RanksThatShareTheExpertsAddUpToTheWhole) {
  MoeShape everything = kShape;
  everything.num_local_experts = kShape.n_routed_experts;
  MoeCase made = test::make_moe_case(everything, 4, {.seed = 6});
  ASSERT_TRUE(backend_->moe_up(made.up_args()).ok());
  ASSERT_TRUE(backend_->moe_down(made.down_args()).ok());
  const std::vector<float> expected = made.out.values();

  std::vector<float> sum(expected.size(), 0.0f);
  const HostTensor<int32_t, 1> placement = made.local_of_logical;
  for (int rank = 0; rank < 2; ++rank) {
    for (int64_t e = 0; e < kShape.n_routed_experts; ++e) {
      made.local_of_logical.view()(e) = e % 2 == rank ? placement.view()(e) : -1;
    }
    MoeUpArgs up = made.up_args();
    MoeDownArgs down = made.down_args();
    if (rank == 1) {  // the shared expert is on rank 0 alone
      up.shared = down.shared = {};
      up.shared_act = {};
      down.shared_act = {};
    }
    ASSERT_TRUE(backend_->moe_up(up).ok());
    ASSERT_TRUE(backend_->moe_down(down).ok());
    const std::vector<float> part = made.out.values();
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += part[i];
  }
  // Two partials and their sum are rounded once each.
  test::expect_close(sum, expected, test::chain_tolerance(expected, 3), "two ranks");
}

TEST_F(ReferenceExperts, RankWithoutExpertsGivesZeros) {
  MoeShape nothing = kShape;
  nothing.num_local_experts = 0;
  nothing.shared_width = 0;
  MoeCase made = test::make_moe_case(nothing, 2, {});
  ASSERT_TRUE(backend_->moe_up(made.up_args()).ok());
  ASSERT_TRUE(backend_->moe_down(made.down_args()).ok());
  EXPECT_EQ(made.out.values(), std::vector<float>(18, 0.0f));
}

}  // namespace
}  // namespace octant

// What holds for every stage: no rows are legal, weights of all dtypes are read where they are
// stored, a row does not depend on its neighbours, and the same inputs give the same bits.

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kernels/reference/reference_backend.h"
#include "tests/support/stage_cases.h"

namespace octant {
namespace {

using test::CaseOptions;

constexpr MlaShape kMla = {.num_heads = 2,
                           .qk_nope_head_dim = 6,
                           .qk_rope_head_dim = 4,
                           .v_head_dim = 5,
                           .kv_lora_rank = 8};
constexpr test::MoeShape kMoe = {.hidden_size = 8,
                                 .moe_intermediate_size = 5,
                                 .n_routed_experts = 4,
                                 .num_experts_per_tok = 2,
                                 .num_local_experts = 3,
                                 .shared_width = 6};

TEST(ReferenceShapes, NoRowsAreLegalInEveryStage) {
  const std::unique_ptr<Backend> backend = make_reference_backend();
  EXPECT_TRUE(backend->embed(test::make_embed_case(0, 5, 4, {}).args()).ok());
  EXPECT_TRUE(backend->attn_in(test::make_attn_in_case(0, 4, 3, 5, {}).args()).ok());
  for (MlaForm form : {MlaForm::kAbsorbed, MlaForm::kExpanded}) {
    const CaseOptions options = {.form = form};
    EXPECT_TRUE(backend->attn_q(test::make_attn_q_case(kMla, 0, 3, options).args()).ok());
    EXPECT_TRUE(backend->attn_q(test::make_attn_q_case(kMla, 0, 0, options).args()).ok());
    EXPECT_TRUE(backend->mla_attend(test::make_mla_attend_case(kMla, 0, options).args()).ok());
    EXPECT_TRUE(backend->attn_out(test::make_attn_out_case(kMla, 0, 7, options).args()).ok());
  }
  EXPECT_TRUE(backend->add_norm(test::make_add_norm_case(0, 4, 2, {}).args()).ok());
  EXPECT_TRUE(
      backend
          ->route(test::make_route_case({.n_routed_experts = 4, .num_experts_per_tok = 2}, 0, 4, {})
                      .args())
          .ok());
  test::MoeCase moe = test::make_moe_case(kMoe, 0, {});
  EXPECT_TRUE(backend->moe_up(moe.up_args()).ok());
  EXPECT_TRUE(backend->moe_down(moe.down_args()).ok());
  EXPECT_TRUE(backend->dense_ffn(test::make_dense_ffn_case(0, 4, 6, {}).args()).ok());
  EXPECT_TRUE(backend->head(test::make_head_case(0, 4, 6, {}).args()).ok());
  EXPECT_TRUE(backend->draft_in(test::make_draft_in_case(0, 4, 0, 8, {}).args()).ok());
  EXPECT_TRUE(backend->sample(test::make_sample_case(0, 5, 5, {}, {}).args()).ok());
}

struct Storage {
  DType dtype;
  bool power_of_two_scales;
};

class WeightStorage : public testing::TestWithParam<Storage> {};

// The same values as an F32 matrix, without scales.
test::HostTensor<float, 2> dequantised(const WeightView& weight) {
  test::HostTensor<float, 2> values({weight.rows, weight.cols}, 0.0f);
  for (int64_t r = 0; r < weight.rows; ++r) {
    for (int64_t c = 0; c < weight.cols; ++c) values.view()(r, c) = weight.at(r, c);
  }
  return values;
}

TEST_P(WeightStorage, HeadGivesTheBitsOfTheDequantisedMatrix) {
  const std::unique_ptr<Backend> backend = make_reference_backend();
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    test::HeadCase made =
        test::make_head_case(3, 150, 140,
                             {.seed = seed,
                              .dtype = GetParam().dtype,
                              .power_of_two_scales = GetParam().power_of_two_scales,
                              .inside_larger = true});
    ASSERT_TRUE(backend->head(made.args()).ok());
    test::HeadCase plain = made;
    const auto values = dequantised(made.lm_head.view());
    HeadArgs args = plain.args();
    args.lm_head = weight_view(values.const_view());
    ASSERT_TRUE(backend->head(args).ok());
    EXPECT_EQ(made.logits.values(), plain.logits.values()) << "seed " << seed;
    EXPECT_TRUE(made.logits.padding_intact());
  }
}

TEST_P(WeightStorage, QueriesAreAbsorbedThroughRowsThatBeginInsideABlock) {
  // 160 rows a head, of which 96 are W_UK: no head but the first begins on a block of 128.
  constexpr MlaShape kShape = {.num_heads = 3,
                               .qk_nope_head_dim = 96,
                               .qk_rope_head_dim = 8,
                               .v_head_dim = 64,
                               .kv_lora_rank = 32};
  const std::unique_ptr<Backend> backend = make_reference_backend();
  test::AttnQCase made = test::make_attn_q_case(
      kShape, 2, 24,
      {.dtype = GetParam().dtype, .power_of_two_scales = GetParam().power_of_two_scales});
  ASSERT_TRUE(backend->attn_q(made.args()).ok());
  test::AttnQCase plain = made;
  const auto q_b = dequantised(made.q_b.view());
  const auto kv_b = dequantised(made.kv_b.view());
  AttnQArgs args = plain.args();
  args.q_b = weight_view(q_b.const_view());
  args.kv_b = weight_view(kv_b.const_view());
  ASSERT_TRUE(backend->attn_q(args).ok());
  EXPECT_EQ(made.q.values(), plain.q.values());
}

INSTANTIATE_TEST_SUITE_P(DTypes, WeightStorage,
                         testing::Values(Storage{DType::kF32, false}, Storage{DType::kBF16, false},
                                         Storage{DType::kF8E4M3, false},
                                         Storage{DType::kF8E4M3, true}),
                         [](const auto& storage) {
                           return std::string(to_string(storage.param.dtype)) +
                                  (storage.param.power_of_two_scales ? "_ue8m0" : "");
                         });

TEST(ReferenceShapes, RowDoesNotDependOnItsNeighbours) {
  const std::unique_ptr<Backend> backend = make_reference_backend();
  test::MoeCase all = test::make_moe_case(kMoe, 4, {});
  ASSERT_TRUE(backend->moe_up(all.up_args()).ok());
  ASSERT_TRUE(backend->moe_down(all.down_args()).ok());
  const std::vector<float> expected = all.out.values();
  for (int64_t t = 0; t < 4; ++t) {
    test::MoeCase one = all;
    MoeUpArgs up = one.up_args();
    up.x = up.x.slice(0, t, t + 1);
    up.topk_idx = up.topk_idx.slice(0, t, t + 1);
    up.act = up.act.slice(0, 2 * t, 2 * t + 2);
    up.shared_act = up.shared_act.slice(0, t, t + 1);
    MoeDownArgs down = one.down_args();
    down.act = up.act;
    down.shared_act = up.shared_act;
    down.topk_idx = up.topk_idx;
    down.topk_weights = down.topk_weights.slice(0, t, t + 1);
    down.out = down.out.slice(0, 0, 1);
    ASSERT_TRUE(backend->moe_up(up).ok());
    ASSERT_TRUE(backend->moe_down(down).ok());
    for (int64_t i = 0; i < kMoe.hidden_size; ++i) {
      EXPECT_EQ(down.out(0, i), expected[static_cast<size_t>(t * kMoe.hidden_size + i)]);
    }
  }
}

TEST(ReferenceShapes, CaseFromTheSameSeedGivesTheSameBits) {
  const std::unique_ptr<Backend> backend = make_reference_backend();
  std::vector<float> results[2];
  for (std::vector<float>& result : results) {
    test::AttnInCase made = test::make_attn_in_case(3, 40, 20, 10, {.seed = 77});
    ASSERT_TRUE(backend->attn_in(made.args()).ok());
    result = made.q_a_out.values();
  }
  EXPECT_EQ(results[0], results[1]);
}

}  // namespace
}  // namespace octant

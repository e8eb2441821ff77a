#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "kernels/reference/reference_backend.h"
#include "tests/support/compare.h"
#include "tests/support/stage_cases.h"

namespace octant {
namespace {

using test::CaseOptions;
using test::HostTensor;

// Dimensions that all differ, so that one taken for another shows.
constexpr MlaShape kShape = {.num_heads = 3,
                             .qk_nope_head_dim = 10,
                             .qk_rope_head_dim = 6,
                             .v_head_dim = 7,
                             .kv_lora_rank = 13};

class ReferenceAttention : public testing::Test {
 protected:
  std::unique_ptr<Backend> backend_ = make_reference_backend();
};

template <int N>
HostTensor<float, N> tensor(const std::array<int64_t, N>& shape, const std::vector<float>& values) {
  HostTensor<float, N> made(shape, 0.0f);
  made.assign(values);
  return made;
}

TEST_F(ReferenceAttention, AttnInNormsThenProjects) {
  const auto x = tensor<2>({1, 2}, {3, 4});
  const auto norm = tensor<1>({2}, {1, 2});
  const auto q_a = tensor<2>({1, 2}, {1, 0});
  const auto kv_a = tensor<2>({2, 2}, {0, 1, 1, 1});
  auto q_a_out = test::unwritten<2>({1, 1});
  auto kv_a_out = test::unwritten<2>({1, 2});
  ASSERT_TRUE(backend_
                  ->attn_in({.x = x.const_view(),
                             .norm_weight = norm.const_view(),
                             .eps = 12.5f,
                             .q_a = weight_view(q_a.const_view()),
                             .kv_a = weight_view(kv_a.const_view()),
                             .q_a_out = q_a_out.view(),
                             .kv_a_out = kv_a_out.view()})
                  .ok());
  // sqrt(12.5 + 12.5) = 5: n = (3/5, 8/5)
  EXPECT_FLOAT_EQ(q_a_out.view()(0, 0), 0.6f);
  EXPECT_FLOAT_EQ(kv_a_out.view()(0, 0), 1.6f);
  EXPECT_FLOAT_EQ(kv_a_out.view()(0, 1), 2.2f);
}

TEST_F(ReferenceAttention, RotationTurnsInterleavedPairs) {
  // One head, N = 1, P = 4, C = 1, no q_b: what comes out is the rotated input.
  constexpr MlaShape kTiny = {.num_heads = 1,
                              .qk_nope_head_dim = 1,
                              .qk_rope_head_dim = 4,
                              .v_head_dim = 1,
                              .kv_lora_rank = 1};
  test::AttnQCase made =
      test::make_attn_q_case(kTiny, 1, 0, {.form = MlaForm::kExpanded, .first_position = 2});
  made.q_a.assign({9, 1, 2, 3, 4});
  made.kv_a.assign({5, 10, 20, 30, 40});
  // Position 2: the first pair by 90 degrees, the second one scaled by 2 (an attention factor).
  for (int64_t p = 0; p < 3; ++p) {
    made.cos.view()(p, 0) = p == 2 ? 0.0f : 7.0f;
    made.sin.view()(p, 0) = p == 2 ? 1.0f : 7.0f;
    made.cos.view()(p, 1) = p == 2 ? 2.0f : 7.0f;
    made.sin.view()(p, 1) = p == 2 ? 0.0f : 7.0f;
  }
  made.kv_a_norm.assign({3});
  ASSERT_TRUE(backend_->attn_q(made.args()).ok());
  EXPECT_EQ(made.q.values(), (std::vector<float>{9, -2, 1, 6, 8}));
  const std::vector<float> row = made.cache.read_row(2);
  EXPECT_NEAR(row[0], 3.0f, 3e-7);  // 3 * 5 / sqrt(25 + 1e-6): relative difference 2e-8
  EXPECT_EQ(std::vector<float>(row.begin() + 1, row.end()), (std::vector<float>{-20, 10, 60, 80}));
}

TEST_F(ReferenceAttention, AttnQWritesItsOwnCacheRowsOnly) {
  for (DType cache_dtype : {DType::kF32, DType::kBF16}) {
    test::AttnQCase made = test::make_attn_q_case(
        kShape, 3, 5, {.cache_dtype = cache_dtype, .first_position = 6, .page_block_size = 4});
    ASSERT_TRUE(backend_->attn_q(made.args()).ok());
    int64_t written_bytes = 0;
    for (std::byte byte : made.cache.bytes()) written_bytes += byte != std::byte{0xff};
    // A byte of a written number may be 0xff too.
    EXPECT_LE(written_bytes, 3 * kShape.cache_width() * size_of(cache_dtype));
    for (int64_t p = 0; p < 9; ++p) {
      for (float value : made.cache.read_row(p)) {
        EXPECT_EQ(std::isnan(value), p < 6) << "position " << p;
      }
    }
    EXPECT_TRUE(made.q.padding_intact());
  }
}

TEST_F(ReferenceAttention, Bf16CacheHoldsTheRoundedRowsOfTheF32Cache) {
  const CaseOptions options = {.seed = 3, .first_position = 2};
  CaseOptions bf16_options = options;
  bf16_options.cache_dtype = DType::kBF16;
  test::AttnQCase exact = test::make_attn_q_case(kShape, 4, 5, options);
  test::AttnQCase rounded = test::make_attn_q_case(kShape, 4, 5, bf16_options);
  ASSERT_TRUE(backend_->attn_q(exact.args()).ok());
  ASSERT_TRUE(backend_->attn_q(rounded.args()).ok());
  for (int64_t p = 2; p < 6; ++p) {
    const std::vector<float> row = exact.cache.read_row(p);
    const std::vector<float> bf16_row = rounded.cache.read_row(p);
    for (size_t i = 0; i < row.size(); ++i) {
      EXPECT_EQ(bf16_row[i], bf16::from_float(row[i]).to_float()) << p << " " << i;
    }
  }
}

TEST_F(ReferenceAttention, AttendWeighsValuesBySoftmaxAndSeesThePastOnly) {
  // C = 1, P = 2; k_pe is zero, so a score is softmax_scale * q_0 * c.
  constexpr MlaShape kTiny = {.num_heads = 1,
                              .qk_nope_head_dim = 1,
                              .qk_rope_head_dim = 2,
                              .v_head_dim = 1,
                              .kv_lora_rank = 1};
  test::MlaAttendCase made = test::make_mla_attend_case(kTiny, 2, {.first_position = 1});
  made.cache.write_row(0, {1, 0, 0});
  made.cache.write_row(1, {2, 0, 0});
  made.cache.write_row(2, {4, 0, 0});
  made.q.assign({1, 0, 0, 0, 0, 0});
  MlaAttendArgs args = made.args();
  args.softmax_scale = std::log(3.0f);
  ASSERT_TRUE(backend_->mla_attend(args).ok());
  // Row 0 sees 1 and 2 with weights 3 : 9. Row 1 has no preference: the mean of 1, 2, 4.
  EXPECT_FLOAT_EQ(made.out.view()(0, 0, 0), 1.75f);
  EXPECT_FLOAT_EQ(made.out.view()(1, 0, 0), 7.0f / 3.0f);
}

// attn_q, mla_attend and attn_out one after the other; attention of T rows after `past` others.
std::vector<float> attention(Backend& backend, MlaForm form, int64_t past, int64_t T) {
  const CaseOptions options = {
      .seed = 8, .form = form, .first_position = past, .page_block_size = 4};
  test::AttnQCase query = test::make_attn_q_case(kShape, T, 5, options);
  test::Random random(9);
  for (int64_t p = 0; p < past; ++p) {
    query.cache.write_row(p, random.normals(kShape.cache_width()));
  }
  EXPECT_TRUE(backend.attn_q(query.args()).ok());

  test::MlaAttendCase attend = test::make_mla_attend_case(kShape, T, options);
  MlaAttendArgs attend_args = attend.args();
  attend_args.q = query.q.view();
  attend_args.cache = query.cache.view();
  attend_args.kv_b = query.kv_b.view();
  EXPECT_TRUE(backend.mla_attend(attend_args).ok());

  test::Random weights(10);
  const test::RandomMatrix o_proj(weights, 11, kShape.num_heads * kShape.v_head_dim);
  auto out = test::unwritten<2>({T, 11});
  EXPECT_TRUE(backend
                  .attn_out({.shape = kShape,
                             .form = form,
                             .attended = attend.out.const_view(),
                             .kv_b = query.kv_b.view(),
                             .o_proj = o_proj.view(),
                             .out = out.view()})
                  .ok());
  return out.values();
}

TEST_F(ReferenceAttention, AbsorbedAndExpandedFormsAgree) {
  for (int64_t past : {0, 1, 9}) {
    for (int64_t T : {1, 4}) {
      const std::vector<float> absorbed = attention(*backend_, MlaForm::kAbsorbed, past, T);
      const std::vector<float> expanded = attention(*backend_, MlaForm::kExpanded, past, T);
      // Rounded to f32 between stages only: q feeds dots of C + P = 19 terms whose error the
      // softmax passes on, attended feeds V h = 21 terms.
      test::expect_close(absorbed, expanded, test::chain_tolerance(expanded, 19 + 21),
                         "both forms");
    }
  }
}

TEST_F(ReferenceAttention, AttnOutMultipliesEachHeadByItsOwnColumns) {
  constexpr MlaShape kTiny = {.num_heads = 2,
                              .qk_nope_head_dim = 1,
                              .qk_rope_head_dim = 2,
                              .v_head_dim = 1,
                              .kv_lora_rank = 2};
  const auto attended = tensor<3>({1, 2, 2}, {1, 2, 3, 4});
  // Rows a head: W_UK, then W_UV. The W_UK rows must not be read here.
  const auto kv_b = tensor<2>({4, 2}, {99, 99, 1, 1, 99, 99, 0, 1});
  const auto o_proj = tensor<2>({1, 2}, {100, 1});
  auto out = test::unwritten<2>({1, 1});
  AttnOutArgs args = {.shape = kTiny,
                      .form = MlaForm::kAbsorbed,
                      .attended = attended.const_view(),
                      .kv_b = weight_view(kv_b.const_view()),
                      .o_proj = weight_view(o_proj.const_view()),
                      .out = out.view()};
  ASSERT_TRUE(backend_->attn_out(args).ok());
  EXPECT_EQ(out.view()(0, 0), 304.0f);  // o = (1 + 2, 4)

  const auto values = tensor<3>({1, 2, 1}, {5, 6});
  args.form = MlaForm::kExpanded;
  args.attended = values.const_view();
  args.kv_b = {};
  ASSERT_TRUE(backend_->attn_out(args).ok());
  EXPECT_EQ(out.view()(0, 0), 506.0f);
}

TEST_F(ReferenceAttention, RankWithoutHeadsKeepsTheCacheAndGivesZeros) {
  MlaShape shape = kShape;
  shape.num_heads = 0;
  test::AttnQCase with_heads = test::make_attn_q_case(kShape, 2, 5, {.seed = 4});
  test::AttnQCase without = with_heads;
  AttnQArgs args = without.args();
  args.shape.num_heads = 0;
  args.q_b = {};
  args.kv_b = {};
  args.q = {};
  ASSERT_TRUE(backend_->attn_q(with_heads.args()).ok());
  ASSERT_TRUE(backend_->attn_q(args).ok());
  EXPECT_EQ(without.cache.read_row(1), with_heads.cache.read_row(1));

  test::MlaAttendCase attend = test::make_mla_attend_case(shape, 2, {});
  EXPECT_TRUE(backend_->mla_attend(attend.args()).ok());

  test::AttnOutCase out = test::make_attn_out_case(shape, 2, 5, {});
  ASSERT_TRUE(backend_->attn_out(out.args()).ok());
  EXPECT_EQ(out.out.values(), std::vector<float>(10, 0.0f));
}

}  // namespace
}  // namespace octant

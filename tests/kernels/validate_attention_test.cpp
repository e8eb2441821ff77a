#include <limits>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/kernels/refuses.h"
#include "tests/support/stage_cases.h"

namespace octant {
namespace {

constexpr MlaShape kShape = {.num_heads = 2,
                             .qk_nope_head_dim = 6,
                             .qk_rope_head_dim = 4,
                             .v_head_dim = 5,
                             .kv_lora_rank = 8};
constexpr int64_t kLargest = std::numeric_limits<int64_t>::max();

TEST(ValidateAttnIn, RefusesContradictoryShapes) {
  test::AttnInCase made = test::make_attn_in_case(3, 8, 4, 6, {});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, change);
  };
  refused("x is [3, 7], expected [3, 8]", [](AttnInArgs& args) { args.x = args.x.slice(1, 0, 7); });
  refused("norm_weight is [7], expected [8]",
          [](AttnInArgs& args) { args.norm_weight = args.norm_weight.first(7); });
  refused("q_a is [4, 7], expected [4, 8]",
          [](AttnInArgs& args) { args.q_a = args.q_a.slice_cols(0, 7); });
  refused("q_a_out is [3, 4], expected [3, 3]",
          [](AttnInArgs& args) { args.q_a = args.q_a.slice_rows(0, 3); });
  refused("kv_a_out is [2, 6], expected [3, 6]",
          [](AttnInArgs& args) { args.kv_a_out = args.kv_a_out.first(2); });
  refused("eps", [](AttnInArgs& args) { args.eps = std::numeric_limits<float>::quiet_NaN(); });
}

TEST(ValidateAttnQ, RefusesContradictoryShapes) {
  test::AttnQCase made = test::make_attn_q_case(kShape, 3, 7, {.first_position = 2});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, change);
  };
  refused("num_heads", [](AttnQArgs& args) { args.shape.num_heads = -1; });
  refused("qk_nope_head_dim", [](AttnQArgs& args) { args.shape.qk_nope_head_dim = 0; });
  refused("qk_rope_head_dim is 3, expected even",
          [](AttnQArgs& args) { args.shape.qk_rope_head_dim = 3; });
  refused("v_head_dim", [](AttnQArgs& args) { args.shape.v_head_dim = -5; });
  refused("kv_lora_rank", [](AttnQArgs& args) { args.shape.kv_lora_rank = 0; });
  refused("kv_a is [3, 12], expected [3, 11]",
          [](AttnQArgs& args) { args.shape.kv_lora_rank = 7; });
  refused("kv_a_norm is [7]", [](AttnQArgs& args) { args.kv_a_norm = args.kv_a_norm.first(7); });
  refused("q_b is [20, 7], expected [30, 7]", [](AttnQArgs& args) { args.shape.num_heads = 3; });
  refused("q_a is [2, 7], expected [3, 7]", [](AttnQArgs& args) { args.q_a = args.q_a.first(2); });
  refused("q_a_norm is [6], expected [7]",
          [](AttnQArgs& args) { args.q_a_norm = args.q_a_norm.first(6); });
  refused("q_a_norm is given, expected null", [](AttnQArgs& args) { args.q_b = {}; });
  refused("q_a_norm", [](AttnQArgs& args) { args.q_a_norm = {}; });
  refused("kv_b is [22, 7], expected [22, 8]",
          [](AttnQArgs& args) { args.kv_b = args.kv_b.slice_cols(0, 7); });
  refused("q is [3, 2, 12], expected [3, 2, 10]",
          [](AttnQArgs& args) { args.form = MlaForm::kExpanded; });
  refused("eps", [](AttnQArgs& args) { args.eps = -1; });
}

TEST(ValidateAttnQ, RefusesPositionsBeyondTheRopeTable) {
  test::AttnQCase made = test::make_attn_q_case(kShape, 3, 7, {.first_position = 2});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, change);
  };
  refused("position 5 is beyond the rope table, expected less than 5",
          [](AttnQArgs& args) { args.first_position = 3; });
  refused("first_position is -1", [](AttnQArgs& args) { args.first_position = -1; });
  refused("first_position", [](AttnQArgs& args) { args.first_position = kLargest; });
  refused("rope.sin is [4, 2], expected [5, 2]",
          [](AttnQArgs& args) { args.rope.sin = args.rope.sin.first(4); });
  refused("rope.cos is [5, 1], expected [5, 2]",
          [](AttnQArgs& args) { args.rope.cos = args.rope.cos.slice(1, 0, 1); });
}

TEST(ValidateCache, RefusesCachesThatCannotHoldTheRows) {
  test::AttnQCase made =
      test::make_attn_q_case(kShape, 3, 7, {.first_position = 2, .page_block_size = 2});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, [&](AttnQArgs& args) { change(args.cache); });
  };
  refused("cache.data is null", [](LatentCacheView& cache) { cache.data = nullptr; });
  refused("cache.dtype is F8_E4M3", [](LatentCacheView& c) { c.dtype = DType::kF8E4M3; });
  refused("cache.width is 11, expected 12", [](LatentCacheView& cache) { cache.width = 11; });
  refused("cache.page_block_size is 0", [](LatentCacheView& c) { c.page_block_size = 0; });
  refused("cache.page_stride is 23, expected at least 24",
          [](LatentCacheView& cache) { cache.page_stride = 23; });
  refused("position 4 is on page 2, expected a page of the block table, which has 2",
          [](LatentCacheView& cache) { cache.block_table = cache.block_table.first(2); });
}

TEST(ValidateCache, RefusesNegativePageIdsAmongThoseThatAreUsed) {
  test::AttnQCase made =
      test::make_attn_q_case(kShape, 3, 7, {.first_position = 2, .page_block_size = 2});
  std::vector<int32_t> pages = {-1, 0, 1};
  const auto with_pages = [&](AttnQArgs& args) { args.cache.block_table = pages; };
  AttnQArgs args = made.args();
  with_pages(args);
  EXPECT_TRUE(validate(args).ok());  // positions 2 .. 4 are on pages 1 and 2
  pages[2] = -7;
  expect_refused(made.args(), "cache.block_table[2] is -7", with_pages);
}

TEST(ValidateMlaAttend, RefusesContradictoryArguments) {
  test::MlaAttendCase made = test::make_mla_attend_case(kShape, 3, {.first_position = 2});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, change);
  };
  for (float scale : {0.0f, -1.0f, std::numeric_limits<float>::infinity(),
                      std::numeric_limits<float>::quiet_NaN()}) {
    refused("softmax_scale", [&](MlaAttendArgs& args) { args.softmax_scale = scale; });
  }
  refused("q is [3, 2, 12], expected [3, 2, 10]",
          [](MlaAttendArgs& args) { args.form = MlaForm::kExpanded; });
  refused("out is [2, 2, 8], expected [3, 2, 8]",
          [](MlaAttendArgs& args) { args.out = args.out.first(2); });
  refused("position", [](MlaAttendArgs& args) { args.first_position = 1000; });
  refused("first_position", [](MlaAttendArgs& args) { args.first_position = kLargest - 2; });
  refused("cache.width", [](MlaAttendArgs& args) { args.cache.width = 13; });
}

TEST(ValidateMlaAttend, RefusesExpandedFormWithoutWeights) {
  test::MlaAttendCase made =
      test::make_mla_attend_case(kShape, 3, {.form = MlaForm::kExpanded, .first_position = 2});
  expect_refused(made.args(), "kv_b", [](MlaAttendArgs& args) { args.kv_b = {}; });
}

TEST(ValidateAttnOut, RefusesContradictoryShapes) {
  test::AttnOutCase made = test::make_attn_out_case(kShape, 3, 9, {});
  const auto refused = [&](std::string_view name, auto change) {
    expect_refused(made.args(), name, change);
  };
  refused("attended is [3, 2, 8], expected [3, 2, 5]",
          [](AttnOutArgs& args) { args.form = MlaForm::kExpanded; });
  refused("kv_b is [22, 7]", [](AttnOutArgs& args) { args.kv_b = args.kv_b.slice_cols(0, 7); });
  refused("o_proj is [9, 9], expected [9, 10]",
          [](AttnOutArgs& args) { args.o_proj = args.o_proj.slice_cols(0, 9); });
  refused("o_proj is [8, 10], expected [9, 10]",
          [](AttnOutArgs& args) { args.o_proj = args.o_proj.slice_rows(0, 8); });
  refused("attended is [3, 2, 8], expected [2, 2, 8]",
          [](AttnOutArgs& args) { args.out = args.out.first(2); });
}

}  // namespace
}  // namespace octant

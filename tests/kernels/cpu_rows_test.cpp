// The promise behind "speculation on and off give the same tokens": for up to eight rows the bits
// of a row do not depend on how many rows stand beside it. And: the same call gives the same bits.

#include <cstring>

#include "tests/kernels/cpu_test_support.h"

namespace octant::test {
namespace {

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

constexpr int64_t kRows = 8;

// Row t of `all`, of which there are kRows.
std::vector<float> row_of(const std::vector<float>& all, int64_t t) {
  const auto width = static_cast<int64_t>(all.size()) / kRows;
  return {all.begin() + t * width, all.begin() + (t + 1) * width};
}

TEST(CpuRows, ProductsOfARowDoNotDependOnItsNeighbours) {
  for_each_target([](const std::string& target) {
    for (const DType dtype : weight_dtypes()) {
      CpuBackendUnderTest cpu(2);
      HeadCase all = make_head_case(kRows, 333, 75, {.seed = 1, .dtype = dtype});
      ASSERT_TRUE(cpu->head(all.args()).ok());
      for (int64_t begin = 0; begin < kRows; ++begin) {
        for (int64_t end = begin + 1; end <= kRows; ++end) {
          HeadCase some = all;
          HeadArgs args = some.args();
          args.x = args.x.slice(0, begin, end);
          args.logits = args.logits.slice(0, begin, end);
          ASSERT_TRUE(cpu->head(args).ok());
          for (int64_t t = begin; t < end; ++t) {
            EXPECT_TRUE(same_bits(row_of(some.logits.values(), t), row_of(all.logits.values(), t)))
                << target << " " << to_string(dtype) << " rows " << begin << " to " << end;
          }
        }
      }
    }
  });
}

TEST(CpuRows, AttentionOfARowDoesNotDependOnItsNeighbours) {
  const MlaShape shape{.num_heads = 5,
                       .qk_nope_head_dim = 16,
                       .qk_rope_head_dim = 8,
                       .v_head_dim = 16,
                       .kv_lora_rank = 40};
  for_each_target([&](const std::string& target) {
    for (const int32_t threads : {1, 3}) {
      CpuBackendUnderTest cpu(threads);
      // The cuts of three threads change at 48 and 144 positions: between, across, beyond.
      for (const int64_t first : {0, 44, 100, 140, 288, 500}) {
        MlaAttendCase all =
            make_mla_attend_case(shape, kRows, {.seed = 2, .first_position = first});
        ASSERT_TRUE(cpu->mla_attend(all.args()).ok());
        for (int64_t begin = 0; begin < kRows; ++begin) {
          for (const int64_t end : {begin + 1, std::min(begin + 3, kRows)}) {
            MlaAttendCase some = all;
            MlaAttendArgs args = some.args();
            args.first_position += begin;
            args.q = args.q.slice(0, begin, end);
            args.out = args.out.slice(0, begin, end);
            ASSERT_TRUE(cpu->mla_attend(args).ok());
            for (int64_t t = begin; t < end; ++t) {
              EXPECT_TRUE(same_bits(row_of(some.out.values(), t), row_of(all.out.values(), t)))
                  << target << " threads " << threads << " first " << first << " row " << t;
            }
          }
        }
      }
    }
  });
}

TEST(CpuRows, ExpertsOfARowDoNotDependOnItsNeighbours) {
  const MoeShape shape{.hidden_size = 90,
                       .moe_intermediate_size = 110,
                       .n_routed_experts = 6,
                       .num_experts_per_tok = 3,
                       .num_local_experts = 5,
                       .shared_width = 50};
  for_each_target([&](const std::string& target) {
    for (const DType dtype : weight_dtypes()) {
      CpuBackendUnderTest cpu(2);
      MoeCase all = make_moe_case(shape, kRows, {.seed = 3, .dtype = dtype});
      ASSERT_TRUE(cpu->moe_up(all.up_args()).ok());
      ASSERT_TRUE(cpu->moe_down(all.down_args()).ok());
      for (int64_t t = 0; t < kRows; ++t) {
        MoeCase one = all;
        MoeUpArgs up = one.up_args();
        const int64_t k = shape.num_experts_per_tok;
        up.x = up.x.slice(0, t, t + 1);
        up.topk_idx = up.topk_idx.slice(0, t, t + 1);
        up.act = up.act.slice(0, t * k, (t + 1) * k);
        up.shared_act = up.shared_act.slice(0, t, t + 1);
        ASSERT_TRUE(cpu->moe_up(up).ok());
        MoeDownArgs down = one.down_args();
        down.act = down.act.slice(0, t * k, (t + 1) * k);
        down.shared_act = down.shared_act.slice(0, t, t + 1);
        down.topk_idx = down.topk_idx.slice(0, t, t + 1);
        down.topk_weights = down.topk_weights.slice(0, t, t + 1);
        down.out = down.out.slice(0, t, t + 1);
        ASSERT_TRUE(cpu->moe_down(down).ok());
        EXPECT_TRUE(same_bits(row_of(one.out.values(), t), row_of(all.out.values(), t)))
            << target << " " << to_string(dtype) << " row " << t;
      }
    }
  });
}

TEST(CpuRows, NormsAndQueriesOfARowDoNotDependOnItsNeighbours) {
  const MlaShape shape{.num_heads = 2,
                       .qk_nope_head_dim = 24,
                       .qk_rope_head_dim = 8,
                       .v_head_dim = 16,
                       .kv_lora_rank = 70};
  CpuBackendUnderTest cpu(3);
  AddNormCase sums = make_add_norm_case(kRows, 2100, 3, {.seed = 4});
  const AddNormCase sums_before = sums;
  ASSERT_TRUE(cpu->add_norm(sums.args()).ok());
  AttnQCase queries = make_attn_q_case(shape, kRows, 60, {.seed = 5, .dtype = DType::kF8E4M3});
  ASSERT_TRUE(cpu->attn_q(queries.args()).ok());
  for (int64_t t = 0; t < kRows; ++t) {
    AddNormCase one_sum = sums_before;
    AddNormArgs args = one_sum.args();
    for (auto& partial : one_sum.partial_views) partial = partial.slice(0, t, t + 1);
    args.partials = one_sum.partial_views;
    args.x = args.x.slice(0, t, t + 1);
    args.normed = args.normed.slice(0, t, t + 1);
    ASSERT_TRUE(cpu->add_norm(args).ok());
    EXPECT_TRUE(same_bits(row_of(one_sum.normed.values(), t), row_of(sums.normed.values(), t)));

    AttnQCase one_query = queries;
    AttnQArgs q_args = one_query.args();
    q_args.first_position += t;
    q_args.q_a = q_args.q_a.slice(0, t, t + 1);
    q_args.kv_a = q_args.kv_a.slice(0, t, t + 1);
    q_args.q = q_args.q.slice(0, t, t + 1);
    ASSERT_TRUE(cpu->attn_q(q_args).ok());
    EXPECT_TRUE(same_bits(row_of(one_query.q.values(), t), row_of(queries.q.values(), t)));
  }
}

TEST(CpuRows, ManyRowsGiveTheSameBitsEveryTime) {
  const MoeShape shape{.hidden_size = 60,
                       .moe_intermediate_size = 210,
                       .n_routed_experts = 5,
                       .num_experts_per_tok = 2,
                       .num_local_experts = 5,
                       .shared_width = 40};
  CpuBackendUnderTest cpu(3);
  MoeCase first = make_moe_case(shape, 40, {.seed = 6, .dtype = DType::kBF16});
  MoeCase again = first;
  for (MoeCase* run : {&first, &again}) {
    ASSERT_TRUE(cpu->moe_up(run->up_args()).ok());
    ASSERT_TRUE(cpu->moe_down(run->down_args()).ok());
  }
  EXPECT_TRUE(same_bits(first.out.values(), again.out.values()));
}

TEST(CpuRows, ContradictoryArgumentsAreRefusedByTheSharedChecks) {
  CpuBackendUnderTest cpu(1);
  HeadCase head = make_head_case(2, 10, 5, {});
  HeadArgs args = head.args();
  args.lm_head.cols = 9;
  EXPECT_EQ(cpu->head(args).code(), StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace octant::test

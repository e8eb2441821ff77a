// attn_q, mla_attend and attn_out of the fast CPU backend against the reference.

#include <algorithm>
#include <iterator>

#include "tests/kernels/cpu_test_support.h"

namespace octant::test {
namespace {

// Tiny and odd; ragged; the head sizes of V2 and V3.
const MlaShape kTiny{.num_heads = 1,
                     .qk_nope_head_dim = 3,
                     .qk_rope_head_dim = 2,
                     .v_head_dim = 5,
                     .kv_lora_rank = 7};
const MlaShape kRagged{.num_heads = 5,
                       .qk_nope_head_dim = 24,
                       .qk_rope_head_dim = 6,
                       .v_head_dim = 20,
                       .kv_lora_rank = 72};
const MlaShape kModel{.num_heads = 3,
                      .qk_nope_head_dim = 128,
                      .qk_rope_head_dim = 64,
                      .v_head_dim = 128,
                      .kv_lora_rank = 512};

// Terms of the longest chain from an input to an element of a result.
int64_t chain_length(const MlaShape& s, int64_t positions) {
  return s.kv_lora_rank + s.qk_head_dim() + s.cache_width() + positions;
}

void check_attn_q(const MlaShape& shape, int64_t T, int64_t q_rank, int32_t threads,
                  const CaseOptions& options) {
  AttnQCase expected = make_attn_q_case(shape, T, q_rank, options);
  AttnQCase actual = expected;
  const auto reference = make_reference_backend();
  CpuBackendUnderTest cpu(threads);
  ASSERT_TRUE(reference->attn_q(expected.args()).ok());
  const Status status = cpu->attn_q(actual.args());
  ASSERT_TRUE(status.ok()) << status.to_string();
  const std::string context = describe("attn_q", "default", threads, T, options);
  expect_close(actual.q.values(), expected.q.values(),
               chain_tolerance(expected.q.values(), chain_length(shape, 0) + 2 * q_rank), context);
  // A value next to the middle of two BF16 values may be rounded to either: one unit of the last
  // place, twice the rounding unit.
  const double unit = options.cache_dtype == DType::kBF16 ? 2 * kUnitBF16 : kUnitF32;
  std::vector<float> cached;
  std::vector<float> wanted;
  for (int64_t p = 0; p < options.first_position + T; ++p) {
    std::ranges::copy(actual.cache.read_row(p), std::back_inserter(cached));
    std::ranges::copy(expected.cache.read_row(p), std::back_inserter(wanted));
  }
  expect_close(cached, wanted, chain_tolerance(wanted, shape.kv_lora_rank, unit), context);
}

TEST(CpuAttention, QueriesAndCacheRowsAgreeWithTheReference) {
  for (const MlaForm form : {MlaForm::kAbsorbed, MlaForm::kExpanded}) {
    for (const DType dtype : weight_dtypes()) {
      for (const DType cache_dtype : {DType::kF32, DType::kBF16}) {
        for (const int64_t T : {0, 1, 3, 8, 9, 64}) {
          const CaseOptions options{.seed = 5,
                                    .dtype = dtype,
                                    .cache_dtype = cache_dtype,
                                    .form = form,
                                    .first_position = 13,
                                    .page_block_size = 8};
          check_attn_q(kTiny, T, 11, 2, options);
          check_attn_q(kRagged, T, 0, 3, options);
          if (T == 1 || T == 9)
            check_attn_q(kModel, T, 96, 1 + static_cast<int32_t>(T % 3), options);
        }
      }
    }
  }
}

void check_attend(const MlaShape& shape, int64_t T, int32_t threads, const std::string& target,
                  const CaseOptions& options) {
  MlaAttendCase expected = make_mla_attend_case(shape, T, options);
  MlaAttendCase actual = expected;
  const auto reference = make_reference_backend();
  CpuBackendUnderTest cpu(threads);
  ASSERT_TRUE(reference->mla_attend(expected.args()).ok());
  const Status status = cpu->mla_attend(actual.args());
  ASSERT_TRUE(status.ok()) << status.to_string();
  // Softmax multiplies an error of a score into its weight: scores are of order 1 here, so the
  // chain through them counts once more.
  expect_close(
      actual.out.values(), expected.out.values(),
      chain_tolerance(expected.out.values(), 2 * chain_length(shape, options.first_position + T)),
      describe("mla_attend", target, threads, T, options));
  EXPECT_TRUE(actual.out.padding_intact());
}

TEST(CpuAttention, AttentionAgreesWithTheReference) {
  for (const MlaForm form : {MlaForm::kAbsorbed, MlaForm::kExpanded}) {
    for (const DType cache_dtype : {DType::kF32, DType::kBF16}) {
      for (const int32_t threads : {1, 2, 3}) {
        // Contexts around the blocks of 48 and 256 positions.
        for (const int64_t first : {0, 47, 95, 300}) {
          for (const int64_t T : {0, 1, 3, 64}) {
            const CaseOptions options{.seed = 7,
                                      .cache_dtype = cache_dtype,
                                      .form = form,
                                      .first_position = first,
                                      .page_block_size = 16};
            check_attend(kTiny, T, threads, "default", options);
            check_attend(kRagged, T, threads, "default", options);
          }
        }
      }
    }
  }
}

TEST(CpuAttention, ModelSizedHeadsAgreeOnEveryInstructionSet) {
  for_each_target([](const std::string& target) {
    for (const MlaForm form : {MlaForm::kAbsorbed, MlaForm::kExpanded}) {
      for (const int64_t T : {1, 9}) {
        check_attend(kModel, T, 2, target,
                     {.seed = 9,
                      .dtype = DType::kF8E4M3,
                      .cache_dtype = DType::kBF16,
                      .form = form,
                      .first_position = 100});
      }
    }
  });
}

TEST(CpuAttention, ManyLanesRunInSeveralRegions) {
  MlaShape shape = kTiny;
  shape.num_heads = 150;  // 1024 lanes are 6 rows
  check_attend(shape, 20, 2, "default", {.seed = 2, .first_position = 30});
}

TEST(CpuAttention, HeadsValuesAndOutputProjectionAgreeWithTheReference) {
  const auto reference = make_reference_backend();
  for (const MlaForm form : {MlaForm::kAbsorbed, MlaForm::kExpanded}) {
    for (const DType dtype : weight_dtypes()) {
      for (const MlaShape& shape : {kTiny, kRagged, kModel}) {
        for (const int64_t T : {0, 1, 8, 9}) {
          const CaseOptions options{.seed = 4, .dtype = dtype, .form = form};
          AttnOutCase expected = make_attn_out_case(shape, T, 90, options);
          AttnOutCase actual = expected;
          CpuBackendUnderTest cpu(1 + static_cast<int32_t>(T % 3));
          ASSERT_TRUE(reference->attn_out(expected.args()).ok());
          ASSERT_TRUE(cpu->attn_out(actual.args()).ok());
          expect_close(
              actual.out.values(), expected.out.values(),
              chain_tolerance(expected.out.values(),
                              shape.kv_lora_rank + shape.num_heads * shape.v_head_dim),
              describe("attn_out", "default", 1 + static_cast<int32_t>(T % 3), T, options));
          EXPECT_TRUE(actual.out.padding_intact());
        }
      }
    }
  }
}

TEST(CpuAttention, ARankWithoutHeadsGivesZerosAndStillFillsTheCache) {
  MlaShape shape = kRagged;
  shape.num_heads = 0;
  CpuBackendUnderTest cpu(2);
  AttnOutCase out = make_attn_out_case(shape, 3, 20, {});
  ASSERT_TRUE(cpu->attn_out(out.args()).ok());
  for (const float value : out.out.values()) EXPECT_EQ(value, 0.0f);
  MlaAttendCase attend = make_mla_attend_case(shape, 3, {});
  EXPECT_TRUE(cpu->mla_attend(attend.args()).ok());
  check_attn_q(shape, 3, 16, 2, {});
}

}  // namespace
}  // namespace octant::test

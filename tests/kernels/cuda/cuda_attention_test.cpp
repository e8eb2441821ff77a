// attn_q, mla_attend and attn_out on CUDA against the reference.

#include <algorithm>
#include <iterator>

#include "tests/kernels/cuda/cuda_test_support.h"

namespace octant::test {
namespace {

// Tiny and odd; ragged; the head sizes of V2 and V3; more heads than a group.
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
const MlaShape kModel{.num_heads = 2,
                      .qk_nope_head_dim = 128,
                      .qk_rope_head_dim = 64,
                      .v_head_dim = 128,
                      .kv_lora_rank = 512};
const MlaShape kManyHeads{.num_heads = 19,
                          .qk_nope_head_dim = 8,
                          .qk_rope_head_dim = 4,
                          .v_head_dim = 8,
                          .kv_lora_rank = 40};

// Rows of whole 16-byte chunks in a BF16 cache, as prefill's attention wants them; as it is in V2,
// V3 and Kimi K2, and not a multiple of a tensor core's depth.
const MlaShape kAligned{.num_heads = 3,
                        .qk_nope_head_dim = 24,
                        .qk_rope_head_dim = 8,
                        .v_head_dim = 20,
                        .kv_lora_rank = 80};

// Terms of the longest chain from an input to an element of a result.
int64_t chain_length(const MlaShape& s, int64_t positions) {
  return s.kv_lora_rank + s.qk_head_dim() + s.cache_width() + positions;
}

class CudaAttention : public CudaTest {
 protected:
  using CudaTest::CudaTest;

  void check_attn_q(const MlaShape& shape, int64_t T, int64_t q_rank, const CaseOptions& options) {
    AttnQCase expected = make_attn_q_case(shape, T, q_rank, options);
    AttnQCase actual = expected;
    ASSERT_TRUE(reference_->attn_q(expected.args()).ok());
    const Status status = cuda_->attn_q(actual.args());
    ASSERT_TRUE(status.ok()) << status.to_string();
    const std::string context = describe("attn_q", T, options);
    expect_close(actual.q.values(), expected.q.values(),
                 product_tolerance(expected.q.values(), chain_length(shape, 0) + 2 * q_rank, T,
                                   options.dtype, 2),
                 context);
    EXPECT_TRUE(actual.q.padding_intact());
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

  void check_attend(const MlaShape& shape, int64_t T, const CaseOptions& options) {
    MlaAttendCase expected = make_mla_attend_case(shape, T, options);
    MlaAttendCase actual = expected;
    ASSERT_TRUE(reference_->mla_attend(expected.args()).ok());
    const Status status = cuda_->mla_attend(actual.args());
    ASSERT_TRUE(status.ok()) << status.to_string();
    // Softmax multiplies an error of a score into its weight: scores are of order 1 here, so the
    // chain through them counts once more.
    expect_close(actual.out.values(), expected.out.values(),
                 product_tolerance(expected.out.values(),
                                   2 * chain_length(shape, options.first_position + T), T,
                                   options.cache_dtype, 3),
                 describe("mla_attend", T, options));
    EXPECT_TRUE(actual.out.padding_intact());
  }

  void check_attn_out(const MlaShape& shape, int64_t T, const CaseOptions& options) {
    AttnOutCase expected = make_attn_out_case(shape, T, 50, options);
    AttnOutCase actual = expected;
    ASSERT_TRUE(reference_->attn_out(expected.args()).ok());
    const Status status = cuda_->attn_out(actual.args());
    ASSERT_TRUE(status.ok()) << status.to_string();
    const int64_t length = shape.kv_lora_rank + shape.num_heads * shape.v_head_dim;
    expect_close(actual.out.values(), expected.out.values(),
                 product_tolerance(expected.out.values(), length, T, options.dtype, 2),
                 describe("attn_out", T, options));
    EXPECT_TRUE(actual.out.padding_intact());
  }
};

TEST_F(CudaAttention, QueriesAndCacheRowsAgreeWithTheReference) {
  for (const DType dtype : weight_dtypes()) {
    for (const DType cache_dtype : {DType::kF32, DType::kBF16}) {
      for (const int64_t T : {0, 1, 3, 8, 19}) {
        const CaseOptions options{.seed = 5,
                                  .dtype = dtype,
                                  .cache_dtype = cache_dtype,
                                  .first_position = 13,
                                  .page_block_size = 8};
        check_attn_q(kTiny, T, 11, options);
        check_attn_q(kRagged, T, 0, options);
        if (T > 8) check_attn_q(kRagged, T, 60, options);
        if (T == 1) check_attn_q(kModel, T, 96, options);
      }
    }
  }
}

TEST_F(CudaAttention, AttentionAgreesWithTheReference) {
  for (const DType cache_dtype : {DType::kF32, DType::kBF16}) {
    // Contexts around the tile of 32 positions.
    for (const int64_t first : {0, 30, 31, 32, 150}) {
      for (const int64_t T : {0, 1, 3, 19}) {
        const CaseOptions options{
            .seed = 7, .cache_dtype = cache_dtype, .first_position = first, .page_block_size = 16};
        check_attend(kTiny, T, options);
        check_attend(kRagged, T, options);
        if (T == 3) check_attend(kManyHeads, T, options);
      }
    }
    check_attend(
        kModel, 2,
        {.seed = 8, .cache_dtype = cache_dtype, .first_position = 70, .page_block_size = 64});
  }
}

TEST_F(CudaAttention, PrefillAgreesWithTheReference) {
  // Tiles of 32 tokens and of 32 positions, whole and not.
  for (const int64_t first : {0, 31, 75}) {
    for (const int64_t T : {9, 32, 45, 70}) {
      check_attend(
          kAligned, T,
          {.seed = 9, .cache_dtype = DType::kBF16, .first_position = first, .page_block_size = 16});
    }
  }
  check_attend(
      kModel, 20,
      {.seed = 8, .cache_dtype = DType::kBF16, .first_position = 50, .page_block_size = 64});
}

TEST_F(CudaAttention, PrefillOfModelSizedHeadsAgrees) {
  for (const DType dtype : {DType::kBF16, DType::kF8E4M3}) {
    const CaseOptions options{.seed = 5,
                              .dtype = dtype,
                              .cache_dtype = DType::kBF16,
                              .first_position = 3,
                              .page_block_size = 8};
    check_attn_q(kModel, 9, 96, options);
    check_attn_out(kModel, 9, options);
  }
}

TEST_F(CudaAttention, OutputsAgreeWithTheReference) {
  for (const DType dtype : weight_dtypes()) {
    for (const int64_t T : {0, 1, 3, 9, 40}) {
      for (const MlaShape& shape : {kTiny, kRagged, kManyHeads}) {
        check_attn_out(shape, T, {.seed = 6, .dtype = dtype, .inside_larger = T == 3});
      }
    }
  }
}

TEST_F(CudaAttention, ARowsBitsDoNotDependOnItsNeighbours) {
  for (const DType cache_dtype : {DType::kF32, DType::kBF16}) {
    const CaseOptions options{
        .seed = 17, .cache_dtype = cache_dtype, .first_position = 60, .page_block_size = 16};
    MlaAttendCase all = make_mla_attend_case(kRagged, 8, options);
    ASSERT_TRUE(cuda_->mla_attend(all.args()).ok());
    MlaAttendCase one = make_mla_attend_case(kRagged, 8, options);
    MlaAttendArgs args = one.args();
    args.q = args.q.first(1);
    args.out = args.out.first(1);
    ASSERT_TRUE(cuda_->mla_attend(args).ok());
    const std::vector<float> together = all.out.values();
    const std::vector<float> alone = one.out.values();
    for (int64_t i = 0; i < kRagged.num_heads * kRagged.kv_lora_rank; ++i) {
      EXPECT_EQ(alone[static_cast<size_t>(i)], together[static_cast<size_t>(i)]) << i;
    }
  }
}

TEST_F(CudaAttention, WithoutHeadsOnlyTheCacheIsWritten) {
  MlaShape shape = kRagged;
  shape.num_heads = 0;
  AttnOutCase out = make_attn_out_case(shape, 3, 50, {});
  ASSERT_TRUE(cuda_->attn_out(out.args()).ok());
  for (const float value : out.out.values()) EXPECT_EQ(value, 0.0f);
  MlaAttendCase attend = make_mla_attend_case(shape, 3, {});
  EXPECT_TRUE(cuda_->mla_attend(attend.args()).ok());
  check_attn_q(shape, 3, 16, {});
}

#ifdef OCTANT_SIMT
// Ada, and Blackwell of workstations: 99 KB of shared memory a block.
class CudaAttentionOnSmallerChips : public CudaAttention {
 protected:
  CudaAttentionOnSmallerChips()
      : CudaAttention({.num_devices = 1, .block_shared_bytes = 99 * 1024}) {}
};
TEST_F(CudaAttentionOnSmallerChips, PrefillAgreesWithTheReference) {
  for (const MlaShape& shape : {kAligned, kModel}) {
    check_attend(
        shape, 35,
        {.seed = 8, .cache_dtype = DType::kBF16, .first_position = 40, .page_block_size = 64});
  }
}

// Volta had 96 KB: such rows go the way of decode.
class CudaAttentionOnTheSmallestChips : public CudaAttention {
 protected:
  CudaAttentionOnTheSmallestChips()
      : CudaAttention({.num_devices = 1, .block_shared_bytes = 96 * 1024}) {}
};
TEST_F(CudaAttentionOnTheSmallestChips, PrefillAgreesWithTheReference) {
  check_attend(
      kModel, 10,
      {.seed = 8, .cache_dtype = DType::kBF16, .first_position = 40, .page_block_size = 64});
}
#endif

}  // namespace
}  // namespace octant::test

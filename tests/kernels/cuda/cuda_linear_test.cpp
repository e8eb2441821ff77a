// embed, attn_in, add_norm, draft_in, head and dense_ffn on CUDA against the reference.

#include "tests/kernels/cuda/cuda_test_support.h"

namespace octant::test {
namespace {

class CudaLinear : public CudaTest {
 protected:
  using CudaTest::CudaTest;

  void check_head(int64_t T, int64_t H, int64_t rows, const CaseOptions& options) {
    HeadCase expected = make_head_case(T, H, rows, options);
    HeadCase actual = expected;
    ASSERT_TRUE(reference_->head(expected.args()).ok());
    const Status status = cuda_->head(actual.args());
    ASSERT_TRUE(status.ok()) << status.to_string();
    expect_close(actual.logits.values(), expected.logits.values(),
                 product_tolerance(expected.logits.values(), H, T, options.dtype),
                 describe("head H " + std::to_string(H), T, options));
    EXPECT_TRUE(actual.logits.padding_intact());
  }

  void check_attn_in(int64_t T, const CaseOptions& options) {
    AttnInCase expected = make_attn_in_case(T, 150, 33, 20, options);
    AttnInCase actual = expected;
    ASSERT_TRUE(reference_->attn_in(expected.args()).ok());
    const Status status = cuda_->attn_in(actual.args());
    ASSERT_TRUE(status.ok()) << status.to_string();
    const std::string context = describe("attn_in", T, options);
    expect_close(actual.q_a_out.values(), expected.q_a_out.values(),
                 product_tolerance(expected.q_a_out.values(), 2 * 150, T, options.dtype), context);
    expect_close(actual.kv_a_out.values(), expected.kv_a_out.values(),
                 product_tolerance(expected.kv_a_out.values(), 2 * 150, T, options.dtype), context);
    EXPECT_TRUE(actual.q_a_out.padding_intact() && actual.kv_a_out.padding_intact());
  }
};

TEST_F(CudaLinear, ProductsAgreeWithTheReference) {
  for (const DType dtype : weight_dtypes()) {
    // Decode; tiles of 32 and of 64 tokens, whole and not.
    for (const int64_t T : {0, 1, 2, 3, 8, 9, 20, 33, 70}) {
      // Below a chunk, odd, whole blocks, more than a warp covers at once.
      for (const int64_t H : {5, 77, 256, 531}) {
        for (const bool inside : {false, true}) {
          check_head(
              T, H, 37,
              {.seed = static_cast<uint64_t>(T + H), .dtype = dtype, .inside_larger = inside});
        }
      }
    }
  }
}

TEST_F(CudaLinear, ModelSizedRowsAgreeInOneSlabAndInSeveral) {
  for (const DType dtype : weight_dtypes()) {
    check_head(1, 7168, 18, {.seed = 3, .dtype = dtype});
    check_head(8, 7168, 3, {.seed = 4, .dtype = dtype, .inside_larger = true});
  }
}

TEST_F(CudaLinear, TilesAgreeWhereverShardsCutScaleBlocks) {
  for (const DType dtype : {DType::kBF16, DType::kF8E4M3}) {
    for (const uint64_t seed : {1, 2, 3, 4}) {
      // Whole 16-byte chunks lie in one scale block: by tiles. Any column: as in decode.
      for (const int64_t col_unit : {16, 1}) {
        check_head(40, 400, 150,
                   {.seed = seed, .dtype = dtype, .inside_larger = true, .col_unit = col_unit});
      }
    }
  }
}

TEST_F(CudaLinear, ARowsBitsDoNotDependOnItsNeighbours) {
  for (const DType dtype : weight_dtypes()) {
    const CaseOptions options{.seed = 8, .dtype = dtype};
    HeadCase all = make_head_case(8, 2000, 21, options);
    ASSERT_TRUE(cuda_->head(all.args()).ok());
    for (const int64_t T : {1, 2, 3, 5}) {
      HeadCase some = make_head_case(8, 2000, 21, options);
      HeadArgs args = some.args();
      args.x = args.x.first(T);
      args.logits = args.logits.first(T);
      ASSERT_TRUE(cuda_->head(args).ok());
      for (int64_t t = 0; t < T; ++t) {
        for (int64_t n = 0; n < 21; ++n) {
          EXPECT_EQ(some.args().logits(t, n), all.args().logits(t, n)) << "T " << T << " row " << t;
        }
      }
    }
  }
}

TEST_F(CudaLinear, EmbeddingRowsAreExact) {
  for (const DType dtype : {DType::kF32, DType::kBF16}) {
    for (const int64_t T : {0, 1, 9}) {
      EmbedCase expected = make_embed_case(T, 30, 77, {.seed = 1, .dtype = dtype});
      EmbedCase actual = expected;
      ASSERT_TRUE(reference_->embed(expected.args()).ok());
      ASSERT_TRUE(cuda_->embed(actual.args()).ok());
      EXPECT_EQ(actual.x.values(), expected.x.values());
      EXPECT_TRUE(actual.x.padding_intact());
    }
  }
}

TEST_F(CudaLinear, NormAndProjectionsAgreeWithTheReference) {
  for (const DType dtype : weight_dtypes()) {
    for (const int64_t T : {0, 1, 3, 9}) check_attn_in(T, {.seed = 11, .dtype = dtype});
  }
}

TEST_F(CudaLinear, SumsAndNormsAgreeWithTheReference) {
  for (const int64_t H : {7, 1024}) {
    for (const int64_t T : {0, 1, 3}) {
      for (const int64_t partials : {1, 8}) {
        for (const bool with_norm : {true, false}) {
          const CaseOptions options{.seed = 2};
          AddNormCase expected = make_add_norm_case(T, H, partials, options);
          expected.accumulate = partials > 1;
          expected.with_norm = with_norm;
          AddNormCase actual = expected;
          ASSERT_TRUE(reference_->add_norm(expected.args()).ok());
          ASSERT_TRUE(cuda_->add_norm(actual.args()).ok());
          const std::string context = describe("add_norm", T, options);
          expect_close(actual.x.values(), expected.x.values(),
                       chain_tolerance(expected.x.values(), partials + 1), context);
          if (with_norm) {
            expect_close(actual.normed.values(), expected.normed.values(),
                         chain_tolerance(expected.normed.values(), H), context);
          }
        }
      }
    }
  }
}

TEST_F(CudaLinear, DraftInputAgreesWithTheReferenceForEveryShard) {
  constexpr int64_t kHidden = 96;
  for (const DType dtype : weight_dtypes()) {
    for (const int64_t begin : {0, 60, 120}) {
      for (const int64_t T : {1, 9}) {
        const CaseOptions options{.seed = 9, .dtype = dtype};
        DraftInCase expected = make_draft_in_case(T, kHidden, begin, 60, options);
        DraftInCase actual = expected;
        ASSERT_TRUE(reference_->draft_in(expected.args()).ok());
        const Status status = cuda_->draft_in(actual.args());
        ASSERT_TRUE(status.ok()) << status.to_string();
        expect_close(actual.out.values(), expected.out.values(),
                     product_tolerance(expected.out.values(), 3 * kHidden, T, dtype),
                     describe("draft_in", T, options));
      }
    }
  }
}

TEST_F(CudaLinear, DenseFfnAgreesWithTheReference) {
  for (const DType dtype : weight_dtypes()) {
    for (const int64_t width : {0, 33, 250}) {
      for (const int64_t T : {0, 1, 3, 9, 66}) {
        const CaseOptions options{.seed = 31, .dtype = dtype};
        DenseFfnCase expected = make_dense_ffn_case(T, 150, width, options);
        DenseFfnCase actual = expected;
        ASSERT_TRUE(reference_->dense_ffn(expected.args()).ok());
        const Status status = cuda_->dense_ffn(actual.args());
        ASSERT_TRUE(status.ok()) << status.to_string();
        expect_close(actual.out.values(), expected.out.values(),
                     product_tolerance(expected.out.values(), 300 + width, T, dtype, 3),
                     describe("dense_ffn", T, options));
        EXPECT_TRUE(actual.out.padding_intact());
      }
    }
  }
}

#ifdef OCTANT_SIMT
// How the products of a long prompt are done, by what cuBLASLt is asked.
constexpr int64_t kLong = 160;
struct Asked {
  std::vector<uint64_t> rows;  // of weights
};
simt::MachineOptions asking(Asked& asked, uint64_t refused_rows = 0) {
  return {.num_devices = 1,
          .order = simt::Order::kShuffled,
          .seed = 5,
          .has_blas_algorithm = [&asked, refused_rows](uint64_t m, uint64_t, uint64_t) {
            asked.rows.push_back(m);
            return m != refused_rows;
          }};
}

// The first base outlives the machine.
class CudaLinearWithBlas : protected Asked, public CudaLinear {
 protected:
  CudaLinearWithBlas() : CudaLinear(asking(*this)) {}
};
TEST_F(CudaLinearWithBlas, LongPromptsOfBF16GoThere) {
  check_head(kLong, 77, 37, {.seed = 61, .dtype = DType::kBF16});
  check_attn_in(kLong, {.seed = 62, .dtype = DType::kBF16});
  EXPECT_EQ(rows, (std::vector<uint64_t>{37, 33, 20}));
  check_head(kLong, 77, 37, {.seed = 63, .dtype = DType::kF8E4M3});
  check_head(100, 77, 38, {.seed = 64, .dtype = DType::kBF16});
  EXPECT_EQ(rows.size(), 3u);
}

class CudaLinearWithHalfABlas : protected Asked, public CudaLinear {
 protected:
  CudaLinearWithHalfABlas() : CudaLinear(asking(*this, 20)) {}
};
TEST_F(CudaLinearWithHalfABlas, TilesDoWhatItHasNoAlgorithmFor) {
  check_attn_in(kLong, {.seed = 65, .dtype = DType::kBF16});
  EXPECT_EQ(rows, (std::vector<uint64_t>{33, 20}));
}

class CudaLinearWithoutBlas : public CudaLinear {
 protected:
  CudaLinearWithoutBlas() : CudaLinear({.num_devices = 1, .has_blas = false}) {}
};
TEST_F(CudaLinearWithoutBlas, TilesDoAll) {
  check_head(kLong, 77, 37, {.seed = 61, .dtype = DType::kBF16});
  check_attn_in(kLong, {.seed = 62, .dtype = DType::kBF16});
}
#endif

}  // namespace
}  // namespace octant::test

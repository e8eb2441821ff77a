// embed, add_norm and draft_in of the fast CPU backend against the reference.

#include "tests/kernels/cpu_test_support.h"

namespace octant::test {
namespace {

TEST(CpuResidual, EmbeddingRowsAreExact) {
  const auto reference = make_reference_backend();
  for_each_target([&](const std::string& target) {
    for (const DType dtype : {DType::kF32, DType::kBF16}) {
      for (const int64_t T : {0, 1, 9}) {
        EmbedCase expected = make_embed_case(T, 30, 77, {.seed = 1, .dtype = dtype});
        EmbedCase actual = expected;
        CpuBackendUnderTest cpu(2);
        ASSERT_TRUE(reference->embed(expected.args()).ok());
        ASSERT_TRUE(cpu->embed(actual.args()).ok());
        EXPECT_EQ(actual.x.values(), expected.x.values()) << target;
      }
    }
  });
}

TEST(CpuResidual, SumsAndNormsAgreeWithTheReference) {
  const auto reference = make_reference_backend();
  for (const int32_t threads : {1, 2, 3}) {
    CpuBackendUnderTest cpu(threads);
    for (const int64_t H : {7, 1024, 2500}) {  // below, at and beyond a piece
      for (const int64_t T : {0, 1, 3, 64}) {
        for (const int64_t partials : {1, 4}) {
          const CaseOptions options{.seed = 2};
          AddNormCase expected = make_add_norm_case(T, H, partials, options);
          expected.accumulate = partials > 1;
          AddNormCase actual = expected;
          ASSERT_TRUE(reference->add_norm(expected.args()).ok());
          ASSERT_TRUE(cpu->add_norm(actual.args()).ok());
          const std::string context = describe("add_norm", "default", threads, T, options);
          expect_close(actual.x.values(), expected.x.values(),
                       chain_tolerance(expected.x.values(), partials + 1), context);
          expect_close(actual.normed.values(), expected.normed.values(),
                       chain_tolerance(expected.normed.values(), H), context);
        }
      }
    }
  }
}

TEST(CpuResidual, WithoutNormOnlyTheSumIsWritten) {
  AddNormCase sum = make_add_norm_case(3, 50, 2, {.seed = 3});
  sum.with_norm = false;
  AddNormCase expected = sum;
  CpuBackendUnderTest cpu(2);
  ASSERT_TRUE(cpu->add_norm(sum.args()).ok());
  ASSERT_TRUE(make_reference_backend()->add_norm(expected.args()).ok());
  expect_close(sum.x.values(), expected.x.values(), chain_tolerance(expected.x.values(), 3), "sum");
}

TEST(CpuResidual, DraftInputAgreesWithTheReferenceForEveryShard) {
  const auto reference = make_reference_backend();
  constexpr int64_t kHidden = 96;
  for (const DType dtype : weight_dtypes()) {
    for (const int64_t T : {0, 1, 3, 9}) {
      // All columns, the first half, a piece across the halves, the end.
      for (const auto& [begin, cols] :
           std::vector<std::pair<int64_t, int64_t>>{{0, 192}, {0, 96}, {80, 40}, {150, 42}}) {
        const CaseOptions options{.seed = 4, .dtype = dtype};
        DraftInCase expected = make_draft_in_case(T, kHidden, begin, cols, options);
        DraftInCase actual = expected;
        CpuBackendUnderTest cpu(2);
        ASSERT_TRUE(reference->draft_in(expected.args()).ok());
        ASSERT_TRUE(cpu->draft_in(actual.args()).ok());
        expect_close(actual.out.values(), expected.out.values(),
                     chain_tolerance(expected.out.values(), kHidden + cols),
                     describe("draft_in", "default", 2, T, options));
      }
    }
  }
}

}  // namespace
}  // namespace octant::test

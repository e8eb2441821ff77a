// The product kernels through the stages that are little more than a product, on every instruction
// set: ragged sizes, rectangles inside larger matrices, F8 codes at the edges of the format.

#include <cmath>
#include <limits>
#include <numeric>

#include "kernels/cpu/gemv.h"
#include "kernels/cpu/vector_ops.h"
#include "tests/kernels/cpu_test_support.h"

namespace octant::test {
namespace {

void check_head(const std::string& target, int32_t threads, int64_t T, int64_t H, int64_t rows,
                const CaseOptions& options) {
  HeadCase expected = make_head_case(T, H, rows, options);
  HeadCase actual = expected;
  const auto reference = make_reference_backend();
  CpuBackendUnderTest cpu(threads);
  ASSERT_TRUE(reference->head(expected.args()).ok());
  ASSERT_TRUE(cpu->head(actual.args()).ok());
  expect_close(actual.logits.values(), expected.logits.values(),
               chain_tolerance(expected.logits.values(), H),
               describe("head H " + std::to_string(H), target, threads, T, options));
  EXPECT_TRUE(actual.logits.padding_intact());
}

TEST(CpuLinear, ProductsAgreeWithTheReferenceOnEveryInstructionSet) {
  for_each_target([](const std::string& target) {
    for (const DType dtype : weight_dtypes()) {
      for (const int64_t T : {1, 3, 8, 9, 64}) {
        // Below a block of columns, odd, a whole number of blocks, model sized with a ragged end.
        for (const int64_t H : {5, 77, 256, 531}) {
          for (const bool inside : {false, true}) {
            check_head(
                target, 2, T, H, 101,
                {.seed = static_cast<uint64_t>(T + H), .dtype = dtype, .inside_larger = inside});
          }
        }
      }
    }
  });
}

TEST(CpuLinear, TeamsLargerThanTheMatrixHaveIdleThreads) {
  for (const DType dtype : weight_dtypes()) {
    for (const int64_t T : {1, 20}) check_head("default", 5, T, 40, 3, {.dtype = dtype});
  }
}

TEST(CpuLinear, MoreRowsThanOneBlockAreDoneInSeveral) {
  check_head("default", 3, 530, 70, 50, {.dtype = DType::kBF16});
}

TEST(CpuLinear, EveryFiniteF8CodeIsExact) {
  // Row r of W holds code r in one column and zeros elsewhere: no sum rounds.
  constexpr int64_t kCols = 130;
  for_each_target([](const std::string& target) {
    std::vector<e4m3> codes(256 * kCols, e4m3{0});
    for (int64_t r = 0; r < 256; ++r) {
      codes[static_cast<size_t>(r * kCols + (r * 7) % kCols)].bits = static_cast<uint8_t>(r);
    }
    const std::vector<float> scales = {0.5f, 2.0f, 0.25f, 4.0f};  // [2, 2] blocks
    const WeightView w{.data = codes.data(),
                       .dtype = DType::kF8E4M3,
                       .rows = 256,
                       .cols = kCols,
                       .row_stride = kCols,
                       .scales = {.data = scales.data(), .row_stride = 2}};
    const std::vector<float> x(kCols, 1.0f);
    const float* x_row = x.data();
    std::vector<float> workspace(static_cast<size_t>(cpu::gemv_workspace_floats(kCols)) + 16);
    auto* aligned = reinterpret_cast<float*>((reinterpret_cast<uintptr_t>(workspace.data()) + 63) &
                                             ~uintptr_t{63});
    std::vector<float> y(256);
    float* y_row = y.data();
    cpu::GemvInput input({&x_row, 1}, aligned);
    cpu::gemv(input, w, 0, 256, {&y_row, 1});
    std::vector<float> row(kCols);
    for (int64_t r = 0; r < 256; ++r) {
      const float expected = w.at(r, (r * 7) % kCols);
      cpu::read_weights(w, r, 0, kCols, row.data());
      const float read = row[static_cast<size_t>((r * 7) % kCols)];
      if (std::isnan(expected)) {
        EXPECT_TRUE(std::isnan(y[static_cast<size_t>(r)])) << target << " code " << r;
        EXPECT_TRUE(std::isnan(read)) << target << " code " << r;
      } else {
        EXPECT_EQ(y[static_cast<size_t>(r)], expected) << target << " code " << r;
        EXPECT_EQ(read, expected) << target << " code " << r;
      }
    }
  });
}

TEST(CpuLinear, ANanCodeSpoilsItsRowOnly) {
  for_each_target([](const std::string& target) {
    for (const int64_t T : {1, 4, 40}) {
      constexpr int64_t kCols = 200;
      constexpr int64_t kRows = 30;
      std::vector<e4m3> codes(kRows * kCols, e4m3::from_float(1.0f));
      codes[17 * kCols + 199].bits = 0xff;
      HeadCase head = make_head_case(T, kCols, kRows, {});
      HeadArgs args = head.args();
      args.lm_head = {.data = codes.data(),
                      .dtype = DType::kF8E4M3,
                      .rows = kRows,
                      .cols = kCols,
                      .row_stride = kCols,
                      .scales = {}};
      const std::vector<float> scales(2, 1.0f);
      args.lm_head.scales = {.data = scales.data(), .row_stride = 2};
      CpuBackendUnderTest cpu(1);
      ASSERT_TRUE(cpu->head(args).ok());
      for (int64_t t = 0; t < T; ++t) {
        for (int64_t r = 0; r < kRows; ++r) {
          EXPECT_EQ(std::isnan(args.logits(t, r)), r == 17) << target << " T " << T << " row " << r;
        }
      }
    }
  });
}

TEST(CpuLinear, NormAndTwoProductsAgreeWithTheReference) {
  const auto reference = make_reference_backend();
  for (const int32_t threads : {1, 2, 3}) {
    CpuBackendUnderTest cpu(threads);
    for (const DType dtype : weight_dtypes()) {
      for (const int64_t T : {0, 1, 3, 8, 9, 64}) {
        const CaseOptions options{.seed = 3, .dtype = dtype, .inside_larger = true};
        AttnInCase expected = make_attn_in_case(T, 300, 97, 40, options);
        AttnInCase actual = expected;
        ASSERT_TRUE(reference->attn_in(expected.args()).ok());
        ASSERT_TRUE(cpu->attn_in(actual.args()).ok());
        const std::string context = describe("attn_in", "default", threads, T, options);
        // 300 terms of the product, and as many of the norm.
        expect_close(actual.q_a_out.values(), expected.q_a_out.values(),
                     chain_tolerance(expected.q_a_out.values(), 600), context);
        expect_close(actual.kv_a_out.values(), expected.kv_a_out.values(),
                     chain_tolerance(expected.kv_a_out.values(), 600), context);
        EXPECT_TRUE(actual.q_a_out.padding_intact() && actual.kv_a_out.padding_intact());
      }
    }
  }
}

}  // namespace
}  // namespace octant::test

#pragma once
// What the tests of the CUDA stages share: a machine to run on, the backend under test, what a
// failure says. With the SIMT executor the machine is one of its own, in which blocks come in any
// order; on GPUs the tests are skipped where there is none.

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "kernels/reference/reference_backend.h"
#include "tests/kernels/cuda/cuda_under_test.h"
#include "tests/support/compare.h"
#include "tests/support/stage_cases.h"
#ifdef OCTANT_SIMT
#include "tests/simt/machine.h"
#endif

namespace octant::test {

class CudaTest : public testing::Test {
 protected:
#ifdef OCTANT_SIMT
  explicit CudaTest(const simt::MachineOptions& options = {.num_devices = 1,
                                                           .order = simt::Order::kShuffled,
                                                           .seed = 12345})
      : machine_(options) {}
  void SetUp() override {
    cuda_ = std::make_unique<CudaUnderTest>();
  }
  void TearDown() override {
    cuda_.reset();
    EXPECT_EQ(machine_.first_fault(), "");
    EXPECT_EQ(machine_.leaks(), "");
  }

  simt::Machine machine_;
#else
  void SetUp() override {
    const Result<int> count = cuda::device_count();
    if (!count.ok()) GTEST_SKIP() << count.status().message();
    cuda_ = std::make_unique<CudaUnderTest>();
  }
#endif
  std::unique_ptr<Backend> reference_ = make_reference_backend();
  std::unique_ptr<CudaUnderTest> cuda_;
};

inline std::string describe(const std::string& what, int64_t num_rows, const CaseOptions& options) {
  return what + " cuda T " + std::to_string(num_rows) + " " +
         std::string(to_string(options.dtype)) + " cache " +
         std::string(to_string(options.cache_dtype)) + " first " +
         std::to_string(options.first_position) + " seed " + std::to_string(options.seed);
}

// Beyond kMaxDecodeRows tokens BF16 and FP8 weights are multiplied on tensor cores, for which
// tokens are split in two BF16: kernels/cuda/split.h says what that leaves.
inline constexpr double kUnitSplit = 0x1p-17;

// chain_tolerance() for results of `num_products` products in a row of `num_rows` tokens. Splitting
// is a rounding of each term: it adds sqrt(length) unit |expected| at most to an element
// (Cauchy-Schwarz, as there), and its relative error to the whole's.
inline Tolerance product_tolerance(std::span<const float> expected, int64_t length,
                                   int64_t num_rows, DType dtype, int num_products = 1) {
  Tolerance tolerance = chain_tolerance(expected, length);
  if (num_rows <= kMaxDecodeRows || dtype == DType::kF32) return tolerance;
  const double split = num_products * kUnitSplit;
  tolerance.worst += tolerance.worst / (static_cast<double>(length) * kUnitF32) * split;
  tolerance.diff = std::pow(std::sqrt(tolerance.diff) + split, 2);
  return tolerance;
}

inline const std::vector<DType>& weight_dtypes() {
  static const std::vector<DType> dtypes = {DType::kF32, DType::kBF16, DType::kF8E4M3};
  return dtypes;
}

}  // namespace octant::test

// The executor's cuBLASLt: order on streams, and what it refuses.

#include <cublasLt.h>

#include "kernels/core/dtype.h"
#include "tests/simt/access_hooks.h"
#include "tests/simt/planted_kernels.h"
#include "tests/simt/simt_test_support.h"

namespace octant::simt {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// d [N, M] = a [M, K] @ b [N, K]^T as its columns lie in memory, every part to be spoiled.
struct Call {
  static constexpr uint64_t kM = 3, kN = 2, kK = 8;

  explicit Call(int device = 0)
      : a(device, std::vector<uint16_t>(kM * kK, bf16::from_float(2).bits)),
        b(device, std::vector<uint16_t>(kN * kK, bf16::from_float(3).bits)),
        d(device, kM * kN),
        workspace(device, 4096) {
    EXPECT_EQ(cudaSetDevice(device), cudaSuccess);
    EXPECT_EQ(cublasLtCreate(&handle), CUBLAS_STATUS_SUCCESS);
    EXPECT_EQ(cublasLtMatmulDescCreate(&operation, CUBLAS_COMPUTE_32F, CUDA_R_32F),
              CUBLAS_STATUS_SUCCESS);
    set_transpose(CUBLAS_OP_T);
    a_layout = make_layout(CUDA_R_16BF, kK, kM, kK);
    b_layout = make_layout(CUDA_R_16BF, kK, kN, kK);
    d_layout = make_layout(CUDA_R_32F, kM, kN, kM);
    EXPECT_EQ(cublasLtMatmulPreferenceCreate(&preference), CUBLAS_STATUS_SUCCESS);
    prefer(CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, uint64_t{4096});
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() {
    EXPECT_EQ(cublasLtMatmulPreferenceDestroy(preference), CUBLAS_STATUS_SUCCESS);
    for (cublasLtMatrixLayout_t layout : layouts) {
      EXPECT_EQ(cublasLtMatrixLayoutDestroy(layout), CUBLAS_STATUS_SUCCESS);
    }
    EXPECT_EQ(cublasLtMatmulDescDestroy(operation), CUBLAS_STATUS_SUCCESS);
    EXPECT_EQ(cublasLtDestroy(handle), CUBLAS_STATUS_SUCCESS);
  }

  cublasLtMatrixLayout_t make_layout(cudaDataType type, uint64_t rows, uint64_t cols,
                                     int64_t stride) {
    cublasLtMatrixLayout_t layout = nullptr;
    EXPECT_EQ(cublasLtMatrixLayoutCreate(&layout, type, rows, cols, stride), CUBLAS_STATUS_SUCCESS);
    layouts.push_back(layout);
    return layout;
  }
  void set_transpose(int32_t transpose) const {
    EXPECT_EQ(cublasLtMatmulDescSetAttribute(operation, CUBLASLT_MATMUL_DESC_TRANSA, &transpose,
                                             sizeof(transpose)),
              CUBLAS_STATUS_SUCCESS);
  }
  template <typename T>
  void prefer(cublasLtMatmulPreferenceAttributes_t attribute, T value) const {
    EXPECT_EQ(cublasLtMatmulPreferenceSetAttribute(preference, attribute, &value, sizeof(value)),
              CUBLAS_STATUS_SUCCESS);
  }
  cublasStatus_t choose() {
    cublasLtMatmulHeuristicResult_t result{};
    int num_found = 0;
    const cublasStatus_t status =
        cublasLtMatmulAlgoGetHeuristic(handle, operation, a_layout, b_layout, d_layout, d_layout,
                                       preference, 1, &result, &num_found);
    EXPECT_EQ(num_found, status == CUBLAS_STATUS_SUCCESS ? 1 : 0);
    algorithm = result.algo;
    return status;
  }
  cublasStatus_t multiply(cudaStream_t stream) const {
    const float alpha = 1;
    return cublasLtMatmul(handle, operation, &alpha, a_data(), a_layout, b, b_layout, &beta, d,
                          d_layout, d, d_layout, &algorithm, workspace_data(), workspace_bytes,
                          stream);
  }
  const uint16_t* a_data() const { return a + a_offset; }
  void* workspace_data() const { return static_cast<std::byte*>(workspace) + workspace_offset; }

  const Array<uint16_t> a;
  const Array<uint16_t> b;
  const Array<float> d;
  const Array<std::byte> workspace;
  cublasLtHandle_t handle = nullptr;
  cublasLtMatmulDesc_t operation = nullptr;
  cublasLtMatmulPreference_t preference = nullptr;
  std::vector<cublasLtMatrixLayout_t> layouts;
  cublasLtMatrixLayout_t a_layout = nullptr;
  cublasLtMatrixLayout_t b_layout = nullptr;
  cublasLtMatrixLayout_t d_layout = nullptr;
  cublasLtMatmulAlgo_t algorithm{};
  float beta = 0;
  size_t a_offset = 0;
  size_t workspace_offset = 0;
  size_t workspace_bytes = 4096;
};

const MachineOptions kSmall{.num_devices = 1, .blas_workspace_bytes = 4096};

TEST(SimtBlas, AddsToWhatWasThere) {
  Machine machine(kSmall);
  {
    cudaStream_t stream = make_stream();
    Call call;
    ASSERT_EQ(call.choose(), CUBLAS_STATUS_SUCCESS);
    ASSERT_EQ(call.multiply(stream), CUBLAS_STATUS_SUCCESS);
    call.beta = 0.5f;
    ASSERT_EQ(call.multiply(stream), CUBLAS_STATUS_SUCCESS);
    EXPECT_EQ(call.d.read(stream), std::vector<float>(6, 72));  // 8 x 2 x 3, and half of it
    EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
  }
  EXPECT_EQ(machine.first_fault(), "");
  EXPECT_EQ(machine.leaks(), "");
}

TEST(SimtBlas, WhatIsNotDestroyedIsALeak) {
  Machine machine(kSmall);
  cublasLtHandle_t handle = nullptr;
  ASSERT_EQ(cublasLtCreate(&handle), CUBLAS_STATUS_SUCCESS);
  EXPECT_THAT(machine.leaks(), HasSubstr("1 streams, events, graphs or objects of cuBLASLt"));
  EXPECT_EQ(cublasLtDestroy(handle), CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(cublasLtDestroy(handle), CUBLAS_STATUS_INVALID_VALUE);
  EXPECT_EQ(machine.leaks(), "");
}

// One stream multiplies, another reads the result: `ordered` by an event, or not.
std::string multiply_and_consume(uint64_t seed, bool ordered) {
  Machine machine(
      {.num_devices = 1, .order = Order::kShuffled, .seed = seed, .blas_workspace_bytes = 4096});
  Call call;
  const Array<float> result(0, 6);
  cudaStream_t producer = make_stream();
  cudaStream_t consumer = make_stream();
  cudaEvent_t written = nullptr;
  EXPECT_EQ(cudaEventCreateWithFlags(&written, cudaEventDisableTiming), cudaSuccess);
  EXPECT_EQ(call.choose(), CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(call.multiply(producer), CUBLAS_STATUS_SUCCESS);
  if (ordered) {
    EXPECT_EQ(cudaEventRecord(written, producer), cudaSuccess);
    EXPECT_EQ(cudaStreamWaitEvent(consumer, written, 0), cudaSuccess);
  }
  EXPECT_EQ(start("consume", {}, consumer, add_one, call.d, result, 6), cudaSuccess);
  const std::vector<float> values = result.read(consumer);
  (void)cudaStreamSynchronize(producer);
  if (machine.first_fault().empty()) {
    EXPECT_EQ(values, std::vector<float>(6, 49));
  }
  return machine.first_fault();
}

TEST(SimtBlas, AnEventOrdersAProductBeforeAKernel) {
  for (uint64_t seed = 1; seed <= 20; ++seed) EXPECT_EQ(multiply_and_consume(seed, true), "");
}

TEST(SimtBlas, AMissingEventShows) {
  if (!accesses_are_seen()) GTEST_SKIP() << "a sanitizer's build does not report accesses here";
  int found = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const std::string fault = multiply_and_consume(seed, false);
    if (fault.empty()) continue;
    EXPECT_THAT(fault, AllOf(HasSubstr("kernel consume"), HasSubstr("never written")));
    ++found;
  }
  // Each order has probability one half: fewer than 3 of 20 happens in 0.02 % of seed sets.
  EXPECT_GE(found, 3);
}

TEST(SimtBlas, AWorkspaceThatIsFreedShows) {
  Machine machine(kSmall);
  cudaStream_t stream = make_stream();
  Call call;
  ASSERT_EQ(call.choose(), CUBLAS_STATUS_SUCCESS);
  call.workspace_offset = 4096 + 256;  // behind its end, between two allocations
  ASSERT_EQ(call.multiply(stream), CUBLAS_STATUS_SUCCESS);
  EXPECT_NE(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_THAT(machine.first_fault(),
              HasSubstr("product workspace writes 4096 bytes out of bounds"));
  // The device stays failed.
  EXPECT_EQ(call.multiply(stream), CUBLAS_STATUS_EXECUTION_FAILED);
}

TEST(SimtBlas, RefusesShapesAndTypesThatItCannotDo) {
  Machine machine(kSmall);
  Call call;
  EXPECT_EQ(call.choose(), CUBLAS_STATUS_SUCCESS);
  call.set_transpose(CUBLAS_OP_N);
  EXPECT_EQ(call.choose(), CUBLAS_STATUS_NOT_SUPPORTED);
  call.set_transpose(CUBLAS_OP_T);

  struct Case {
    cudaDataType type;
    uint64_t rows, cols;
    int64_t stride;
    cublasStatus_t status;
  };
  const std::vector<Case> a_cases = {
      {CUDA_R_16F, Call::kK, Call::kM, Call::kK, CUBLAS_STATUS_NOT_SUPPORTED},
      {CUDA_R_16BF, Call::kK, Call::kM, Call::kK - 1, CUBLAS_STATUS_INVALID_VALUE},
      {CUDA_R_16BF, Call::kK + 1, Call::kM, Call::kK + 1, CUBLAS_STATUS_INVALID_VALUE},
      {CUDA_R_16BF, Call::kK, Call::kM + 1, Call::kK, CUBLAS_STATUS_INVALID_VALUE},
      {CUDA_R_16BF, 0, Call::kM, Call::kK, CUBLAS_STATUS_INVALID_VALUE},
  };
  const cublasLtMatrixLayout_t good = call.a_layout;
  for (const Case& c : a_cases) {
    call.a_layout = call.make_layout(c.type, c.rows, c.cols, c.stride);
    EXPECT_EQ(call.choose(), c.status) << c.rows << " x " << c.cols << " by " << c.stride;
  }
  call.a_layout = good;
  call.d_layout = call.make_layout(CUDA_R_16BF, Call::kM, Call::kN, Call::kM);
  EXPECT_EQ(call.choose(), CUBLAS_STATUS_NOT_SUPPORTED);
}

TEST(SimtBlas, RefusesWhatIsNoHandle) {
  Machine machine(kSmall);
  cudaStream_t stream = make_stream();
  Call call;
  ASSERT_EQ(call.choose(), CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(call.multiply(nullptr), CUBLAS_STATUS_INVALID_VALUE);
  cublasLtHandle_t handle = std::exchange(call.handle, nullptr);
  EXPECT_EQ(call.multiply(stream), CUBLAS_STATUS_NOT_INITIALIZED);
  EXPECT_EQ(call.choose(), CUBLAS_STATUS_NOT_INITIALIZED);
  call.handle = handle;
  cublasLtMatrixLayout_t layout = std::exchange(call.b_layout, nullptr);
  EXPECT_EQ(call.multiply(stream), CUBLAS_STATUS_INVALID_VALUE);
  EXPECT_EQ(call.choose(), CUBLAS_STATUS_INVALID_VALUE);
  call.b_layout = layout;
  const uint32_t too_short = 1;
  EXPECT_EQ(
      cublasLtMatmulPreferenceSetAttribute(
          call.preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, &too_short, sizeof(too_short)),
      CUBLAS_STATUS_INVALID_VALUE);
}

TEST(SimtBlas, AnAlgorithmIsOfTheShapeAndAlignmentThatItWasChosenFor) {
  Machine machine(kSmall);
  cudaStream_t stream = make_stream();
  Call call;
  ASSERT_EQ(call.choose(), CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(call.multiply(stream), CUBLAS_STATUS_SUCCESS);
  call.a_offset = 8;  // 16 bytes: aligned, but not to the 256 that it was promised
  EXPECT_EQ(call.multiply(stream), CUBLAS_STATUS_INVALID_VALUE);
  call.a_offset = 0;
  const cublasLtMatrixLayout_t good = call.d_layout;
  call.d_layout = call.make_layout(CUDA_R_32F, Call::kM, Call::kN, Call::kM + 1);
  EXPECT_EQ(call.multiply(stream), CUBLAS_STATUS_INVALID_VALUE);
  call.d_layout = good;

  call.workspace_bytes = 4095;
  EXPECT_EQ(call.multiply(stream), CUBLAS_STATUS_INVALID_VALUE);
  call.workspace_bytes = 4096;
  call.workspace_offset = 16;
  EXPECT_EQ(call.multiply(stream), CUBLAS_STATUS_INVALID_VALUE);
  call.workspace_offset = 0;
  EXPECT_EQ(call.multiply(stream), CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  call.prefer(CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, uint64_t{4095});
  EXPECT_EQ(call.choose(), CUBLAS_STATUS_NOT_SUPPORTED);
}

TEST(SimtBlas, AHandleIsOfOneDevice) {
  Machine machine({.num_devices = 2, .blas_workspace_bytes = 4096});
  cudaStream_t other = make_stream(1);
  cudaStream_t own = make_stream(0);
  Call call(0);
  ASSERT_EQ(call.choose(), CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(call.multiply(other), CUBLAS_STATUS_INVALID_VALUE);
  ASSERT_EQ(cudaSetDevice(1), cudaSuccess);
  EXPECT_EQ(call.multiply(own), CUBLAS_STATUS_INVALID_VALUE);
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
  EXPECT_EQ(call.multiply(own), CUBLAS_STATUS_SUCCESS);
  EXPECT_EQ(cudaStreamSynchronize(own), cudaSuccess);
}

}  // namespace
}  // namespace octant::simt

// What a product says where cuBLASLt is missing, has no algorithm, or fails, and what the SIMT
// executor finds when it is given the wrong memory.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "kernels/cuda/blas.h"
#include "kernels/cuda/device_memory.h"
#include "tests/kernels/cuda/device_product.h"
#include "tests/simt/access_hooks.h"
#include "tests/simt/machine.h"

namespace octant::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr ProductShape kShape{.tokens = 4, .rows = 6, .cols = 20};

// One device's stream and memory, ready to multiply on it.
struct Site {
  static Result<Site> create(int device) {
    Site site;
    if (cudaSetDevice(device) != cudaSuccess) return device_error("cudaSetDevice");
    ASSIGN_OR_RETURN(site.stream, cuda::Stream::create());
    site.memory = std::make_unique<cuda::DeviceMemory>(device, site.stream.get());
    return site;
  }
  Result<DeviceProduct> product(const ProductShape& shape) {
    const std::vector<float> x(static_cast<size_t>(shape.tokens * shape.cols), 1.0f);
    const std::vector<float> weight(static_cast<size_t>(shape.rows * shape.cols), 2.0f);
    return DeviceProduct::create(*memory, shape, x, weight);
  }

  cuda::Stream stream;
  std::unique_ptr<cuda::DeviceMemory> memory;
};

template <typename T>
T must(Result<T> result) {
  CHECK(result.ok());
  return std::move(result).value();
}

TEST(CudaBlasLibrary, IsNotThere) {
  const simt::Machine machine({.num_devices = 1, .has_blas = false});
  {
    const Site site = must(Site::create(0));
    const auto blas = cuda::Blas::create(0, site.stream.get());
    EXPECT_EQ(blas.status().code(), StatusCode::kUnsupported);
    EXPECT_THAT(std::string(blas.status().message()),
                AllOf(HasSubstr("cuBLASLt is not there"), Not(HasSubstr("\n"))));
  }
  EXPECT_EQ(machine.leaks(), "");
}

TEST(CudaBlasLibrary, MakesNoHandle) {
  // A stream takes cudaSetDevice and cudaStreamCreate; the handle is behind another cudaSetDevice.
  const simt::Machine machine({.num_devices = 1, .fail_call = 4});
  {
    const Site site = must(Site::create(0));
    const auto blas = cuda::Blas::create(0, site.stream.get());
    EXPECT_EQ(blas.status().code(), StatusCode::kUnsupported);
    EXPECT_EQ(std::string(blas.status().message()),
              "cublasLtCreate: CUBLAS_STATUS_EXECUTION_FAILED");
  }
  EXPECT_EQ(machine.leaks(), "");
}

TEST(CudaBlasAlgorithms, AreMissingForAShape) {
  const simt::Machine machine(
      {.num_devices = 1, .has_blas_algorithm = [](uint64_t m, uint64_t n, uint64_t k) {
         EXPECT_EQ(k, 24U);  // 20 columns in whole chunks
         return !(m == 6 && n == 4);
       }});
  Site site = must(Site::create(0));
  const auto blas = must(cuda::Blas::create(0, site.stream.get()));
  const DeviceProduct product = must(site.product(kShape));
  for (int again = 0; again < 2; ++again) {
    EXPECT_FALSE(must(product.run(*blas, site.stream.get())));
    for (const float value : must(product.read(*site.memory))) EXPECT_TRUE(std::isnan(value));
  }
  const DeviceProduct other = must(site.product({.tokens = 5, .rows = 6, .cols = 20}));
  EXPECT_TRUE(must(other.run(*blas, site.stream.get())));
  EXPECT_EQ(must(other.read(*site.memory)), std::vector<float>(30, 40.0f));
  EXPECT_EQ(machine.first_fault(), "");
}

TEST(CudaBlasAlgorithms, MayNeedMoreWorkspaceThanThereIs) {
  for (const bool too_much : {false, true}) {
    const simt::Machine machine(
        {.num_devices = 1, .blas_workspace_bytes = (size_t{32} << 20) + (too_much ? 1 : 0)});
    Site site = must(Site::create(0));
    const auto blas = must(cuda::Blas::create(0, site.stream.get()));
    const DeviceProduct product = must(site.product(kShape));
    EXPECT_EQ(must(product.run(*blas, site.stream.get())), !too_much);
    EXPECT_TRUE(site.stream.synchronize().ok());
    EXPECT_EQ(machine.first_fault(), "");
  }
}

TEST(CudaBlasAlgorithms, AreAskedForOnceAShapeAndForgottenAtABound) {
  const simt::Machine machine({.num_devices = 1});
  Site site = must(Site::create(0));
  const auto blas = must(cuda::Blas::create(0, site.stream.get()));
  const auto calls_of = [&](const DeviceProduct& product) {
    const int64_t before = machine.num_calls();
    EXPECT_TRUE(must(blas->multiply(product.parts(), product.weight(), product.out())));
    return machine.num_calls() - before;
  };
  constexpr int64_t kKnown = 3;  // cudaSetDevice and two cublasLtMatmul
  const DeviceProduct product = must(site.product(kShape));
  ASSERT_TRUE(cuda::split(site.stream.get(), {.x = product.x(), .out = product.parts()}).ok());
  EXPECT_GT(calls_of(product), kKnown);
  EXPECT_EQ(calls_of(product), kKnown);

  // As many other shapes as are kept push it out.
  const DeviceProduct large = must(site.product({.tokens = 256, .rows = 1, .cols = 1}));
  ASSERT_TRUE(cuda::split(site.stream.get(), {.x = large.x(), .out = large.parts()}).ok());
  for (int64_t tokens = 1; tokens <= 256; ++tokens) {
    ASSERT_TRUE(must(blas->multiply(large.parts(), large.weight(), large.out().first(tokens))));
  }
  EXPECT_GT(calls_of(product), kKnown);
  EXPECT_EQ(calls_of(product), kKnown);
  EXPECT_TRUE(site.stream.synchronize().ok());
  EXPECT_EQ(machine.first_fault(), "");
}

// All that a product takes, from the stream to the result.
Status multiply_once(const simt::Machine& machine, int64_t* num_calls) {
  ASSIGN_OR_RETURN(Site site, Site::create(0));
  ASSIGN_OR_RETURN(const auto blas, cuda::Blas::create(0, site.stream.get()));
  ASSIGN_OR_RETURN(const DeviceProduct product, site.product(kShape));
  ASSIGN_OR_RETURN(const bool done, product.run(*blas, site.stream.get()));
  EXPECT_TRUE(done);
  ASSIGN_OR_RETURN(const std::vector<float> out, product.read(*site.memory));
  EXPECT_EQ(out, std::vector<float>(24, 40.0f));
  *num_calls = machine.num_calls();
  return {};
}

TEST(CudaBlasCalls, EachMayFailAndNothingIsKept) {
  for (const cudaError_t error : {cudaErrorUnknown, cudaErrorMemoryAllocation}) {
    bool any_failed = true;
    int num_unheard = 0;
    for (int64_t k = 1; any_failed; ++k) {
      const simt::Machine machine({.num_devices = 1, .fail_call = k, .fail_with = error});
      int64_t num_calls = 0;
      const Status status = multiply_once(machine, &num_calls);
      EXPECT_EQ(machine.leaks(), "") << "call " << k;
      EXPECT_EQ(machine.first_fault(), "") << "call " << k;
      any_failed = machine.num_calls() >= k;
      if (status.ok()) {
        num_unheard += k <= num_calls ? 1 : 0;
        continue;
      }
      EXPECT_TRUE(any_failed) << status.to_string();
      EXPECT_THAT(std::string(status.message()), AllOf(HasSubstr("cu"), Not(HasSubstr("\n"))));
      const bool is_create = status.code() == StatusCode::kUnsupported;
      EXPECT_TRUE(is_create || status.code() == StatusCode::kDevice ||
                  (status.code() == StatusCode::kOutOfMemory && error == cudaErrorMemoryAllocation))
          << "call " << k << ": " << status.to_string();
    }
    // Before the result is there, one call that gives something back: the heuristic's preference.
    EXPECT_EQ(num_unheard, 1);
  }
}

// The first fault of a product on device 0 whose arguments `change` has spoiled.
template <typename Change>
std::string fault_of(const simt::MachineOptions& options, Change change) {
  const simt::Machine machine(options);
  Site site = must(Site::create(0));
  const auto blas = must(cuda::Blas::create(0, site.stream.get()));
  const DeviceProduct product = must(site.product(kShape));
  CHECK(cuda::split(site.stream.get(), {.x = product.x(), .out = product.parts()}).ok());
  cuda::SplitRows parts = product.parts();
  cuda::Matrix weight = product.weight();
  View<float, 2> out = product.out();
  const std::vector<Buffer> others = change(site, parts, weight, out);
  CHECK(must(blas->multiply(parts, weight, out)));
  const Status status = site.stream.synchronize();
  std::string fault = machine.first_fault();
  EXPECT_EQ(status.ok(), fault.empty());
  return fault;
}

TEST(CudaBlasFaults, MemoryOfAnotherDevice) {
  for (const bool has_access : {false, true}) {
    const std::string fault = fault_of(
        {.num_devices = 2}, [&](Site&, cuda::SplitRows&, cuda::Matrix& weight, View<float, 2>&) {
          if (has_access) {
            CHECK(cudaDeviceEnablePeerAccess(1, 0) == cudaSuccess);
          }
          Site other = must(Site::create(1));
          std::vector<Buffer> kept;
          kept.push_back(must(other.memory->allocate_zeroed(6 * 24 * 2)));
          weight.data = kept.front().data();
          return kept;
        });
    if (has_access) {
      EXPECT_EQ(fault, "");
    } else {
      EXPECT_EQ(fault, "product a touches memory of device 1 without peer access");
    }
  }
}

TEST(CudaBlasFaults, MemoryOfTheHost) {
  alignas(16) static bf16 host[4 * 24] = {};
  const std::string fault = fault_of(
      {.num_devices = 1}, [&](Site&, cuda::SplitRows& parts, cuda::Matrix&, View<float, 2>&) {
        parts.hi = host;
        return std::vector<Buffer>();
      });
  EXPECT_THAT(fault, HasSubstr("product b touches memory of the host"));
}

TEST(CudaBlasFaults, WhatNobodyWrote) {
  if (!simt::accesses_are_seen()) GTEST_SKIP() << "a sanitizer's build tracks no writes here";
  const std::string fault = fault_of(
      {.num_devices = 1}, [](Site& site, cuda::SplitRows& parts, cuda::Matrix&, View<float, 2>&) {
        std::vector<Buffer> kept;
        kept.push_back(must(site.memory->allocate(4 * 24 * 2)));
        parts.lo = kept.front().as<bf16>();
        return kept;
      });
  EXPECT_THAT(fault, AllOf(HasSubstr("product b reads"), HasSubstr("never written")));
}

TEST(CudaBlasFaults, BehindTheEnd) {
  const std::string fault = fault_of(
      {.num_devices = 1}, [](Site& site, cuda::SplitRows&, cuda::Matrix&, View<float, 2>& out) {
        std::vector<Buffer> kept;
        kept.push_back(must(site.memory->allocate(4 * 6 * 4 - 4)));
        out = View<float, 2>(kept.front().as<float>(), {4, 6});
        return kept;
      });
  EXPECT_THAT(fault, AllOf(HasSubstr("product d writes"), HasSubstr("out of bounds")));
}

TEST(CudaBlasFaults, BehindTheEndOfAShortWeight) {
  // The zeros behind the last column of the last row are missing.
  const std::string fault = fault_of(
      {.num_devices = 1}, [](Site& site, cuda::SplitRows&, cuda::Matrix& weight, View<float, 2>&) {
        std::vector<Buffer> kept;
        kept.push_back(must(site.memory->allocate_zeroed(5 * 24 * 2 + 20 * 2)));
        weight.data = kept.front().data();
        return kept;
      });
  EXPECT_THAT(fault, AllOf(HasSubstr("product a reads"), HasSubstr("out of bounds")));
}

}  // namespace
}  // namespace octant::test

// What a stage says when the device finds its kernel at fault, on the SIMT executor.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "kernels/cuda/cuda_backend.h"
#include "tests/simt/access_hooks.h"
#include "tests/simt/machine.h"

namespace octant::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr int64_t kHidden = 64;
constexpr int64_t kRows = 6;

// A head whose logits have no memory behind them.
struct FaultyHead {
  explicit FaultyHead(bool sync_each_stage) {
    auto created = cuda::CudaBackend::create({.device = 0, .sync_each_stage = sync_each_stage});
    CHECK(created.ok());
    backend = std::move(created).value();
    auto x_memory = backend->memory().allocate_zeroed(kHidden * 4);
    auto w_memory = backend->memory().allocate_zeroed(kRows * kHidden * 4);
    auto out_memory = backend->memory().allocate(4);
    CHECK(x_memory.ok());
    CHECK(w_memory.ok());
    CHECK(out_memory.ok());
    x = std::move(x_memory).value();
    weight = std::move(w_memory).value();
    out = std::move(out_memory).value();
  }
  Status run() {
    return backend->head({.x = View<const float, 2>(x.as<float>(), {1, kHidden}),
                          .lm_head = {.data = weight.data(),
                                      .dtype = DType::kF32,
                                      .rows = kRows,
                                      .cols = kHidden,
                                      .row_stride = kHidden,
                                      .scales = {}},
                          .logits = View<float, 2>(out.as<float>(), {1, kRows})});
  }

  std::unique_ptr<cuda::CudaBackend> backend;
  Buffer x;
  Buffer weight;
  Buffer out;
};

class CudaFaults : public testing::Test {
 protected:
  void SetUp() override {
    if (!simt::accesses_are_seen()) {
      GTEST_SKIP() << "a sanitizer's build does not report accesses here";
    }
  }
};

TEST_F(CudaFaults, ShowAtTheEndOfTheStep) {
  const simt::Machine machine({.num_devices = 1});
  FaultyHead head(/*sync_each_stage=*/false);
  EXPECT_TRUE(head.run().ok());
  const Status status = head.backend->synchronize();
  EXPECT_EQ(status.code(), StatusCode::kDevice);
  EXPECT_THAT(std::string(status.message()),
              AllOf(HasSubstr("device 0, in one of the stages of a step: "),
                    HasSubstr("cudaErrorIllegalAddress")));
  EXPECT_THAT(machine.first_fault(), HasSubstr("kernel head"));
}

TEST_F(CudaFaults, AreToldByTheStageWhereEachWaits) {
  const simt::Machine machine({.num_devices = 1});
  FaultyHead head(/*sync_each_stage=*/true);
  const Status status = head.run();
  EXPECT_EQ(status.code(), StatusCode::kDevice);
  EXPECT_THAT(std::string(status.message()),
              AllOf(HasSubstr("device 0, head: "), HasSubstr("cudaErrorIllegalAddress")));
  // A device that failed stays so: every later stage says it at once.
  EXPECT_EQ(head.run().code(), StatusCode::kDevice);
}

}  // namespace
}  // namespace octant::test

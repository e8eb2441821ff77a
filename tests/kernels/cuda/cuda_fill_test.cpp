// What is not a stage: values made in place, stamps between stages, the speed of copies.

#include <cstring>
#include <vector>

#include "kernels/cuda/cuda_backend.h"
#include "tests/kernels/cuda/cuda_test_support.h"

namespace octant::test {
namespace {

class CudaFill : public CudaTest {
 protected:
  void SetUp() override {
    CudaTest::SetUp();
    if (IsSkipped()) return;
    auto created = cuda::CudaBackend::create({.device = 0});
    ASSERT_TRUE(created.ok()) << created.status().to_string();
    backend_ = std::move(created).value();
  }
  void TearDown() override {
    backend_.reset();
    CudaTest::TearDown();
  }

  std::unique_ptr<cuda::CudaBackend> backend_;
};

struct FillCase {
  DType dtype;
  int64_t rows;
  int64_t cols;
  RandomValues values;
};

TEST_F(CudaFill, GivesTheHostsBytes) {
  const RandomValues norm{.key = 5, .factor = 0.125f, .offset = 1};
  const RandomValues weight{.key = 6, .factor = 0.037f, .offset = 0};
  const RandomValues e4m3_weight{.key = 7, .factor = 448, .offset = 0};
  const RandomValues scale{.key = 8, .factor = 0, .offset = 0.01f};
  // Whole chunks and ragged ends, a single element, rows of more than one block.
  const std::vector<FillCase> cases = {
      {DType::kF32, 1, 1, norm},
      {DType::kF32, 3, 1030, weight},
      {DType::kF32, 2, 56, scale},
      {DType::kBF16, 1, 8, weight},
      {DType::kBF16, 5, 2049, weight},
      {DType::kBF16, 4, 192, norm},
      {DType::kF8E4M3, 2, 16, e4m3_weight},
      {DType::kF8E4M3, 3, 4111, e4m3_weight},
  };
  for (const FillCase& c : cases) {
    // Sixteen bytes more than a row needs: they stay zero.
    const int64_t stride = (c.cols * size_of(c.dtype) + 31) / 16 * 16;
    RandomFill fill{.values = c.values,
                    .first_idx = uint64_t{1} << 40,
                    .idx_stride = 10'000,
                    .dtype = c.dtype,
                    .to_stride = stride,
                    .rows = c.rows,
                    .cols = c.cols};
    std::vector<std::byte> expected(static_cast<size_t>(c.rows * stride));
    fill.to = expected.data();
    ASSERT_TRUE(host_memory().fill(fill).ok());
    Memory& memory = backend_->memory();
    auto buffer = memory.allocate_zeroed(c.rows * stride);
    ASSERT_TRUE(buffer.ok());
    fill.to = buffer->data();
    const Status status = memory.fill(fill);
    ASSERT_TRUE(status.ok()) << status.to_string();
    std::vector<std::byte> found(expected.size());
    ASSERT_TRUE(memory.download(found.data(), buffer->data(), c.rows * stride).ok());
    EXPECT_TRUE(found == expected) << to_string(c.dtype) << " " << c.rows << " x " << c.cols;
  }
}

TEST_F(CudaFill, RefusesRowsThatAreNotAlignedAndOtherTypes) {
  auto buffer = backend_->memory().allocate_zeroed(256);
  ASSERT_TRUE(buffer.ok());
  RandomFill fill{.dtype = DType::kF32, .to = buffer->data() + 4, .rows = 1, .cols = 4};
  EXPECT_EQ(backend_->memory().fill(fill).code(), StatusCode::kInvalidArgument);
  fill.to = buffer->data();
  fill.rows = 2;
  fill.to_stride = 20;
  EXPECT_EQ(backend_->memory().fill(fill).code(), StatusCode::kInvalidArgument);
  fill.to_stride = 32;
  fill.dtype = DType::kI8;
  EXPECT_EQ(backend_->memory().fill(fill).code(), StatusCode::kUnsupported);
}

TEST_F(CudaFill, StampsFollowEachOtherAndCanBeSetAnew) {
  const std::unique_ptr<StageClock> clock = backend_->make_clock();
  for (const size_t num_stamps : {size_t{3}, size_t{5}, size_t{2}}) {
    clock->restart();
    for (size_t i = 0; i < num_stamps; ++i) ASSERT_TRUE(clock->stamp().ok());
    ASSERT_TRUE(backend_->synchronize().ok());
    std::vector<double> seconds;
    const Status status = clock->read(seconds);
    ASSERT_TRUE(status.ok()) << status.to_string();
    ASSERT_EQ(seconds.size(), num_stamps);
    EXPECT_EQ(seconds.front(), 0);
    for (size_t i = 1; i < num_stamps; ++i) EXPECT_GE(seconds[i], seconds[i - 1]);
  }
}

TEST_F(CudaFill, CopiesHaveABandwidth) {
  const Result<double> bandwidth = cuda::copy_bandwidth(0, 1 << 20);
  ASSERT_TRUE(bandwidth.ok()) << bandwidth.status().to_string();
  EXPECT_GT(*bandwidth, 0);
}

}  // namespace
}  // namespace octant::test

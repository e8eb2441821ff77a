// Rows in two BF16 parts, and products of these through cuBLASLt.

#include "kernels/cuda/blas.h"

#include <cmath>
#include <string>
#include <vector>

#include "kernels/cuda/device_memory.h"
#include "kernels/cuda/graph.h"
#include "tests/kernels/cuda/cuda_test_support.h"
#include "tests/kernels/cuda/device_product.h"
#include "tests/support/random.h"

namespace octant::test {
namespace {

class CudaBlas : public CudaTest {
 protected:
  void SetUp() override {
    CudaTest::SetUp();
    if (IsSkipped()) return;
    auto stream = cuda::Stream::create();
    ASSERT_TRUE(stream.ok()) << stream.status().to_string();
    stream_ = std::move(stream).value();
    memory_ = std::make_unique<cuda::DeviceMemory>(0, stream_.get());
    auto blas = cuda::Blas::create(0, stream_.get());
#ifndef OCTANT_SIMT
    if (blas.status().code() == StatusCode::kUnsupported) GTEST_SKIP() << blas.status().message();
#endif
    ASSERT_TRUE(blas.ok()) << blas.status().to_string();
    blas_ = std::move(blas).value();
  }
  void TearDown() override {
    blas_.reset();
    memory_.reset();
    stream_ = {};
    CudaTest::TearDown();
  }

  // The product [T, out_stride]; empty where a GPU's cuBLASLt has no algorithm for it, which the
  // executor's always has.
  std::vector<float> multiply(const ProductShape& shape, const std::vector<float>& x,
                              const std::vector<float>& weight) {
    auto product = cuda_product(shape, x, weight);
    const Result<bool> done = product.run(*blas_, stream_.get());
    EXPECT_TRUE(done.ok()) << done.status().to_string();
    if (!done.ok()) return {};
#ifdef OCTANT_SIMT
    EXPECT_TRUE(*done);
#endif
    if (!*done) return {};
    auto values = product.read(*memory_);
    CHECK(values.ok());
    return std::move(values).value();
  }
  DeviceProduct cuda_product(const ProductShape& shape, const std::vector<float>& x,
                             const std::vector<float>& weight) {
    auto product = DeviceProduct::create(*memory_, shape, x, weight);
    CHECK(product.ok());
    return std::move(product).value();
  }

  cuda::Stream stream_;
  std::unique_ptr<cuda::DeviceMemory> memory_;
  std::unique_ptr<cuda::Blas> blas_;
};

struct HostSplit {
  std::vector<bf16> hi;
  std::vector<bf16> lo;
};

// The parts of x [T, K] from rows `x_stride` apart, [T, stride].
HostSplit split_on_device(cudaStream_t stream, Memory& memory, const std::vector<float>& x,
                          int64_t tokens, int64_t cols, int64_t x_stride, int64_t stride,
                          const std::vector<float>& norm_weight = {}, float eps = 0) {
  auto device_x = memory.copy_of<float>(x);
  auto device_norm = memory.copy_of<float>(norm_weight);
  const int64_t bytes = tokens * stride * 2;
  auto hi = memory.allocate(bytes);
  auto lo = memory.allocate(bytes);
  CHECK(device_x.ok());
  CHECK(device_norm.ok());
  CHECK(hi.ok());
  CHECK(lo.ok());
  cuda::SplitArgs args{
      .x = View<const float, 2>(device_x->as<float>(), {tokens, cols}, {x_stride, 1}),
      .eps = eps,
      .out = {.hi = hi->as<bf16>(), .lo = lo->as<bf16>(), .stride = stride}};
  if (!norm_weight.empty()) {
    args.norm_weight = View<const float, 1>(device_norm->as<float>(), {cols});
  }
  const Status status = cuda::split(stream, args);
  EXPECT_TRUE(status.ok()) << status.to_string();
  HostSplit parts{std::vector<bf16>(static_cast<size_t>(tokens * stride)),
                  std::vector<bf16>(static_cast<size_t>(tokens * stride))};
  EXPECT_TRUE(memory.download(parts.hi.data(), hi->data(), bytes).ok());
  EXPECT_TRUE(memory.download(parts.lo.data(), lo->data(), bytes).ok());
  return parts;
}

TEST_F(CudaBlas, SplitsIntoTheNearestAndWhatIsMissing) {
  struct Case {
    int64_t tokens, cols, x_stride, stride;
  };
  // One element, a whole chunk, ragged ends, rows of more than one turn of a block, wide gaps.
  const std::vector<Case> cases = {
      {1, 1, 1, 8}, {3, 8, 8, 8}, {5, 13, 17, 16}, {2, 527, 600, 528}, {4, 40, 41, 1064}};
  Random random(1);
  for (const Case& c : cases) {
    std::vector<float> x = random.normals(c.tokens * c.x_stride);
    // From 2^-40 to 2^40: both parts move along with the value.
    for (size_t i = 0; i < x.size(); ++i) x[i] = std::ldexp(x[i], static_cast<int>(i % 81) - 40);
    x[0] = -0.0f;
    const HostSplit parts =
        split_on_device(stream_.get(), *memory_, x, c.tokens, c.cols, c.x_stride, c.stride);
    for (int64_t t = 0; t < c.tokens; ++t) {
      for (int64_t k = 0; k < c.stride; ++k) {
        const auto i = static_cast<size_t>(t * c.stride + k);
        const float value = k < c.cols ? x[static_cast<size_t>(t * c.x_stride + k)] : 0.0f;
        const bf16 hi = bf16::from_float(value);
        const float missing = value - hi.to_float();
        ASSERT_EQ(parts.hi[i].bits, hi.bits) << t << " " << k;
        ASSERT_EQ(parts.lo[i].bits, bf16::from_float(missing).bits) << t << " " << k;
        ASSERT_LE(std::abs(missing - parts.lo[i].to_float()), std::abs(value) * 0x1p-17f)
            << t << " " << k;
      }
    }
  }
}

TEST_F(CudaBlas, NormsBeforeItSplits) {
  constexpr int64_t kTokens = 3;
  constexpr float kEps = 1e-6f;
  Random random(2);
  for (const int64_t cols : {1, 24, 300}) {
    const std::vector<float> x = random.normals(kTokens * cols, 3.0);
    const std::vector<float> norm_weight = random.normals(cols);
    const int64_t stride = cuda::split_stride(cols);
    const HostSplit parts =
        split_on_device(stream_.get(), *memory_, x, kTokens, cols, cols, stride, norm_weight, kEps);
    for (int64_t t = 0; t < kTokens; ++t) {
      double squares = 0;
      for (int64_t k = 0; k < cols; ++k)
        squares += std::pow(double{x[static_cast<size_t>(t * cols + k)]}, 2);
      const double inv_rms = 1 / std::sqrt(squares / static_cast<double>(cols) + double{kEps});
      for (int64_t k = 0; k < stride; ++k) {
        const auto i = static_cast<size_t>(t * stride + k);
        const double found = double{parts.hi[i].to_float()} + double{parts.lo[i].to_float()};
        const double expected = k < cols ? double{x[static_cast<size_t>(t * cols + k)]} * inv_rms *
                                               double{norm_weight[static_cast<size_t>(k)]}
                                         : 0;
        // 2^-17 of the split; the norm's own in f32 is much less: half of some 20 roundings of a
        // sum of squares, one of the root (2 ulp on GPUs), two products: below 16 x 2^-24.
        EXPECT_NEAR(found, expected, std::abs(expected) * (0x1p-17 + 16 * 0x1p-24))
            << t << " " << k;
      }
    }
  }
}

TEST_F(CudaBlas, MultipliesAsExactlyAsF32) {
  // Single elements, odd everything, whole chunks, zeros behind the last column, wide gaps.
  const std::vector<ProductShape> shapes = {
      {.tokens = 1, .rows = 1, .cols = 1},
      {.tokens = 1, .rows = 7, .cols = 8, .extra_out = 3},
      {.tokens = 7, .rows = 1, .cols = 24, .extra_out = 4},
      {.tokens = 9, .rows = 33, .cols = 40},
      {.tokens = 17, .rows = 5, .cols = 13},
      {.tokens = 33, .rows = 65, .cols = 127, .extra_x = 8},
      {.tokens = 12, .rows = 40, .cols = 256, .extra_x = 64, .extra_weight = 128, .extra_out = 100},
      {.tokens = 5, .rows = 19, .cols = 1031, .extra_weight = 8, .extra_out = 1},
  };
  Random random(3);
  for (const ProductShape& shape : shapes) {
    const std::vector<float> x = random.normals(shape.tokens * shape.cols);
    std::vector<float> weight = random.normals(shape.rows * shape.cols, 0.1);
    for (float& value : weight) value = bf16::from_float(value).to_float();
    const std::vector<float> out = multiply(shape, x, weight);
    if (out.empty()) continue;
    for (int64_t t = 0; t < shape.tokens; ++t) {
      for (int64_t n = 0; n < shape.out_stride(); ++n) {
        const float found = out[static_cast<size_t>(t * shape.out_stride() + n)];
        if (n >= shape.rows) {
          ASSERT_TRUE(std::isnan(found)) << "written between rows: " << t << " " << n;
          continue;
        }
        double expected = 0;
        double terms = 0;
        for (int64_t k = 0; k < shape.cols; ++k) {
          const double term = double{x[static_cast<size_t>(t * shape.cols + k)]} *
                              double{weight[static_cast<size_t>(n * shape.cols + k)]};
          expected += term;
          terms += std::abs(term);
        }
        // Each term is off by 2^-17 of itself for the split. The sum is one of K terms of hi and K
        // of lo, which are up to 2^-8 of them, in whatever order: at most K + 4 roundings that
        // reach a sum of size `terms`, of 2^-23 where tensor cores cut off.
        const double tolerance = terms * (0x1p-17 + static_cast<double>(shape.cols + 4) * 0x1p-23);
        ASSERT_NEAR(found, expected, tolerance)
            << t << " " << n << " of [" << shape.tokens << ", " << shape.cols << "] @ ["
            << shape.rows << ", " << shape.cols << "]^T";
      }
    }
  }
}

// Integers of more bits than a BF16 has, and sums that f32 holds exactly: nothing may be lost.
TEST_F(CudaBlas, LosesNothingOfWhatTwoPartsHold) {
  const ProductShape shape{.tokens = 11, .rows = 21, .cols = 44, .extra_x = 8, .extra_out = 2};
  Random random(4);
  std::vector<float> x(static_cast<size_t>(shape.tokens * shape.cols));
  std::vector<float> weight(static_cast<size_t>(shape.rows * shape.cols));
  for (float& value : x) value = static_cast<float>(std::floor(random.uniform(-4096, 4096)));
  for (float& value : weight) value = static_cast<float>(std::floor(random.uniform(-4, 5)));
  const std::vector<float> out = multiply(shape, x, weight);
  if (out.empty()) GTEST_SKIP() << "no algorithm for this shape";
  for (int64_t t = 0; t < shape.tokens; ++t) {
    for (int64_t n = 0; n < shape.rows; ++n) {
      float expected = 0;  // below 4096 x 4 x 44 < 2^20
      for (int64_t k = 0; k < shape.cols; ++k) {
        expected += x[static_cast<size_t>(t * shape.cols + k)] *
                    weight[static_cast<size_t>(n * shape.cols + k)];
      }
      ASSERT_EQ(out[static_cast<size_t>(t * shape.out_stride() + n)], expected) << t << " " << n;
    }
  }
}

TEST_F(CudaBlas, AProductCanBeRecorded) {
  const ProductShape shape{.tokens = 16, .rows = 32, .cols = 64};
  Random random(5);
  const std::vector<float> x = random.normals(shape.tokens * shape.cols);
  const std::vector<float> weight = random.normals(shape.rows * shape.cols);
  const DeviceProduct direct = cuda_product(shape, x, weight);
  const Result<bool> done = direct.run(*blas_, stream_.get());
  ASSERT_TRUE(done.ok()) << done.status().to_string();
  if (!*done) GTEST_SKIP() << "no algorithm for this shape";
  const DeviceProduct recorded = cuda_product(shape, x, weight);
  ASSERT_TRUE(cuda::begin_capture(stream_.get()).ok());
  const Result<bool> noted = recorded.run(*blas_, stream_.get());
  auto recording = cuda::end_capture(stream_.get());
  ASSERT_TRUE(noted.ok()) << noted.status().to_string();
  ASSERT_TRUE(recording.ok()) << recording.status().to_string();
  EXPECT_TRUE(*noted);
  ASSERT_TRUE((*recording)->replay().ok());
  EXPECT_EQ(*recorded.read(*memory_), *direct.read(*memory_));
}

TEST_F(CudaBlas, NothingTimesAnythingIsDone) {
  const ProductShape shape{.tokens = 2, .rows = 3, .cols = 8};
  const DeviceProduct product =
      cuda_product(shape, std::vector<float>(16, 1), std::vector<float>(24, 1));
  ASSERT_TRUE(cuda::split(stream_.get(), {.x = product.x().first(0), .out = product.parts()}).ok());
  const Result<bool> none =
      blas_->multiply(product.parts(), product.weight(), product.out().first(0));
  ASSERT_TRUE(none.ok()) << none.status().to_string();
  EXPECT_TRUE(*none);
  cuda::Matrix no_columns = product.weight();
  no_columns.cols = 0;
  const Result<bool> empty = blas_->multiply(product.parts(), no_columns, product.out());
  ASSERT_TRUE(empty.ok()) << empty.status().to_string();
  EXPECT_FALSE(*empty);
}

TEST_F(CudaBlas, RefusesWhatDoesNotFit) {
  const ProductShape shape{.tokens = 2, .rows = 3, .cols = 16};
  const DeviceProduct product =
      cuda_product(shape, std::vector<float>(32, 1), std::vector<float>(48, 1));
  const auto code_of = [&](const cuda::SplitRows& parts, const cuda::Matrix& weight,
                           const View<float, 2>& out) {
    return blas_->multiply(parts, weight, out).status().code();
  };
  const cuda::SplitRows parts = product.parts();
  const cuda::Matrix weight = product.weight();
  const View<float, 2> out = product.out();

  cuda::SplitRows bad_parts = parts;
  bad_parts.stride = 8;  // shorter than a row
  EXPECT_EQ(code_of(bad_parts, weight, out), StatusCode::kInvalidArgument);
  bad_parts.stride = 20;
  EXPECT_EQ(code_of(bad_parts, weight, out), StatusCode::kInvalidArgument);
  bad_parts = parts;
  bad_parts.lo += 1;
  EXPECT_EQ(code_of(bad_parts, weight, out), StatusCode::kInvalidArgument);

  cuda::Matrix bad_weight = weight;
  bad_weight.data += 2;
  EXPECT_EQ(code_of(parts, bad_weight, out), StatusCode::kInvalidArgument);
  bad_weight = weight;
  for (const int64_t row_bytes : {16, 40, 33}) {
    bad_weight.row_bytes = row_bytes;
    EXPECT_EQ(code_of(parts, bad_weight, out), StatusCode::kInvalidArgument) << row_bytes;
  }
  bad_weight = weight;
  bad_weight.scales = out.data();
  EXPECT_EQ(code_of(parts, bad_weight, out), StatusCode::kInvalidArgument);

  EXPECT_EQ(code_of(parts, weight, out.slice(1, 0, 2)), StatusCode::kInvalidArgument);
  EXPECT_EQ(code_of(parts, weight, View<float, 2>(out.data(), {2, 3}, {2, 1})),
            StatusCode::kInvalidArgument);

  bad_parts = parts;
  bad_parts.hi += 4;
  EXPECT_EQ(cuda::split(stream_.get(), {.x = product.x(), .out = bad_parts}).code(),
            StatusCode::kInvalidArgument);
  bad_parts = parts;
  bad_parts.stride = 8;
  EXPECT_EQ(cuda::split(stream_.get(), {.x = product.x(), .out = bad_parts}).code(),
            StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace octant::test

#pragma once
// DeviceProduct: the arguments of one product of blas.h on a device, from host values.

#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "kernels/core/memory.h"
#include "kernels/cuda/blas.h"

namespace octant::test {

// [T, K] @ [N, K]^T. The `extra` are elements that rows are further apart than they must be.
struct ProductShape {
  int64_t tokens = 1;
  int64_t rows = 1;
  int64_t cols = 1;
  int64_t extra_x = 0;  // of the split rows, like the next a multiple of 8
  int64_t extra_weight = 0;
  int64_t extra_out = 0;

  int64_t x_stride() const { return cuda::split_stride(cols) + extra_x; }
  int64_t weight_stride() const { return cuda::split_stride(cols) + extra_weight; }
  int64_t out_stride() const { return rows + extra_out; }
};

class DeviceProduct {
 public:
  // `weight` [N, K] is rounded to BF16. What lies between rows is NaN, but for the zeros that
  // matrix.h asks for; so is all of the result.
  static Result<DeviceProduct> create(Memory& memory, const ProductShape& shape,
                                      std::span<const float> x, std::span<const float> weight) {
    DeviceProduct made;
    made.shape_ = shape;
    ASSIGN_OR_RETURN(made.x_, memory.copy_of<float>(x));
    std::vector<bf16> rows(static_cast<size_t>(shape.rows * shape.weight_stride()), bf16{0x7fc0});
    for (int64_t n = 0; n < shape.rows; ++n) {
      for (int64_t k = 0; k < cuda::split_stride(shape.cols); ++k) {
        const float value = k < shape.cols ? weight[static_cast<size_t>(n * shape.cols + k)] : 0.0f;
        rows[static_cast<size_t>(n * shape.weight_stride() + k)] = bf16::from_float(value);
      }
    }
    ASSIGN_OR_RETURN(made.weight_, memory.copy_of<bf16>(rows));
    const int64_t part_bytes = shape.tokens * shape.x_stride() * 2;
    ASSIGN_OR_RETURN(made.hi_, memory.allocate(part_bytes));
    ASSIGN_OR_RETURN(made.lo_, memory.allocate(part_bytes));
    const std::vector<float> nothing(static_cast<size_t>(shape.tokens * shape.out_stride()),
                                     std::numeric_limits<float>::quiet_NaN());
    ASSIGN_OR_RETURN(made.out_, memory.copy_of<float>(nothing));
    return made;
  }

  View<const float, 2> x() const { return {x_.as<float>(), {shape_.tokens, shape_.cols}}; }
  cuda::SplitRows parts() const {
    return {.hi = hi_.as<bf16>(), .lo = lo_.as<bf16>(), .stride = shape_.x_stride()};
  }
  cuda::Matrix weight() const {
    return {.data = weight_.data(),
            .rows = static_cast<int32_t>(shape_.rows),
            .cols = static_cast<int32_t>(shape_.cols),
            .row_bytes = shape_.weight_stride() * 2};
  }
  View<float, 2> out() const {
    return {out_.as<float>(), {shape_.tokens, shape_.rows}, {shape_.out_stride(), 1}};
  }

  // Splits and multiplies. False where cuBLASLt has no algorithm.
  Result<bool> run(cuda::Blas& blas, cudaStream_t stream) const {
    RETURN_IF_ERROR(cuda::split(stream, {.x = x(), .out = parts()}));
    return blas.multiply(parts(), weight(), out());
  }
  // [T, out_stride], with what lies between rows. Waits for the stream of `memory`.
  Result<std::vector<float>> read(Memory& memory) const {
    std::vector<float> values(static_cast<size_t>(shape_.tokens * shape_.out_stride()));
    RETURN_IF_ERROR(memory.download(values.data(), out_.data(),
                                    static_cast<int64_t>(values.size() * sizeof(float))));
    return values;
  }

 private:
  ProductShape shape_;
  Buffer x_;
  Buffer weight_;
  Buffer hi_;
  Buffer lo_;
  Buffer out_;
};

}  // namespace octant::test

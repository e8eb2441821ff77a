#pragma once
// When prefill's products go through cuBLASLt (blas.h), and the Blas of a backend, which is made
// when the first of them comes: it takes 32 MB, and FP8 models never need it.

#include <memory>

#include "kernels/core/weight_view.h"
#include "kernels/cuda/blas.h"

namespace octant::cuda {

class BlasProducts {
 public:
  BlasProducts(int device, cudaStream_t stream) : device_(device), stream_(stream) {}

  // Whether a product of so many tokens is worth it: see kBlasTokens in tuning.h. Weights of BF16.
  static bool suits(int64_t num_tokens, const WeightView& weight);

  // Blas::multiply(); false also where there is no cuBLASLt. Errors: kOutOfMemory, kDevice.
  Result<bool> multiply(const SplitRows& x, const Matrix& weight, const View<float, 2>& out);

 private:
  int device_;
  cudaStream_t stream_;
  bool tried_ = false;
  std::unique_ptr<Blas> blas_;  // null: not tried yet, or there is none
};

}  // namespace octant::cuda

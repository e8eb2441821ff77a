#include "kernels/cuda/blas_products.h"

#include <utility>

#include "kernels/cuda/tuning.h"

namespace octant::cuda {

bool BlasProducts::suits(int64_t num_tokens, const WeightView& weight) {
  return num_tokens >= kBlasTokens && weight.dtype == DType::kBF16;
}

Result<bool> BlasProducts::multiply(const SplitRows& x, const Matrix& weight,
                                    const View<float, 2>& out) {
  if (!tried_) {
    Result<std::unique_ptr<Blas>> made = Blas::create(device_, stream_);
    if (!made.ok() && made.status().code() != StatusCode::kUnsupported) return made.status();
    if (made.ok()) blas_ = std::move(made).value();
    tried_ = true;
  }
  if (blas_ == nullptr) return false;
  return blas_->multiply(x, weight, out);
}

}  // namespace octant::cuda

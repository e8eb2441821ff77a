#pragma once
// Products of many tokens with a BF16 matrix through cuBLASLt, which does them on tensor cores:
//   out[t, n] = sum over k of (hi[t, k] + lo[t, k]) * weight[n, k]      [T, K] @ [N, K]^T -> [T, N]
//
// Activations come in two BF16 parts (split.h), and products are summed in f32: so a sum is off by
// 2^-17 of its terms for the split, and by f32's own rounding, as if activations were f32. Weights
// are BF16 anyway. It takes two passes over the tensor cores, where the kernels of decode (gemv.h)
// would read all weights again for every eight tokens.
//
// Which algorithm cuBLASLt takes depends on shape and strides, on the model of the GPU and on
// whether out is 16-byte aligned, but not on addresses otherwise: ranks on equal GPUs get equal
// bits for equal products. A token's bits may depend on how many tokens there are.
//
// Sources: cuBLAS documentation (https://docs.nvidia.com/cuda/cublas/), cublasLtMatmul() and
// cublasLtMatmulAlgoGetHeuristic().

#include <cuda_runtime.h>

#include <memory>

#include "kernels/core/status.h"
#include "kernels/core/view.h"
#include "kernels/cuda/matrix.h"
#include "kernels/cuda/split.h"

namespace octant::cuda {

// Of one backend: one device, one stream. One thread at a time.
class Blas {
 public:
  virtual ~Blas() = default;
  Blas(const Blas&) = delete;
  Blas& operator=(const Blas&) = delete;

  // For products on `stream`, a stream of `device`, which outlives the Blas. Takes 32 MB of the
  // device's memory. Errors: kUnsupported, in one line, where this build or this machine has no
  // cuBLASLt or its handle cannot be made: callers then use their own kernels; kOutOfMemory,
  // kDevice.
  static Result<std::unique_ptr<Blas>> create(int device, cudaStream_t stream);

  // Puts the product on the stream, and says whether it did: false if cuBLASLt has no algorithm for
  // this shape; nothing was done then, and the caller uses its own kernel. The first product of a
  // shape asks cuBLASLt which algorithm is best, on the host; later ones remember it.
  //   x: [T, stride], as split() makes it: every row whole, with zeros from column K on
  //   weight: [N, K], BF16 without scales, stored as matrix.h says
  //   out: [T, N], any stride of at least N; best 16-byte aligned, with rows of whole 16 bytes
  // Makes the device current. Errors: kInvalidArgument for arguments that do not fit each other or
  // are not aligned; kOutOfMemory, kDevice, with cuBLASLt's function and what it returned.
  virtual Result<bool> multiply(const SplitRows& x, const Matrix& weight,
                                const View<float, 2>& out) = 0;

 protected:
  Blas() = default;
};

}  // namespace octant::cuda

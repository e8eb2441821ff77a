// cuBLASLt in a build whose toolkit has no header of it: there is none.

#include "kernels/cuda/blas.h"

namespace octant::cuda {

Result<std::unique_ptr<Blas>> Blas::create(int, cudaStream_t) {
  return unsupported("this build has no cuBLASLt");
}

}  // namespace octant::cuda

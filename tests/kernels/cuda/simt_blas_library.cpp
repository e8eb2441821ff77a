// load_blas_library() for the SIMT executor: its own cuBLASLt, unless the machine has none.

#include "kernels/cuda/blas_library.h"
#include "tests/simt/machine.h"

namespace octant::cuda {

Result<BlasLibrary> load_blas_library() {
  if (!simt::Machine::get().options().has_blas) {
    return unsupported("cuBLASLt is not there: this machine was made without it");
  }
  return BlasLibrary{.create = cublasLtCreate,
                     .destroy = cublasLtDestroy,
                     .get_status_name = cublasLtGetStatusName,
                     .matmul_desc_create = cublasLtMatmulDescCreate,
                     .matmul_desc_destroy = cublasLtMatmulDescDestroy,
                     .matmul_desc_set_attribute = cublasLtMatmulDescSetAttribute,
                     .matrix_layout_create = cublasLtMatrixLayoutCreate,
                     .matrix_layout_destroy = cublasLtMatrixLayoutDestroy,
                     .matmul_preference_create = cublasLtMatmulPreferenceCreate,
                     .matmul_preference_destroy = cublasLtMatmulPreferenceDestroy,
                     .matmul_preference_set_attribute = cublasLtMatmulPreferenceSetAttribute,
                     .matmul_algo_get_heuristic = cublasLtMatmulAlgoGetHeuristic,
                     .matmul = cublasLtMatmul};
}

}  // namespace octant::cuda

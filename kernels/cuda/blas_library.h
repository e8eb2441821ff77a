#pragma once
// The functions of cuBLASLt that the project calls. The library is looked for when the program
// runs, so that the same program starts where it is not installed. Source of names and meanings:
// the cuBLAS documentation, chapter "Using the cuBLASLt API"
// (https://docs.nvidia.com/cuda/cublas/), and the toolkit's cublasLt.h.

#include <cublasLt.h>

#include "kernels/core/status.h"

namespace octant::cuda {

struct BlasLibrary {
  decltype(&cublasLtCreate) create = nullptr;
  decltype(&cublasLtDestroy) destroy = nullptr;
  decltype(&cublasLtGetStatusName) get_status_name = nullptr;
  decltype(&cublasLtMatmulDescCreate) matmul_desc_create = nullptr;
  decltype(&cublasLtMatmulDescDestroy) matmul_desc_destroy = nullptr;
  decltype(&cublasLtMatmulDescSetAttribute) matmul_desc_set_attribute = nullptr;
  decltype(&cublasLtMatrixLayoutCreate) matrix_layout_create = nullptr;
  decltype(&cublasLtMatrixLayoutDestroy) matrix_layout_destroy = nullptr;
  decltype(&cublasLtMatmulPreferenceCreate) matmul_preference_create = nullptr;
  decltype(&cublasLtMatmulPreferenceDestroy) matmul_preference_destroy = nullptr;
  decltype(&cublasLtMatmulPreferenceSetAttribute) matmul_preference_set_attribute = nullptr;
  decltype(&cublasLtMatmulAlgoGetHeuristic) matmul_algo_get_heuristic = nullptr;
  decltype(&cublasLtMatmul) matmul = nullptr;
};

// The library, found as the dynamic linker finds libraries (LD_LIBRARY_PATH, ldconfig), with every
// function. Calling it again gives the same functions. Any thread. Errors: kUnsupported, in one
// line, where there is none or it lacks a function.
Result<BlasLibrary> load_blas_library();

}  // namespace octant::cuda

#include "kernels/cuda/blas_library.h"

#include <dlfcn.h>

#include <string>

namespace octant::cuda {
namespace {

// What this file was compiled against first. The functions of BlasLibrary and the values that are
// passed to them are the same in both.
#if CUBLAS_VER_MAJOR == 12
constexpr const char* kNames[] = {"libcublasLt.so.12", "libcublasLt.so.13"};
#else
constexpr const char* kNames[] = {"libcublasLt.so.13", "libcublasLt.so.12"};
#endif

class Symbols {
 public:
  explicit Symbols(void* library) : library_(library) {}

  template <typename Function>
  void find(const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library_, name));
    if (function == nullptr && missing_.empty()) missing_ = name;
  }
  // The first that was not found; empty if all were.
  const std::string& missing() const { return missing_; }

 private:
  void* library_;
  std::string missing_;
};

// The first of kNames that there is, never closed: a library of CUDA's may be called back until the
// program ends, and opening it again only counts it.
Result<void*> open_library() {
  std::string why;
  for (const char* name : kNames) {
    if (void* library = dlopen(name, RTLD_NOW | RTLD_LOCAL); library != nullptr) return library;
    if (const char* error = dlerror(); error != nullptr && why.empty()) why = error;
  }
  return unsupported("cuBLASLt is not there: " + why);
}

}  // namespace

Result<BlasLibrary> load_blas_library() {
  ASSIGN_OR_RETURN(void* library, open_library());
  Symbols symbols(library);
  BlasLibrary blas;
  symbols.find("cublasLtCreate", blas.create);
  symbols.find("cublasLtDestroy", blas.destroy);
  symbols.find("cublasLtGetStatusName", blas.get_status_name);
  symbols.find("cublasLtMatmulDescCreate", blas.matmul_desc_create);
  symbols.find("cublasLtMatmulDescDestroy", blas.matmul_desc_destroy);
  symbols.find("cublasLtMatmulDescSetAttribute", blas.matmul_desc_set_attribute);
  symbols.find("cublasLtMatrixLayoutCreate", blas.matrix_layout_create);
  symbols.find("cublasLtMatrixLayoutDestroy", blas.matrix_layout_destroy);
  symbols.find("cublasLtMatmulPreferenceCreate", blas.matmul_preference_create);
  symbols.find("cublasLtMatmulPreferenceDestroy", blas.matmul_preference_destroy);
  symbols.find("cublasLtMatmulPreferenceSetAttribute", blas.matmul_preference_set_attribute);
  symbols.find("cublasLtMatmulAlgoGetHeuristic", blas.matmul_algo_get_heuristic);
  symbols.find("cublasLtMatmul", blas.matmul);
  if (!symbols.missing().empty()) return unsupported("cuBLASLt has no " + symbols.missing());
  return blas;
}

}  // namespace octant::cuda

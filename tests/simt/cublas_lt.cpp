// cuBLASLt on the machine. Each function first asks the machine whether this call is to fail.

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "kernels/core/dtype.h"
#include "tests/simt/host_thread.h"
#include "tests/simt/include/cublasLt.h"
#include "tests/simt/machine.h"
#include "tests/simt/product_work.h"

namespace octant::simt {

struct BlasContext {
  int device = 0;
};
struct BlasLayout {
  cudaDataType_t type = CUDA_R_32F;
  uint64_t rows = 0;  // of a column-major matrix
  uint64_t cols = 0;
  int64_t stride = 0;

  bool operator==(const BlasLayout&) const = default;
};
struct BlasOperation {
  cublasComputeType_t compute_type = CUBLAS_COMPUTE_32F;
  cudaDataType_t scale_type = CUDA_R_32F;
  int32_t transpose_a = CUBLAS_OP_N;
};
struct BlasPreference {
  uint64_t max_workspace_bytes = 0;
  std::array<uint32_t, 4> min_alignment{256, 256, 256, 256};  // of a, b, c, d
};

namespace {

// The algorithm that the executor has, as it lies in cublasLtMatmulAlgo_t: what it was chosen for.
struct Algorithm {
  uint64_t m = 0, n = 0, k = 0;
  uint64_t a_stride = 0, b_stride = 0, d_stride = 0;
  uint64_t workspace_bytes = 0;
  std::array<uint16_t, 4> alignment{};

  // What may differ from one product to the next is not compared.
  bool has_shape_of(const Algorithm& other) const {
    return m == other.m && n == other.n && k == other.k && a_stride == other.a_stride &&
           b_stride == other.b_stride && d_stride == other.d_stride;
  }
};
static_assert(sizeof(Algorithm) == sizeof(cublasLtMatmulAlgo_t));

// As the documentation of cublasLtMatmul() demands it of the workspace.
constexpr uint64_t kWorkspaceAlignment = 256;

cublasStatus_t to_blas_status(cudaError_t error) {
  if (error == cudaSuccess) return CUBLAS_STATUS_SUCCESS;
  return error == cudaErrorMemoryAllocation ? CUBLAS_STATUS_ALLOC_FAILED
                                            : CUBLAS_STATUS_EXECUTION_FAILED;
}

template <typename Call>
cublasStatus_t api_call(Call call) {
  Machine& machine = Machine::get();
  const cudaError_t planned = machine.enter_call();
  return planned != cudaSuccess ? to_blas_status(planned) : call(machine);
}

template <typename T>
cublasStatus_t create(T** object, const T& value) {
  return api_call([&](Machine& machine) {
    if (object == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
    *object = machine.create<T>();
    **object = value;
    return CUBLAS_STATUS_SUCCESS;
  });
}

// Gives back even if the call is to fail, since nobody can try again.
cublasStatus_t destroy(const void* object) {
  Machine& machine = Machine::get();
  const cudaError_t planned = machine.enter_call();
  if (!machine.destroy(object)) return CUBLAS_STATUS_INVALID_VALUE;
  return to_blas_status(planned);
}

template <typename T>
cublasStatus_t read_attribute(T& attribute, const void* value, size_t bytes) {
  if (value == nullptr || bytes != sizeof(T)) return CUBLAS_STATUS_INVALID_VALUE;
  std::memcpy(&attribute, value, bytes);
  return CUBLAS_STATUS_SUCCESS;
}

struct Layouts {
  cublasLtMatrixLayout_t a, b, c, d;

  bool are_handles(const Machine& machine) const {
    return machine.is_handle(a) && machine.is_handle(b) && machine.is_handle(c) &&
           machine.is_handle(d);
  }
};

bool fits(const BlasLayout& layout, uint64_t rows, uint64_t cols) {
  return layout.rows == rows && layout.cols == cols && rows > 0 && cols > 0 &&
         layout.stride >= static_cast<int64_t>(rows);
}

// What is wrong with the operation on these layouts; else the shape it has.
cublasStatus_t shape_of(const BlasOperation& operation, const Layouts& layouts, Algorithm* shape) {
  const BlasLayout &a = *layouts.a, &b = *layouts.b, &c = *layouts.c, &d = *layouts.d;
  if (operation.compute_type != CUBLAS_COMPUTE_32F || operation.scale_type != CUDA_R_32F ||
      operation.transpose_a != CUBLAS_OP_T || a.type != CUDA_R_16BF || b.type != CUDA_R_16BF ||
      c.type != CUDA_R_32F || d.type != CUDA_R_32F) {
    return CUBLAS_STATUS_NOT_SUPPORTED;
  }
  *shape = {.m = a.cols,
            .n = b.cols,
            .k = a.rows,
            .a_stride = static_cast<uint64_t>(a.stride),
            .b_stride = static_cast<uint64_t>(b.stride),
            .d_stride = static_cast<uint64_t>(d.stride)};
  const bool all_fit = fits(a, shape->k, shape->m) && fits(b, shape->k, shape->n) &&
                       fits(c, shape->m, shape->n) && fits(d, shape->m, shape->n);
  return all_fit ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
}

bool is_aligned(const void* address, uint64_t bytes) {
  return reinterpret_cast<uintptr_t>(address) % bytes == 0;
}

}  // namespace
}  // namespace octant::simt

using namespace octant::simt;  // NOLINT: this file is their other face

cublasStatus_t cublasLtCreate(cublasLtHandle_t* handle) {
  return create(handle, BlasContext{.device = current_device()});
}
cublasStatus_t cublasLtDestroy(cublasLtHandle_t handle) {
  return destroy(handle);
}

// Neither counts nor fails.
const char* cublasLtGetStatusName(cublasStatus_t status) {
  switch (status) {
    case CUBLAS_STATUS_SUCCESS:
      return "CUBLAS_STATUS_SUCCESS";
    case CUBLAS_STATUS_NOT_INITIALIZED:
      return "CUBLAS_STATUS_NOT_INITIALIZED";
    case CUBLAS_STATUS_ALLOC_FAILED:
      return "CUBLAS_STATUS_ALLOC_FAILED";
    case CUBLAS_STATUS_INVALID_VALUE:
      return "CUBLAS_STATUS_INVALID_VALUE";
    case CUBLAS_STATUS_EXECUTION_FAILED:
      return "CUBLAS_STATUS_EXECUTION_FAILED";
    case CUBLAS_STATUS_NOT_SUPPORTED:
      return "CUBLAS_STATUS_NOT_SUPPORTED";
  }
  return "<unknown>";
}

cublasStatus_t cublasLtMatmulDescCreate(cublasLtMatmulDesc_t* operation,
                                        cublasComputeType_t compute_type,
                                        cudaDataType_t scale_type) {
  return create(operation, BlasOperation{.compute_type = compute_type, .scale_type = scale_type});
}
cublasStatus_t cublasLtMatmulDescDestroy(cublasLtMatmulDesc_t operation) {
  return destroy(operation);
}
cublasStatus_t cublasLtMatmulDescSetAttribute(cublasLtMatmulDesc_t operation,
                                              cublasLtMatmulDescAttributes_t attribute,
                                              const void* value, size_t bytes) {
  return api_call([&](Machine& machine) {
    if (!machine.is_handle(operation) || attribute != CUBLASLT_MATMUL_DESC_TRANSA) {
      return CUBLAS_STATUS_INVALID_VALUE;
    }
    return read_attribute(operation->transpose_a, value, bytes);
  });
}

cublasStatus_t cublasLtMatrixLayoutCreate(cublasLtMatrixLayout_t* layout, cudaDataType type,
                                          uint64_t rows, uint64_t cols, int64_t stride) {
  return create(layout, BlasLayout{.type = type, .rows = rows, .cols = cols, .stride = stride});
}
cublasStatus_t cublasLtMatrixLayoutDestroy(cublasLtMatrixLayout_t layout) {
  return destroy(layout);
}

cublasStatus_t cublasLtMatmulPreferenceCreate(cublasLtMatmulPreference_t* preference) {
  return create(preference, BlasPreference{});
}
cublasStatus_t cublasLtMatmulPreferenceDestroy(cublasLtMatmulPreference_t preference) {
  return destroy(preference);
}
cublasStatus_t cublasLtMatmulPreferenceSetAttribute(cublasLtMatmulPreference_t preference,
                                                    cublasLtMatmulPreferenceAttributes_t attribute,
                                                    const void* value, size_t bytes) {
  return api_call([&](Machine& machine) {
    if (!machine.is_handle(preference)) return CUBLAS_STATUS_INVALID_VALUE;
    switch (attribute) {
      case CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES:
        return read_attribute(preference->max_workspace_bytes, value, bytes);
      case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES:
        return read_attribute(preference->min_alignment[0], value, bytes);
      case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES:
        return read_attribute(preference->min_alignment[1], value, bytes);
      case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES:
        return read_attribute(preference->min_alignment[2], value, bytes);
      case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES:
        return read_attribute(preference->min_alignment[3], value, bytes);
    }
    return CUBLAS_STATUS_INVALID_VALUE;
  });
}

cublasStatus_t cublasLtMatmulAlgoGetHeuristic(cublasLtHandle_t handle,
                                              cublasLtMatmulDesc_t operation,
                                              cublasLtMatrixLayout_t a, cublasLtMatrixLayout_t b,
                                              cublasLtMatrixLayout_t c, cublasLtMatrixLayout_t d,
                                              cublasLtMatmulPreference_t preference, int num_wanted,
                                              cublasLtMatmulHeuristicResult_t* results,
                                              int* num_found) {
  return api_call([&](Machine& machine) {
    const Layouts layouts{a, b, c, d};
    if (!machine.is_handle(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
    if (!machine.is_handle(operation) || !machine.is_handle(preference) ||
        !layouts.are_handles(machine) || num_wanted < 1 || results == nullptr ||
        num_found == nullptr ||
        !std::all_of(preference->min_alignment.begin(), preference->min_alignment.end(),
                     [](uint32_t bytes) { return std::has_single_bit(bytes) && bytes <= 256; })) {
      return CUBLAS_STATUS_INVALID_VALUE;
    }
    *num_found = 0;
    Algorithm algorithm;
    const cublasStatus_t status = shape_of(*operation, layouts, &algorithm);
    if (status != CUBLAS_STATUS_SUCCESS) return status;
    const MachineOptions& options = machine.options();
    algorithm.workspace_bytes = options.blas_workspace_bytes;
    std::copy(preference->min_alignment.begin(), preference->min_alignment.end(),
              algorithm.alignment.begin());
    if (algorithm.workspace_bytes > preference->max_workspace_bytes ||
        (options.has_blas_algorithm &&
         !options.has_blas_algorithm(algorithm.m, algorithm.n, algorithm.k))) {
      return CUBLAS_STATUS_NOT_SUPPORTED;
    }
    *num_found = 1;
    results[0] = {.algo = std::bit_cast<cublasLtMatmulAlgo_t>(algorithm),
                  .workspaceSize = algorithm.workspace_bytes,
                  .state = CUBLAS_STATUS_SUCCESS,
                  .wavesCount = 1};
    return CUBLAS_STATUS_SUCCESS;
  });
}

cublasStatus_t cublasLtMatmul(cublasLtHandle_t handle, cublasLtMatmulDesc_t operation,
                              const void* alpha, const void* a, cublasLtMatrixLayout_t a_layout,
                              const void* b, cublasLtMatrixLayout_t b_layout, const void* beta,
                              const void* c, cublasLtMatrixLayout_t c_layout, void* d,
                              cublasLtMatrixLayout_t d_layout, const cublasLtMatmulAlgo_t* algo,
                              void* workspace, size_t workspace_bytes, cudaStream_t stream) {
  return api_call([&](Machine& machine) {
    const Layouts layouts{a_layout, b_layout, c_layout, d_layout};
    if (!machine.is_handle(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
    if (!machine.is_handle(operation) || !layouts.are_handles(machine) ||
        !machine.is_handle(stream) || alpha == nullptr || beta == nullptr || a == nullptr ||
        b == nullptr || c == nullptr || d == nullptr || algo == nullptr) {
      return CUBLAS_STATUS_INVALID_VALUE;
    }
    // A handle, a stream and the current device belong together.
    if (handle->device != current_device() || stream->device != handle->device) {
      return CUBLAS_STATUS_INVALID_VALUE;
    }
    Algorithm shape;
    const cublasStatus_t status = shape_of(*operation, layouts, &shape);
    if (status != CUBLAS_STATUS_SUCCESS) return status;
    const auto algorithm = std::bit_cast<Algorithm>(*algo);
    if (!algorithm.has_shape_of(shape)) return CUBLAS_STATUS_INVALID_VALUE;
    if (c == d && !(*c_layout == *d_layout)) return CUBLAS_STATUS_INVALID_VALUE;
    if (!is_aligned(a, algorithm.alignment[0]) || !is_aligned(b, algorithm.alignment[1]) ||
        !is_aligned(c, algorithm.alignment[2]) || !is_aligned(d, algorithm.alignment[3])) {
      return CUBLAS_STATUS_INVALID_VALUE;
    }
    if (algorithm.workspace_bytes > 0 &&
        (workspace == nullptr || workspace_bytes < algorithm.workspace_bytes ||
         !is_aligned(workspace, kWorkspaceAlignment))) {
      return CUBLAS_STATUS_INVALID_VALUE;
    }
    Product product{.device = stream->device,
                    .m = shape.m,
                    .n = shape.n,
                    .k = shape.k,
                    .a = static_cast<const octant::bf16*>(a),
                    .b = static_cast<const octant::bf16*>(b),
                    .c = static_cast<const float*>(c),
                    .d = static_cast<float*>(d),
                    .a_stride = shape.a_stride,
                    .b_stride = shape.b_stride,
                    .c_stride = static_cast<size_t>(c_layout->stride),
                    .d_stride = shape.d_stride,
                    .workspace = workspace,
                    .workspace_bytes = algorithm.workspace_bytes};
    std::memcpy(&product.alpha, alpha, sizeof(float));  // of the host, read during the call
    std::memcpy(&product.beta, beta, sizeof(float));
    return to_blas_status(machine.enqueue(
        *stream, {.name = "product", .device = stream->device, .make = [&machine, product] {
                    return product_work(machine, product);
                  }}));
  });
}

#include "kernels/cuda/blas.h"

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "kernels/cuda/blas_library.h"
#include "kernels/cuda/device_memory.h"
#include "kernels/cuda/launch.h"

namespace octant::cuda {
namespace {

// What NVIDIA recommends for Hopper; most other GPUs are said to do with less (cuBLAS
// documentation, cublasSetWorkspace()). One size for all: 32 MB are little beside any model.
constexpr int64_t kWorkspaceBytes = int64_t{32} << 20;

// Shapes that are remembered. A model has some ten different products, and a prompt two numbers of
// tokens, that of a full chunk and that of the last: enough for many prompts, and some 100 KB.
constexpr size_t kMaxPlans = 256;

// What cuBLASLt is told of addresses, in bytes. Sixteen are what the widest loads and the bulk
// tensor copies (TMA) of Hopper ask for (CUDA C++ Programming Guide); to promise more where a
// buffer happens to lie so would make the choice of an algorithm depend on that.
constexpr uint32_t kWideAlignment = 16;

// An object of cuBLASLt with its owner. What destroying returns has nobody to be told to.
template <typename Handle>
using Owned = std::unique_ptr<std::remove_pointer_t<Handle>, cublasStatus_t (*)(Handle)>;

// All that an algorithm is chosen by. Beta is not among it: the heuristic is not told.
struct Shape {
  int64_t tokens = 0;
  int64_t rows = 0;      // of the weight
  int64_t cols = 0;      // multiplied, including zeros behind the last column
  int64_t x_stride = 0;  // elements, like the next two
  int64_t weight_stride = 0;
  int64_t out_stride = 0;
  uint32_t out_alignment = 0;  // bytes

  auto operator<=>(const Shape&) const = default;
};

struct Plan {
  Owned<cublasLtMatrixLayout_t> weight;
  Owned<cublasLtMatrixLayout_t> x;
  Owned<cublasLtMatrixLayout_t> out;
  std::optional<cublasLtMatmulAlgo_t> algorithm;  // none: not this shape
};

bool is_aligned(const void* data, uint32_t bytes) {
  return reinterpret_cast<uintptr_t>(data) % bytes == 0;
}

Result<Shape> shape_of(const SplitRows& x, const Matrix& weight, const View<float, 2>& out) {
  Shape shape{.tokens = out.extent(0),
              .rows = weight.rows,
              // Up to the end of a chunk both factors have zeros, and whole chunks have more
              // algorithms.
              .cols = split_stride(weight.cols),
              .x_stride = x.stride,
              .weight_stride = weight.row_bytes / static_cast<int64_t>(sizeof(bf16)),
              .out_stride = out.stride(0),
              .out_alignment = is_aligned(out.data(), kWideAlignment)
                                   ? kWideAlignment
                                   : static_cast<uint32_t>(sizeof(float))};
  // A single row has no next one, and says nothing about where it would be.
  if (shape.rows == 1) shape.weight_stride = shape.cols;
  if (shape.tokens == 1) shape.out_stride = shape.rows;
  if (weight.scales != nullptr) return invalid_argument("a product of a weight with scales");
  if (out.extent(1) != shape.rows || shape.out_stride < shape.rows) {
    return invalid_argument("a product of " + std::to_string(shape.rows) + " rows into " +
                            std::to_string(out.extent(1)) + " columns of rows of " +
                            std::to_string(shape.out_stride));
  }
  if (shape.x_stride < shape.cols || shape.x_stride % kSplitUnit != 0 ||
      shape.weight_stride < shape.cols || (shape.rows > 1 && weight.row_bytes % kChunkBytes != 0) ||
      !is_aligned(x.hi, kWideAlignment) || !is_aligned(x.lo, kWideAlignment) ||
      !is_aligned(weight.data, kWideAlignment)) {
    return invalid_argument("a product of " + std::to_string(weight.cols) +
                            " columns, of rows of " + std::to_string(2 * shape.x_stride) + " and " +
                            std::to_string(weight.row_bytes) +
                            " bytes: too short, or not 16-byte aligned");
  }
  return shape;
}

class LtBlas final : public Blas {
 public:
  LtBlas(int device, cudaStream_t stream) : device_(device), stream_(stream) {}

  Status open() {
    ASSIGN_OR_RETURN(library_, load_blas_library());
    CUDA_TRY(cudaSetDevice(device_));  // the handle becomes its
    cublasLtHandle_t handle = nullptr;
    if (const Status made = to_status(library_.create(&handle), "cublasLtCreate"); !made.ok()) {
      return unsupported(std::string(made.message()));
    }
    handle_ = {handle, library_.destroy};
    cublasLtMatmulDesc_t operation = nullptr;
    RETURN_IF_ERROR(
        to_status(library_.matmul_desc_create(&operation, CUBLAS_COMPUTE_32F, CUDA_R_32F),
                  "cublasLtMatmulDescCreate"));
    operation_ = {operation, library_.matmul_desc_destroy};
    // cuBLASLt's matrices are column-major. A row-major [T, K] is to it a [K, T] with the same
    // stride, so it computes out^T [N, T] = weight [N, K] @ x^T [K, T], and sees weight as its
    // transpose.
    const int32_t transposed = CUBLAS_OP_T;
    RETURN_IF_ERROR(
        to_status(library_.matmul_desc_set_attribute(operation, CUBLASLT_MATMUL_DESC_TRANSA,
                                                     &transposed, sizeof(transposed)),
                  "cublasLtMatmulDescSetAttribute"));
    ASSIGN_OR_RETURN(workspace_, DeviceMemory(device_, stream_).allocate(kWorkspaceBytes));
    return {};
  }

  Result<bool> multiply(const SplitRows& x, const Matrix& weight,
                        const View<float, 2>& out) override {
    ASSIGN_OR_RETURN(const Shape shape, shape_of(x, weight, out));
    if (shape.tokens == 0 || shape.rows == 0) return true;
    if (shape.cols == 0) return false;  // a sum of nothing: no product
    CUDA_TRY(cudaSetDevice(device_));
    ASSIGN_OR_RETURN(const Plan* plan, plan_of(shape));
    if (!plan->algorithm.has_value()) return false;
    RETURN_IF_ERROR(add_product(*plan, weight, x.hi, 0, out.data()));
    RETURN_IF_ERROR(add_product(*plan, weight, x.lo, 1, out.data()));
    return true;
  }

 private:
  // "cublasLtMatmul: CUBLAS_STATUS_EXECUTION_FAILED"
  Status to_status(cublasStatus_t status, const char* function) const {
    if (status == CUBLAS_STATUS_SUCCESS) return {};
    std::string message = std::string(function) + ": " + library_.get_status_name(status);
    if (status == CUBLAS_STATUS_ALLOC_FAILED) return out_of_memory(std::move(message));
    return device_error(std::move(message));
  }

  // Row-major [rows, cols].
  Result<Owned<cublasLtMatrixLayout_t>> layout(cudaDataType_t type, int64_t rows, int64_t cols,
                                               int64_t stride) const {
    cublasLtMatrixLayout_t made = nullptr;
    RETURN_IF_ERROR(
        to_status(library_.matrix_layout_create(&made, type, static_cast<uint64_t>(cols),
                                                static_cast<uint64_t>(rows), stride),
                  "cublasLtMatrixLayoutCreate"));
    return Owned<cublasLtMatrixLayout_t>(made, library_.matrix_layout_destroy);
  }

  template <typename Value>
  Status prefer(cublasLtMatmulPreference_t preference, cublasLtMatmulPreferenceAttributes_t what,
                Value value) const {
    return to_status(
        library_.matmul_preference_set_attribute(preference, what, &value, sizeof(value)),
        "cublasLtMatmulPreferenceSetAttribute");
  }

  // The best algorithm for these layouts; none where cuBLASLt has none.
  Result<std::optional<cublasLtMatmulAlgo_t>> best_algorithm(const Plan& plan,
                                                             uint32_t out_alignment) const {
    cublasLtMatmulPreference_t preference = nullptr;
    RETURN_IF_ERROR(to_status(library_.matmul_preference_create(&preference),
                              "cublasLtMatmulPreferenceCreate"));
    const Owned<cublasLtMatmulPreference_t> owned(preference, library_.matmul_preference_destroy);
    RETURN_IF_ERROR(prefer(preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES,
                           static_cast<uint64_t>(kWorkspaceBytes)));
    RETURN_IF_ERROR(prefer(preference, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, kWideAlignment));
    RETURN_IF_ERROR(prefer(preference, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, kWideAlignment));
    RETURN_IF_ERROR(prefer(preference, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, out_alignment));
    RETURN_IF_ERROR(prefer(preference, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, out_alignment));
    cublasLtMatmulHeuristicResult_t best{};
    int num_found = 0;
    const cublasStatus_t status = library_.matmul_algo_get_heuristic(
        handle_.get(), operation_.get(), plan.weight.get(), plan.x.get(), plan.out.get(),
        plan.out.get(), preference, 1, &best, &num_found);
    if (status == CUBLAS_STATUS_NOT_SUPPORTED) return std::optional<cublasLtMatmulAlgo_t>();
    RETURN_IF_ERROR(to_status(status, "cublasLtMatmulAlgoGetHeuristic"));
    if (num_found == 0 || best.state != CUBLAS_STATUS_SUCCESS) {
      return std::optional<cublasLtMatmulAlgo_t>();
    }
    return std::optional<cublasLtMatmulAlgo_t>(best.algo);
  }

  // Of plans_; there until the next call.
  Result<const Plan*> plan_of(const Shape& shape) {
    if (const auto known = plans_.find(shape); known != plans_.end()) return &known->second;
    ASSIGN_OR_RETURN(auto weight, layout(CUDA_R_16BF, shape.rows, shape.cols, shape.weight_stride));
    ASSIGN_OR_RETURN(auto x, layout(CUDA_R_16BF, shape.tokens, shape.cols, shape.x_stride));
    ASSIGN_OR_RETURN(auto out, layout(CUDA_R_32F, shape.tokens, shape.rows, shape.out_stride));
    Plan plan{.weight = std::move(weight), .x = std::move(x), .out = std::move(out)};
    ASSIGN_OR_RETURN(plan.algorithm, best_algorithm(plan, shape.out_alignment));
    // All at once: to forget one at a time would need a record of which is used least, to save a
    // prompt's few shapes from being asked for once more.
    if (plans_.size() >= kMaxPlans) plans_.clear();
    return &plans_.emplace(shape, std::move(plan)).first->second;
  }

  // out = weight @ part + beta * out. With beta 0 it is not read.
  Status add_product(const Plan& plan, const Matrix& weight, const bf16* part, float beta,
                     float* out) const {
    const float alpha = 1;
    return to_status(
        library_.matmul(handle_.get(), operation_.get(), &alpha, weight.data, plan.weight.get(),
                        part, plan.x.get(), &beta, out, plan.out.get(), out, plan.out.get(),
                        &*plan.algorithm, workspace_.data(), static_cast<size_t>(kWorkspaceBytes),
                        stream_),
        "cublasLtMatmul");
  }

  const int device_;
  const cudaStream_t stream_;
  BlasLibrary library_;
  Buffer workspace_;  // of one product at a time: those of a stream follow each other
  Owned<cublasLtHandle_t> handle_{nullptr, nullptr};
  Owned<cublasLtMatmulDesc_t> operation_{nullptr, nullptr};
  std::map<Shape, Plan> plans_;
};

}  // namespace

Result<std::unique_ptr<Blas>> Blas::create(int device, cudaStream_t stream) {
  auto blas = std::make_unique<LtBlas>(device, stream);
  RETURN_IF_ERROR(blas->open());
  return std::unique_ptr<Blas>(std::move(blas));
}

}  // namespace octant::cuda

#include "tests/simt/product_work.h"

#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "tests/simt/device_work.h"

namespace octant::simt {
namespace {

// Sums that are kept side by side, so that the compiler makes vectors of them.
constexpr size_t kLanes = 16;

float dot(const float* x, const float* y, size_t count) {
  std::array<float, kLanes> sums{};
  const size_t whole = count / kLanes * kLanes;
  for (size_t i = 0; i < whole; i += kLanes) {
    for (size_t lane = 0; lane < kLanes; ++lane) sums[lane] += x[i + lane] * y[i + lane];
  }
  for (size_t i = whole; i < count; ++i) sums[i - whole] += x[i] * y[i];
  float sum = 0;
  for (const float part : sums) sum += part;
  return sum;
}

void unpack(const bf16* from, size_t count, float* to) {
  for (size_t i = 0; i < count; ++i) to[i] = from[i].to_float();
}

class ProductWork final : public OneStep {
 public:
  ProductWork(Machine& machine, const Product& product) : machine_(machine), product_(product) {}

 private:
  std::string run() override {
    const std::string problem = check_all();
    if (!problem.empty()) return "product " + problem;
    compute();
    return {};
  }

  std::string check_all() {
    const Product& p = product_;
    std::string problem = check_rows("a", p.a, p.m, p.k, p.a_stride, Access::kRead);
    if (problem.empty()) problem = check_rows("b", p.b, p.n, p.k, p.b_stride, Access::kRead);
    if (problem.empty() && p.beta != 0) {
      problem = check_rows("c", p.c, p.n, p.m, p.c_stride, Access::kRead);
    }
    if (problem.empty()) problem = check_rows("d", p.d, p.n, p.m, p.d_stride, Access::kWrite);
    if (problem.empty() && p.workspace_bytes > 0) {
      problem = check("workspace", p.workspace, p.workspace_bytes, Access::kWrite);
    }
    return problem;
  }
  template <typename T>
  std::string check_rows(const char* matrix, const T* data, size_t rows, size_t cols, size_t stride,
                         Access access) {
    std::string problem;
    for (size_t row = 0; row < rows && problem.empty(); ++row) {
      problem = check(matrix, data + row * stride, cols * sizeof(T), access);
    }
    return problem;
  }
  // In words, beginning with the matrix.
  std::string check(const char* matrix, const void* address, size_t bytes, Access access) {
    std::string problem;
    const Space space = machine_.memory().space_of(address);
    if (space == kNoSpace) {
      problem =
          "touches memory of the host, at " + std::to_string(reinterpret_cast<uintptr_t>(address));
    } else if (!machine_.may_access(product_.device, space)) {
      problem = "touches memory of device " + std::to_string(space) + " without peer access";
    } else {
      problem = machine_.memory().check(address, bytes, access);
    }
    return problem.empty() ? problem : std::string(matrix) + " " + problem;
  }

  void compute() {
    const Product& p = product_;
    std::vector<float> b(p.n * p.k);
    for (size_t n = 0; n < p.n; ++n) unpack(p.b + n * p.b_stride, p.k, b.data() + n * p.k);
    std::vector<float> a(p.k);
    for (size_t m = 0; m < p.m; ++m) {
      unpack(p.a + m * p.a_stride, p.k, a.data());
      for (size_t n = 0; n < p.n; ++n) {
        float value = p.alpha * dot(a.data(), b.data() + n * p.k, p.k);
        if (p.beta != 0) value += p.beta * p.c[n * p.c_stride + m];
        p.d[n * p.d_stride + m] = value;
      }
    }
    if (p.workspace_bytes > 0) std::memset(p.workspace, 0xff, p.workspace_bytes);
  }

  Machine& machine_;
  const Product product_;
};

}  // namespace

std::unique_ptr<Work> product_work(Machine& machine, const Product& product) {
  return std::make_unique<ProductWork>(machine, product);
}

}  // namespace octant::simt

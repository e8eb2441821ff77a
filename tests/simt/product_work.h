#pragma once
// A product of matrices as work of a stream: what cuBLASLt puts there.

#include <cstddef>
#include <memory>

#include "kernels/core/dtype.h"
#include "tests/simt/machine.h"

namespace octant::simt {

// d[n][m] = alpha * (sum over k of a[m][k] * b[n][k]) + beta * c[n][m], each matrix in rows, with
// strides in elements. Summed in f32.
struct Product {
  int device = 0;  // that computes it
  size_t m = 0, n = 0, k = 0;
  const bf16* a = nullptr;   // [m, k]
  const bf16* b = nullptr;   // [n, k]
  const float* c = nullptr;  // [n, m]; read if beta is not 0
  float* d = nullptr;        // [n, m]
  size_t a_stride = 0, b_stride = 0, c_stride = 0, d_stride = 0;
  float alpha = 1;
  float beta = 0;
  void* workspace = nullptr;  // filled with what nobody should read
  size_t workspace_bytes = 0;
};

// Faults: memory of the host or of a device without access, out of bounds, never written.
std::unique_ptr<Work> product_work(Machine& machine, const Product& product);

}  // namespace octant::simt

// value[t][k] = x[t][k], or norm_weight[k] * x[t][k] / rms(x[t])
// hi[t][k] = bf16(value[t][k]); lo[t][k] = bf16(value[t][k] - hi[t][k]); both 0 behind column K
//
// Grid: tokens. A block owns a token: all lanes sum its squares, then each writes pairs of columns.
// Shared memory: the block's partial sums. Reads x once without a norm, else twice, the second time
// mostly from L1; writes 4 bytes an element. Bound: memory, and latency where a step is short.

#include <string>

#include "kernels/cuda/device.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/matrix.h"
#include "kernels/cuda/mma.h"
#include "kernels/cuda/norm.h"
#include "kernels/cuda/split.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {
namespace {

struct Rows {
  const float* x = nullptr;
  int64_t x_stride = 0;
  int cols = 0;
  const float* norm_weight = nullptr;  // null: no norm
  float eps = 0;
  SplitRows out;
};

OCTANT_KERNEL void split_kernel(Rows a) {
  const auto t = static_cast<int64_t>(blockIdx.x);
  const float* x = a.x + t * a.x_stride;
  float inv_rms = 1;
  if (a.norm_weight != nullptr) {
    float squares = 0;
    for (int c = static_cast<int>(threadIdx.x); c < a.cols; c += kBlockLanes) {
      squares = fmaf(x[c], x[c], squares);
    }
    inv_rms = inv_rms_of(squares, a.cols, a.eps, shared_memory<float>());
  }
  const auto value_at = [&](int64_t col) {
    if (col >= a.cols) return 0.0f;
    if (a.norm_weight == nullptr) return x[col];
    // As gemv.h norms, so that both ways multiply the same values. Rounded before hi is taken from
    // it: not contracted to an fmaf.
    return __fmul_rn(x[col], inv_rms * a.norm_weight[col]);
  };
  auto* hi = reinterpret_cast<unsigned*>(a.out.hi + t * a.out.stride);
  auto* lo = reinterpret_cast<unsigned*>(a.out.lo + t * a.out.stride);
  for (int64_t pair = static_cast<int>(threadIdx.x); pair < a.out.stride / 2; pair += kBlockLanes) {
    const SplitPair parts = split_pair(value_at(2 * pair), value_at(2 * pair + 1));
    hi[pair] = parts.high;
    lo[pair] = parts.low;
  }
}

bool is_aligned(const bf16* data) {
  return reinterpret_cast<uintptr_t>(data) % kChunkBytes == 0;
}

}  // namespace

Status split(cudaStream_t stream, const SplitArgs& args) {
  const int64_t cols = args.x.extent(1);
  if (!is_aligned(args.out.hi) || !is_aligned(args.out.lo) || args.out.stride % kSplitUnit != 0 ||
      args.out.stride < cols) {
    return invalid_argument("split rows of " + std::to_string(args.out.stride) + " elements for " +
                            std::to_string(cols) + " columns: too short, or not 16-byte aligned");
  }
  if (args.x.extent(0) == 0) return {};
  return launch({.name = "split",
                 .grid = static_cast<unsigned>(args.x.extent(0)),
                 .block = kBlockLanes,
                 .shared_bytes = kNormSharedBytes},
                stream, split_kernel,
                Rows{.x = args.x.data(),
                     .x_stride = args.x.stride(0),
                     .cols = static_cast<int>(cols),
                     .norm_weight = args.norm_weight.data(),
                     .eps = args.eps,
                     .out = args.out});
}

}  // namespace octant::cuda

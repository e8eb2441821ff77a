#pragma once
// CUDA's device language in C++: qualifiers, indices, barriers, warp calls, atomics, and the
// functions that the project's kernels use. There is no __shared__ keyword: kernels get their
// shared memory from kernels/cuda/device.h, which asks simt_shared_memory() for it here.

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <source_location>

#include "tests/simt/warp_call.h"

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline __attribute__((always_inline))
#define __launch_bounds__(...)

struct uint3 {
  unsigned x, y, z;
};
struct alignas(8) float2 {
  float x, y;
};
struct alignas(16) float4 {
  float x, y, z, w;
};
struct alignas(8) uint2 {
  unsigned x, y;
};
struct alignas(16) uint4 {
  unsigned x, y, z, w;
};

using std::isfinite;

// Of the lane that runs; calls outside a kernel abort.
uint3 simt_thread_idx();
uint3 simt_block_idx();
uint3 simt_block_dim();
uint3 simt_grid_dim();
void* simt_shared_memory();
// Lets others run, in a loop that waits for another device's or block's data.
void simt_poll();
using SimtWarpOp = octant::simt::WarpOp;
uint64_t simt_warp_call(SimtWarpOp op, unsigned mask, uint64_t value, int argument, int width,
                        const std::source_location& where);

// threadIdx and its like: members that ask when they are read.
template <uint3 (*kRead)()>
struct SimtIndex {
  struct X {
    operator unsigned() const { return kRead().x; }
  } x;
  struct Y {
    operator unsigned() const { return kRead().y; }
  } y;
  struct Z {
    operator unsigned() const { return kRead().z; }
  } z;
};
inline constexpr SimtIndex<simt_thread_idx> threadIdx{};
inline constexpr SimtIndex<simt_block_idx> blockIdx{};
inline constexpr SimtIndex<simt_block_dim> blockDim{};
inline constexpr SimtIndex<simt_grid_dim> gridDim{};
inline constexpr int warpSize = 32;

void __syncthreads();
inline void __syncwarp(unsigned mask = 0xffffffffu,
                       std::source_location where = std::source_location::current()) {
  simt_warp_call(SimtWarpOp::kSync, mask, 0, 0, 32, where);
}
inline void __threadfence() {}
inline void __threadfence_system() {}
inline void __nanosleep(unsigned) {
  simt_poll();
}

template <typename T>
T simt_shuffle(SimtWarpOp op, unsigned mask, T value, int argument, int width,
               const std::source_location& where) {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8);
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(T));
  bits = simt_warp_call(op, mask, bits, argument, width, where);
  std::memcpy(&value, &bits, sizeof(T));
  return value;
}
template <typename T>
T __shfl_sync(unsigned mask, T value, int lane, int width = 32,
              std::source_location where = std::source_location::current()) {
  return simt_shuffle(SimtWarpOp::kShuffle, mask, value, lane, width, where);
}
template <typename T>
T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32,
                 std::source_location where = std::source_location::current()) {
  return simt_shuffle(SimtWarpOp::kShuffleUp, mask, value, static_cast<int>(delta), width, where);
}
template <typename T>
T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32,
                   std::source_location where = std::source_location::current()) {
  return simt_shuffle(SimtWarpOp::kShuffleDown, mask, value, static_cast<int>(delta), width, where);
}
template <typename T>
T __shfl_xor_sync(unsigned mask, T value, int lane_mask, int width = 32,
                  std::source_location where = std::source_location::current()) {
  return simt_shuffle(SimtWarpOp::kShuffleXor, mask, value, lane_mask, width, where);
}
inline unsigned __ballot_sync(unsigned mask, int predicate,
                              std::source_location where = std::source_location::current()) {
  return static_cast<unsigned>(simt_warp_call(SimtWarpOp::kBallot, mask,
                                              static_cast<uint64_t>(predicate != 0), 0, 32, where));
}
inline int __any_sync(unsigned mask, int predicate,
                      std::source_location where = std::source_location::current()) {
  return __ballot_sync(mask, predicate, where) != 0;
}
inline int __all_sync(unsigned mask, int predicate,
                      std::source_location where = std::source_location::current()) {
  return __ballot_sync(mask, predicate == 0, where) == 0;
}

// Sum and maximum over all lanes of a warp in one call: see WarpOp::kSumF32.
inline float simt_warp_sum(float value,
                           std::source_location where = std::source_location::current()) {
  return simt_shuffle(SimtWarpOp::kSumF32, 0xffffffffu, value, 0, 32, where);
}
inline double simt_warp_sum(double value,
                            std::source_location where = std::source_location::current()) {
  return simt_shuffle(SimtWarpOp::kSumF64, 0xffffffffu, value, 0, 32, where);
}
// Every one of `count` values becomes its sum.
inline void simt_warp_sums(float* values, int count,
                           std::source_location where = std::source_location::current()) {
  simt_warp_call(SimtWarpOp::kSumsF32, 0xffffffffu, reinterpret_cast<uintptr_t>(values), count, 32,
                 where);
}
inline float simt_warp_max(float value,
                           std::source_location where = std::source_location::current()) {
  return simt_shuffle(SimtWarpOp::kMaxF32, 0xffffffffu, value, 0, 32, where);
}

// Products of 16 x 16 and 8 x 16 tiles of BF16 on top of sums: see MmaCall.
inline void simt_mma_bf16(const unsigned* a, int num_a, const unsigned* b, int num_b, float* sum,
                          std::source_location where = std::source_location::current()) {
  const octant::simt::MmaCall call{.a = a, .b = b, .sum = sum, .num_a = num_a, .num_b = num_b};
  simt_warp_call(SimtWarpOp::kMmaBf16, 0xffffffffu, reinterpret_cast<uintptr_t>(&call), 0, 32,
                 where);
}

// ldmatrix.x4 from the row at `row` of this lane.
inline void simt_load_matrices(const void* row, bool transposed, unsigned (&pairs)[4],
                               std::source_location where = std::source_location::current()) {
  octant::simt::MatrixCall call;
  const uint4 bits = *static_cast<const uint4*>(row);
  std::memcpy(call.row, &bits, sizeof(bits));
  simt_warp_call(SimtWarpOp::kLoadMatrices, 0xffffffffu, reinterpret_cast<uintptr_t>(&call),
                 transposed, 32, where);
  std::memcpy(pairs, call.pairs, sizeof(call.pairs));
}

// One lane runs at a time, so a plain update is atomic; it is no race either.
void simt_check_atomic(void* address, size_t bytes);
template <typename T>
__attribute__((no_sanitize("thread"), noinline)) T atomicAdd(T* address, T value) {
  simt_check_atomic(address, sizeof(T));
  const T old = *address;
  *address = old + value;
  return old;
}
template <typename T>
__attribute__((no_sanitize("thread"), noinline)) T atomicMax(T* address, T value) {
  simt_check_atomic(address, sizeof(T));
  const T old = *address;
  if (old < value) *address = value;
  return old;
}
template <typename T>
__attribute__((no_sanitize("thread"), noinline)) T atomicCAS(T* address, T expected, T value) {
  simt_check_atomic(address, sizeof(T));
  const T old = *address;
  if (old == expected) *address = value;
  return old;
}

inline float rsqrtf(float x) {
  return 1.0f / std::sqrt(x);
}
inline float __fmul_rn(float x, float y) {
  return x * y;
}
inline float __expf(float x) {
  return std::exp(x);
}
inline float __fdividef(float x, float y) {
  return x / y;
}
inline float __int_as_float(int x) {
  return std::bit_cast<float>(x);
}
inline int __float_as_int(float x) {
  return std::bit_cast<int>(x);
}
inline float __uint_as_float(unsigned x) {
  return std::bit_cast<float>(x);
}
inline unsigned __float_as_uint(float x) {
  return std::bit_cast<unsigned>(x);
}
inline int __popc(unsigned x) {
  return std::popcount(x);
}
inline int __clz(int x) {
  return std::countl_zero(static_cast<unsigned>(x));
}
inline int __ffs(int x) {
  return x == 0 ? 0 : std::countr_zero(static_cast<unsigned>(x)) + 1;
}

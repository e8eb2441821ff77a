#pragma once
// What kernels need from the device beyond CUDA's plain language: shared memory, sums over a warp,
// wide loads. The only file in which the two compilers see different code: nvcc's for GPUs, and the
// C++ compiler's for the SIMT executor of the tests (tests/simt).
//
// Only for files that hold kernels.

#include <cuda_runtime.h>

#include <cstdint>

#include "kernels/cuda/tuning.h"

// Begins a kernel: blocks of kBlockLanes, and registers enough that none spills. A lane that waits
// for memory spilled loses more than another block on the multiprocessor would win.
#define OCTANT_KERNEL OCTANT_KERNEL_WITH(1)
// The same for so many blocks of a multiprocessor at once.
#define OCTANT_KERNEL_WITH(blocks) __global__ __launch_bounds__(::octant::cuda::kBlockLanes, blocks)

namespace octant::cuda {

inline constexpr int kWarpLanes = 32;
inline constexpr unsigned kAllLanes = 0xffffffffu;

// The block's dynamic shared memory, 16-byte aligned. Kernels have no other.
template <typename T>
__device__ __forceinline__ T* shared_memory() {
#ifdef __CUDACC__
  extern __shared__ __align__(16) unsigned char octant_shared_memory[];
  return reinterpret_cast<T*>(octant_shared_memory);
#else
  return static_cast<T*>(simt_shared_memory());
#endif
}

// 16 bytes that this kernel reads once: not kept in L1. `address` is 16-byte aligned.
__device__ __forceinline__ uint4 load_once(const void* address) {
#ifdef __CUDACC__
  uint4 value;
  asm volatile("ld.global.nc.L1::no_allocate.v4.u32 {%0, %1, %2, %3}, [%4];"
               : "=r"(value.x), "=r"(value.y), "=r"(value.z), "=r"(value.w)
               : "l"(address));
  return value;
#else
  return *static_cast<const uint4*>(address);
#endif
}

// What another device, or the host, writes while this kernel waits for it: read and written past
// the caches that the writer does not reach. Each 8 bytes arrive whole.
__device__ __forceinline__ uint4 load_arriving(const uint4* address) {
#ifdef __CUDACC__
  uint4 value;
  asm volatile("ld.volatile.global.v4.u32 {%0, %1, %2, %3}, [%4];"
               : "=r"(value.x), "=r"(value.y), "=r"(value.z), "=r"(value.w)
               : "l"(address)
               : "memory");
  return value;
#else
  return *address;
#endif
}
__device__ __forceinline__ int load_arriving(const int* address) {
  return *static_cast<const volatile int*>(address);
}
__device__ __forceinline__ void store_arriving(uint4* address, const uint4& value) {
#ifdef __CUDACC__
  asm volatile("st.volatile.global.v4.u32 [%0], {%1, %2, %3, %4};"
               :
               : "l"(address), "r"(value.x), "r"(value.y), "r"(value.z), "r"(value.w)
               : "memory");
#else
  *address = value;
#endif
}
// Between two looks at what has not arrived.
__device__ __forceinline__ void look_again() {
#ifndef __CUDACC__
  simt_poll();
#endif
}

// Sum and maximum over the lanes of a warp; every lane gets the same bits. A butterfly of shuffles,
// which the executor does in one call.
template <typename T>
__device__ __forceinline__ T warp_sum(T value) {
#ifdef __CUDACC__
  for (int distance = kWarpLanes / 2; distance > 0; distance /= 2) {
    value += __shfl_xor_sync(kAllLanes, value, distance);
  }
  return value;
#else
  return simt_warp_sum(value);
#endif
}
// The same for the first `count` columns of several rows of values.
template <int kRows, int kCols>
__device__ __forceinline__ void warp_sums(float (&values)[kRows][kCols], int count) {
#ifdef __CUDACC__
#pragma unroll
  for (int r = 0; r < kRows; ++r) {
#pragma unroll
    for (int c = 0; c < kCols; ++c) {
      if (c < count) values[r][c] = warp_sum(values[r][c]);
    }
  }
#else
  if (count > 0) simt_warp_sums(&values[0][0], kRows * kCols);
#endif
}
__device__ __forceinline__ float warp_max(float value) {
#ifdef __CUDACC__
  for (int distance = kWarpLanes / 2; distance > 0; distance /= 2) {
    value = fmaxf(value, __shfl_xor_sync(kAllLanes, value, distance));
  }
  return value;
#else
  return simt_warp_max(value);
#endif
}

// Sum over a block of whole warps; `partial` has room for a T a warp. Every lane gets the same
// bits. Begins with a barrier, so that `partial` may be in use before, but does not end with one.
template <typename T>
__device__ __forceinline__ T block_sum(T value, T* partial) {
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  const int num_warps = static_cast<int>(blockDim.x) / kWarpLanes;
  value = warp_sum(value);
  __syncthreads();
  if (threadIdx.x % kWarpLanes == 0) partial[warp] = value;
  __syncthreads();
  T sum = 0;
  for (int w = 0; w < num_warps; ++w) sum += partial[w];
  return sum;
}

// True in all lanes of the last of `num_blocks` blocks that call it with the same counter, which is
// 0 before and after: that block sees what the others wrote before their call. `shared` has room
// for an int.
__device__ __forceinline__ bool is_last_block(int* counter, int num_blocks, int* shared) {
  __threadfence();  // this lane's writes are visible before the block counts as done
  __syncthreads();
  if (threadIdx.x == 0) {
    const int before = atomicAdd(counter, 1);
    *shared = before == num_blocks - 1;
    if (before == num_blocks - 1) *counter = 0;  // ready for the next launch
  }
  __syncthreads();
  const bool last = *shared != 0;
  if (last) __threadfence();  // nothing below is read before the count was
  return last;
}

__device__ __forceinline__ float silu(float x) {
  return x / (1.0f + expf(-x));
}

}  // namespace octant::cuda

#include "tests/simt/planted_kernels.h"

namespace octant::simt {
namespace {

constexpr unsigned kAll = 0xffffffffu;

__device__ float* shared_floats() {
  return static_cast<float*>(simt_shared_memory());
}

template <bool kBarrier>
__device__ void sum_of_block(const float* values, float* out) {
  float* shared = shared_floats();
  shared[threadIdx.x] = values[threadIdx.x];
  for (unsigned half = blockDim.x / 2; half > 0; half /= 2) {
    if (kBarrier || half == blockDim.x / 2) __syncthreads();
    if (threadIdx.x < half) shared[threadIdx.x] += shared[threadIdx.x + half];
  }
  if (threadIdx.x == 0) out[blockIdx.x] = shared[0];
}

template <bool kSync>
__device__ void sum_of_warp(const float* values, float* out) {
  float* shared = shared_floats();
  const unsigned lane = threadIdx.x;
  shared[lane] = values[lane];
  for (unsigned half = 16; half > 0; half /= 2) {
    if (kSync || half == 16) __syncwarp();
    const float other = lane < half ? shared[lane + half] : 0.0f;
    if (lane < half) shared[lane] += other;
  }
  if (lane == 0) out[0] = shared[0];
}

template <bool kBarrier>
__device__ void rotate_values(float* values) {
  float* shared = shared_floats();
  shared[threadIdx.x] = values[threadIdx.x];
  __syncthreads();
  const float neighbour = shared[(threadIdx.x + 1) % blockDim.x];
  if (kBarrier) __syncthreads();
  shared[threadIdx.x] = neighbour;
  values[threadIdx.x] = shared[threadIdx.x];
}

}  // namespace

__global__ void block_sum(const float* values, float* out) {
  sum_of_block<true>(values, out);
}
__global__ void block_sum_without_barrier(const float* values, float* out) {
  sum_of_block<false>(values, out);
}
__global__ void warp_sum(const float* values, float* out) {
  sum_of_warp<true>(values, out);
}
__global__ void warp_sum_without_syncwarp(const float* values, float* out) {
  sum_of_warp<false>(values, out);
}
__global__ void rotate(float* values) {
  rotate_values<true>(values);
}
__global__ void rotate_without_barrier(float* values) {
  rotate_values<false>(values);
}

__global__ void add_one(const float* from, float* to, int count) {
  const auto i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < count) to[i] = from[i] + 1.0f;
}

__global__ void copy_vectors(const uint4* from, uint4* to, int count) {
  const auto i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < count) to[i] = from[i];
}

__global__ void read_unwritten_shared(float* out) {
  out[0] = shared_floats()[threadIdx.x];
}

__global__ void write_beyond_shared(float* out) {
  shared_floats()[8] = 1.0f;
  out[0] = 1.0f;
}

__global__ void count_lanes(int* total) {
  auto* shared = static_cast<int*>(simt_shared_memory());
  if (threadIdx.x == 0) *shared = 0;
  __syncthreads();
  atomicAdd(shared, 1);
  __syncthreads();
  if (threadIdx.x == 0) atomicAdd(total, *shared);
}

__global__ void shuffle(int* out, SimtWarpOp op, int argument, int width) {
  const auto lane = static_cast<int>(threadIdx.x);
  const int value = 100 + lane;
  switch (op) {
    case SimtWarpOp::kShuffle:
      out[lane] = __shfl_sync(kAll, value, argument, width);
      break;
    case SimtWarpOp::kShuffleUp:
      out[lane] = __shfl_up_sync(kAll, value, static_cast<unsigned>(argument), width);
      break;
    case SimtWarpOp::kShuffleDown:
      out[lane] = __shfl_down_sync(kAll, value, static_cast<unsigned>(argument), width);
      break;
    default:
      out[lane] = __shfl_xor_sync(kAll, value, argument, width);
      break;
  }
}

__global__ void vote(unsigned* out) {
  const unsigned lane = threadIdx.x;
  const unsigned odd = __ballot_sync(kAll, lane % 2 == 1);
  const int any = __any_sync(kAll, lane == 31);
  const int all = __all_sync(kAll, lane < 31);
  // Eight lanes among themselves.
  const unsigned few = lane < 8 ? __ballot_sync(0xffu, lane > 5) : 0;
  if (lane == 0) {
    out[0] = odd;
    out[1] = static_cast<unsigned>(any);
    out[2] = static_cast<unsigned>(all);
    out[3] = few;
  }
}

__global__ void sums_both_ways(const float* values, float* out) {
  const unsigned lane = threadIdx.x;
  float sum = values[lane];
  for (int distance = 16; distance > 0; distance /= 2) {
    sum += __shfl_xor_sync(kAll, sum, distance);
  }
  out[lane] = sum;
  out[32 + lane] = simt_warp_sum(values[lane]);
  float several[2] = {values[lane], -values[lane]};
  simt_warp_sums(several, 2);
  out[64 + lane] = several[0];
  out[96 + lane] = -several[1];
}

__global__ void shuffle_in_one_half_only(int* out) {
  int value = static_cast<int>(threadIdx.x);
  if (threadIdx.x < 16) value = __shfl_xor_sync(kAll, value, 1);
  out[threadIdx.x] = value;
}

__global__ void shuffle_against_barrier(int* out) {
  int value = static_cast<int>(threadIdx.x);
  if (threadIdx.x < 16) {
    value = __shfl_xor_sync(kAll, value, 1);
  } else {
    __syncthreads();
  }
  out[threadIdx.x] = value;
}

__global__ void shuffles_of_two_kinds(int* out) {
  int value = static_cast<int>(threadIdx.x);
  if (threadIdx.x < 16) {
    value = __shfl_xor_sync(kAll, value, 1);
  } else {
    value = __shfl_down_sync(kAll, value, 1);
  }
  out[threadIdx.x] = value;
}

__global__ void shuffle_outside_mask(int* out) {
  out[threadIdx.x] = __shfl_xor_sync(0xffffu, static_cast<int>(threadIdx.x), 1);
}

__global__ void half_of_the_lanes_leave_early(int* out) {
  if (threadIdx.x >= blockDim.x / 2) return;
  __syncthreads();
  out[threadIdx.x] = static_cast<int>(threadIdx.x);
}

__global__ void wait_and_copy(const volatile int* flag, const float* from, float* to) {
  while (*flag == 0) __nanosleep(20);
  to[0] = from[0];
}

__global__ void set(int* flag) {
  *flag = 1;
}

__global__ void where_am_i(unsigned* out) {
  const unsigned block = (blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  const unsigned lane = (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x;
  const unsigned lanes = blockDim.x * blockDim.y * blockDim.z;
  out[block * lanes + lane] = block * 1000 + lane;
}

__global__ void note_order(int* next, int* order) {
  order[blockIdx.x] = atomicAdd(next, 1);
}

__global__ void load_matrices(const uint4* rows, bool transposed, unsigned* pairs) {
  unsigned own[4];
  simt_load_matrices(rows + threadIdx.x, transposed, own);
  for (unsigned i = 0; i < 4; ++i) pairs[threadIdx.x * 4 + i] = own[i];
}

namespace {

// Fragments as the PTX ISA draws them: a row of a or b is eight pairs.
__device__ void multiply(const unsigned* a, const unsigned* b, float* sums) {
  const unsigned row = threadIdx.x / 4;
  const unsigned pair = threadIdx.x % 4;
  const unsigned own_a[4] = {a[row * 8 + pair], a[(row + 8) * 8 + pair], a[row * 8 + pair + 4],
                             a[(row + 8) * 8 + pair + 4]};
  const unsigned own_b[2] = {b[row * 8 + pair], b[row * 8 + pair + 4]};
  float own[4];
  for (unsigned i = 0; i < 4; ++i) own[i] = sums[(row + i / 2 * 8) * 8 + pair * 2 + i % 2];
  simt_mma_bf16(own_a, 1, own_b, 1, own);
  for (unsigned i = 0; i < 4; ++i) sums[(row + i / 2 * 8) * 8 + pair * 2 + i % 2] = own[i];
}

}  // namespace

__global__ void multiply_matrices(const unsigned* a, const unsigned* b, float* sums) {
  multiply(a, b, sums);
}
__global__ void multiply_in_one_half_only(const unsigned* a, const unsigned* b, float* sums) {
  if (threadIdx.x < 16) multiply(a, b, sums);
}

}  // namespace octant::simt

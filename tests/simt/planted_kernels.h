#pragma once
// Kernels with one mistake each, beside the same kernel without it, and kernels that show what the
// executor does. Compiled as kernels are: with every access reported.

#include <cuda_runtime.h>

#include <cstdint>

namespace octant::simt {

// Block-wide sum of values[0 .. blockDim.x) in shared memory: out[block] = sum.
__global__ void block_sum(const float* values, float* out);
__global__ void block_sum_without_barrier(const float* values, float* out);
// Warp 0 alone sums 32 values in shared memory.
__global__ void warp_sum(const float* values, float* out);
__global__ void warp_sum_without_syncwarp(const float* values, float* out);
// Every lane overwrites what its neighbour reads.
__global__ void rotate(float* values);
__global__ void rotate_without_barrier(float* values);

// to[i] = from[i] + 1 for i < count, count from the host.
__global__ void add_one(const float* from, float* to, int count);
// Reads 16 bytes at once.
__global__ void copy_vectors(const uint4* from, uint4* to, int count);
__global__ void read_unwritten_shared(float* out);
__global__ void write_beyond_shared(float* out);
// Counts lanes in shared and in global memory.
__global__ void count_lanes(int* total);

// out[lane] = the op's result for lane values 100 + lane.
__global__ void shuffle(int* out, SimtWarpOp op, int argument, int width);
__global__ void vote(unsigned* out);
// out[lane] = sum by five shuffles, out[32 + lane] = by the executor's one call.
__global__ void sums_both_ways(const float* values, float* out);
// pairs[4 lane + matrix] of the 32 rows of 8 elements that are given, transposed or not.
__global__ void load_matrices(const uint4* rows, bool transposed, unsigned* pairs);
// sums = sums + a b^T for a [16, 16], b [8, 16] of BF16 and sums [16, 8]; without the upper half of
// the warp: the same, but those lanes have left.
__global__ void multiply_matrices(const unsigned* a, const unsigned* b, float* sums);
__global__ void multiply_in_one_half_only(const unsigned* a, const unsigned* b, float* sums);
__global__ void shuffle_in_one_half_only(int* out);
__global__ void shuffle_against_barrier(int* out);
__global__ void shuffles_of_two_kinds(int* out);
__global__ void shuffle_outside_mask(int* out);
__global__ void half_of_the_lanes_leave_early(int* out);

// Waits until *flag is 1, then to[0] = from[0].
__global__ void wait_and_copy(const volatile int* flag, const float* from, float* to);
__global__ void set(int* flag);
// Where each lane of each block is, in 3 dimensions.
__global__ void where_am_i(unsigned* out);
// order[block] = how many blocks came before it.
__global__ void note_order(int* next, int* order);

}  // namespace octant::simt

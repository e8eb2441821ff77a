#pragma once
// What a lane asks of its warp: a shuffle, a vote or a barrier. The lanes of the mask meet, and the
// last one to come lets all of them go on with their results.

#include <array>
#include <cstdint>
#include <source_location>

namespace octant::simt {

inline constexpr int kWarpLanes = 32;

// kSum and kMax are not CUDA's: a butterfly of five shuffles by 16, 8, 4, 2, 1 in one call, which
// is what most of a kernel's warp calls are (kernels/cuda/device.h). kSumsF32 is one of several
// values: `value` is the address of the lane's own, `argument` says how many; they become the sums.
// kMmaBf16 is a whole block of mma.sync.m16n8k16: `value` is the address of the lane's MmaCall.
// kLoadMatrices is ldmatrix.x4: `value` is the address of the lane's MatrixCall, `argument` 1 for
// .trans.
enum class WarpOp : uint8_t {
  kSync,
  kShuffle,
  kShuffleUp,
  kShuffleDown,
  kShuffleXor,
  kBallot,
  kSumF32,
  kSumF64,
  kSumsF32,
  kMaxF32,
  kMmaBf16,
  kLoadMatrices,
};

// sum[m][n] += a[m] b[n]^T for num_a tiles a of 16 x 16 and num_b tiles b of 8 x 16 (rows are its
// columns), in the fragments of one lane: pairs of BF16, the first in the low half, and f32.
// Source of the layout: PTX ISA, "Matrix Fragments for mma.m16n8k16 with floating point type".
struct MmaCall {
  const uint32_t* a = nullptr;  // [num_a][4]
  const uint32_t* b = nullptr;  // [num_b][2]
  float* sum = nullptr;         // [num_a][num_b][4]
  int num_a = 0;
  int num_b = 0;
};

// Four matrices of 8 x 8 elements of 16 bits: lane l brings row l % 8 of matrix l / 8, and gets two
// elements of each: those at row l / 4, columns l % 4 * 2 and the next, or, transposed, at column
// l / 4, rows l % 4 * 2 and the next.
// Source: PTX ISA, "ldmatrix".
struct MatrixCall {
  uint16_t row[8] = {};
  uint32_t pairs[4] = {};  // out
};

// "__shfl_xor_sync" and so on.
const char* to_string(WarpOp op);

struct WarpCall {
  WarpOp op = WarpOp::kSync;
  uint32_t mask = 0;
  uint64_t value = 0;    // of this lane: the bits to shuffle, or whether its predicate holds
  int32_t argument = 0;  // source lane, distance or lane mask
  int32_t width = kWarpLanes;
  std::source_location where;
};

// The results of calls that belong together, by lane; null for lanes outside the mask, which get 0.
// A shuffle from beyond its segment of `width` lanes gives the lane's own value, as CUDA's does.
// Source: CUDA C++ Programming Guide, "Warp Shuffle Functions".
using WarpCalls = std::array<const WarpCall*, kWarpLanes>;
std::array<uint64_t, kWarpLanes> warp_results(const WarpCalls& calls);

}  // namespace octant::simt

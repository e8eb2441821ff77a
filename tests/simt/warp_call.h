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

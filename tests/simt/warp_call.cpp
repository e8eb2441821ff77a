#include "tests/simt/warp_call.h"

namespace octant::simt {
namespace {

// The lane that `lane` reads from.
int source_lane(const WarpCall& call, int lane) {
  const int segment = lane / call.width * call.width;
  const int within = lane - segment;
  switch (call.op) {
    case WarpOp::kShuffle:
      return segment + (call.argument & (call.width - 1));
    case WarpOp::kShuffleUp:
      return within >= call.argument ? lane - call.argument : lane;
    case WarpOp::kShuffleDown:
      return within + call.argument < call.width ? lane + call.argument : lane;
    case WarpOp::kShuffleXor: {
      // Beyond the segment: earlier segments may be read, later ones give the own value.
      const int source = lane ^ call.argument;
      return source < segment + call.width ? source : lane;
    }
    case WarpOp::kSync:
    case WarpOp::kBallot:
      break;
  }
  return lane;
}

}  // namespace

const char* to_string(WarpOp op) {
  switch (op) {
    case WarpOp::kSync:
      return "__syncwarp";
    case WarpOp::kShuffle:
      return "__shfl_sync";
    case WarpOp::kShuffleUp:
      return "__shfl_up_sync";
    case WarpOp::kShuffleDown:
      return "__shfl_down_sync";
    case WarpOp::kShuffleXor:
      return "__shfl_xor_sync";
    case WarpOp::kBallot:
      return "__ballot_sync";
  }
  return "?";
}

std::array<uint64_t, kWarpLanes> warp_results(std::span<const WarpCall> calls) {
  std::array<uint64_t, kWarpLanes> results{};
  uint64_t votes = 0;
  for (size_t lane = 0; lane < calls.size(); ++lane) {
    if (calls[lane].op == WarpOp::kBallot && calls[lane].value != 0) votes |= uint64_t{1} << lane;
  }
  for (size_t lane = 0; lane < calls.size(); ++lane) {
    const WarpCall& call = calls[lane];
    if (call.mask == 0) continue;
    if (call.op == WarpOp::kBallot) {
      results[lane] = votes;
    } else {
      const auto source = static_cast<size_t>(source_lane(call, static_cast<int>(lane)));
      results[lane] = source < calls.size() ? calls[source].value : call.value;
    }
  }
  return results;
}

}  // namespace octant::simt

#include "tests/simt/warp_call.h"

#include <algorithm>
#include <cmath>
#include <cstring>

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
    case WarpOp::kSumF32:
    case WarpOp::kSumF64:
    case WarpOp::kSumsF32:
    case WarpOp::kMaxF32:
      break;
  }
  return lane;
}

std::array<uint64_t, kWarpLanes> shuffle(const WarpCalls& calls) {
  std::array<uint64_t, kWarpLanes> results{};
  for (size_t lane = 0; lane < calls.size(); ++lane) {
    if (calls[lane] == nullptr) continue;
    const auto source = static_cast<size_t>(source_lane(*calls[lane], static_cast<int>(lane)));
    const bool takes_part = source < calls.size() && calls[source] != nullptr;
    results[lane] = takes_part ? calls[source]->value : calls[lane]->value;
  }
  return results;
}

std::array<uint64_t, kWarpLanes> ballot(const WarpCalls& calls) {
  uint64_t votes = 0;
  for (size_t lane = 0; lane < calls.size(); ++lane) {
    if (calls[lane] != nullptr && calls[lane]->value != 0) votes |= uint64_t{1} << lane;
  }
  std::array<uint64_t, kWarpLanes> results;
  results.fill(votes);
  return results;
}

// value[l] = combine(value[l], value[l ^ distance]) for distance 16, 8, 4, 2, 1.
template <typename T, typename Combine>
void butterfly(std::array<T, kWarpLanes>& values, Combine combine) {
  for (size_t distance = kWarpLanes / 2; distance > 0; distance /= 2) {
    const std::array<T, kWarpLanes> before = values;
    for (size_t lane = 0; lane < values.size(); ++lane) {
      values[lane] = combine(before[lane], before[lane ^ distance]);
    }
  }
}

template <typename T, typename Combine>
std::array<uint64_t, kWarpLanes> combined(const WarpCalls& calls, Combine combine) {
  std::array<T, kWarpLanes> values{};
  for (size_t lane = 0; lane < calls.size(); ++lane) {
    if (calls[lane] != nullptr) std::memcpy(&values[lane], &calls[lane]->value, sizeof(T));
  }
  butterfly(values, combine);
  std::array<uint64_t, kWarpLanes> results{};
  for (size_t lane = 0; lane < values.size(); ++lane) {
    std::memcpy(&results[lane], &values[lane], sizeof(T));
  }
  return results;
}

float* values_of(const WarpCall& call) {
  return reinterpret_cast<float*>(call.value);
}

void sum_in_place(const WarpCalls& calls, int count) {
  for (int i = 0; i < count; ++i) {
    std::array<float, kWarpLanes> values{};
    for (size_t lane = 0; lane < calls.size(); ++lane) {
      if (calls[lane] != nullptr) values[lane] = values_of(*calls[lane])[i];
    }
    butterfly(values, [](float a, float b) { return a + b; });
    for (size_t lane = 0; lane < calls.size(); ++lane) {
      if (calls[lane] != nullptr) values_of(*calls[lane])[i] = values[lane];
    }
  }
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
    case WarpOp::kSumF32:
    case WarpOp::kSumF64:
    case WarpOp::kSumsF32:
      return "warp_sum";
    case WarpOp::kMaxF32:
      return "warp_max";
  }
  return "?";
}

std::array<uint64_t, kWarpLanes> warp_results(const WarpCalls& calls) {
  const WarpCall& any = **std::find_if(calls.begin(), calls.end(), [](auto* c) { return c; });
  switch (any.op) {
    case WarpOp::kSumF32:
      return combined<float>(calls, [](float a, float b) { return a + b; });
    case WarpOp::kSumF64:
      return combined<double>(calls, [](double a, double b) { return a + b; });
    case WarpOp::kSumsF32:
      sum_in_place(calls, any.argument);
      return {};
    case WarpOp::kMaxF32:
      return combined<float>(calls, [](float a, float b) { return std::fmax(a, b); });
    case WarpOp::kBallot:
      return ballot(calls);
    default:
      return shuffle(calls);
  }
}

}  // namespace octant::simt

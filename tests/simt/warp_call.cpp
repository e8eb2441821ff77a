#include "tests/simt/warp_call.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

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
    case WarpOp::kMmaBf16:
    case WarpOp::kLoadMatrices:
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

MatrixCall& matrix_of(const WarpCalls& calls, size_t lane) {
  return *reinterpret_cast<MatrixCall*>(calls[lane]->value);
}

void load_matrices(const WarpCalls& calls, bool transposed) {
  for (size_t lane = 0; lane < calls.size(); ++lane) {
    for (size_t matrix = 0; matrix < 4; ++matrix) {
      uint32_t pair = 0;
      for (size_t i = 0; i < 2; ++i) {
        const size_t outer = lane / 4;
        const size_t inner = lane % 4 * 2 + i;
        const size_t row = transposed ? inner : outer;
        const size_t col = transposed ? outer : inner;
        pair |= uint32_t{matrix_of(calls, matrix * 8 + row).row[col]} << (16 * i);
      }
      matrix_of(calls, lane).pairs[matrix] = pair;
    }
  }
}

constexpr int kMmaRows = 16;
constexpr int kMmaCols = 8;
constexpr int kMmaDepth = 16;

float bf16_of(uint32_t pair, int half) {
  return std::bit_cast<float>(half == 0 ? pair << 16 : pair & 0xffff0000u);
}

const MmaCall& mma_of(const WarpCalls& calls, int lane) {
  return *reinterpret_cast<const MmaCall*>(calls[static_cast<size_t>(lane)]->value);
}

// Tile m of a, [rows][depth]: register r of a lane has row lane / 4 (+ 8 if r is odd), columns
// lane % 4 * 2 and the next (+ 8 if r > 1).
using ATile = std::array<std::array<float, kMmaDepth>, kMmaRows>;
ATile gather_a(const WarpCalls& calls, int m) {
  ATile a{};
  for (int lane = 0; lane < kWarpLanes; ++lane) {
    for (int i = 0; i < 8; ++i) {
      const int r = i / 2;
      const auto row = static_cast<size_t>(lane / 4 + r % 2 * 8);
      const auto col = static_cast<size_t>(lane % 4 * 2 + r / 2 * 8 + i % 2);
      a[row][col] = bf16_of(mma_of(calls, lane).a[m * 4 + r], i % 2);
    }
  }
  return a;
}

// Tile n of b, [depth][cols]: register r of a lane has column lane / 4, rows lane % 4 * 2 and the
// next (+ 8 if r is 1).
using BTile = std::array<std::array<float, kMmaCols>, kMmaDepth>;
BTile gather_b(const WarpCalls& calls, int n) {
  BTile b{};
  for (int lane = 0; lane < kWarpLanes; ++lane) {
    for (int i = 0; i < 4; ++i) {
      const auto row = static_cast<size_t>(lane % 4 * 2 + i / 2 * 8 + i % 2);
      b[row][static_cast<size_t>(lane / 4)] = bf16_of(mma_of(calls, lane).b[n * 2 + i / 2], i % 2);
    }
  }
  return b;
}

void multiply_tiles(const WarpCalls& calls) {
  const MmaCall& shape = mma_of(calls, 0);
  std::vector<BTile> b;
  for (int n = 0; n < shape.num_b; ++n) b.push_back(gather_b(calls, n));
  for (int m = 0; m < shape.num_a; ++m) {
    const ATile a = gather_a(calls, m);
    for (int n = 0; n < shape.num_b; ++n) {
      std::array<std::array<float, kMmaCols>, kMmaRows> product{};
      for (size_t row = 0; row < a.size(); ++row) {
        for (size_t k = 0; k < kMmaDepth; ++k) {
          for (size_t col = 0; col < kMmaCols; ++col) {
            product[row][col] += a[row][k] * b[static_cast<size_t>(n)][k][col];
          }
        }
      }
      for (int lane = 0; lane < kWarpLanes; ++lane) {
        for (int i = 0; i < 4; ++i) {
          mma_of(calls, lane).sum[(m * shape.num_b + n) * 4 + i] +=
              product[static_cast<size_t>(lane / 4 + i / 2 * 8)]
                     [static_cast<size_t>(lane % 4 * 2 + i % 2)];
        }
      }
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
    case WarpOp::kMmaBf16:
      return "mma";
    case WarpOp::kLoadMatrices:
      return "ldmatrix";
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
    case WarpOp::kMmaBf16:
      multiply_tiles(calls);
      return {};
    case WarpOp::kLoadMatrices:
      load_matrices(calls, any.argument != 0);
      return {};
    default:
      return shuffle(calls);
  }
}

}  // namespace octant::simt

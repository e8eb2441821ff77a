// candidates: the ids near the largest logit of each row, and the row's sum at a temperature.
//   total = sum of exp((logit - largest) / temperature); the list: ids with logit >= floor
// Grid: (part of a row, row). A block adds up its part and appends what reaches the floor to the
// row's list by an atomic counter: hits are few, and where they are not, a counter in L2 takes one
// about each clock. Sums are put together by the row's block that ends last, in their order. Where
// the list overflows, that block looks alone for a floor at which it does not, by halving the
// distance to the largest, and makes the list anew.
// Reads the row once, from L2; five times more where the list overflows. Shared memory: a float a
// warp. Bound: latency.

#include <cmath>

#include "kernels/cuda/device.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/sample.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {
namespace {

struct CandidateOperands {
  const StepState* state = nullptr;
  int num_ids = 0;
  int capacity = 0;
  const float* logits = nullptr;  // [T, W]
  int64_t logits_stride = 0;
  const float* largest = nullptr;
  float* total = nullptr;
  float* floor = nullptr;
  int32_t* count = nullptr;
  int32_t* ids = nullptr;  // [T, capacity]
  int64_t ids_stride = 0;
  float* values = nullptr;  // [T, capacity]
  int64_t values_stride = 0;
  float* sums = nullptr;        // [T, parts of a row]
  int32_t* counters = nullptr;  // [T]
  int32_t* taken = nullptr;     // [T]: slots of the lists, 0 between launches
};

// One row and its list, seen by all lanes of a block.
struct CandidateRow {
  const float* logits;
  float largest;
  float temperature;
  int32_t* taken;
  int32_t* ids;
  float* values;
  int capacity;

  // The logit `span` temperatures below the largest.
  __device__ float floor_at(int span) const {
    return largest - static_cast<float>(span) * temperature;
  }
  __device__ void take(int id, float logit) const {
    const int slot = atomicAdd(taken, 1);
    if (slot >= capacity) return;
    ids[slot] = id;
    values[slot] = logit;
  }
};

// How many of the row reach `floor`, in every lane. Counts below 2^24 are whole as floats.
__device__ int count_reaching(const CandidateRow& row, int num_ids, float floor, float* shared) {
  float count = 0;
#pragma unroll 4
  for (int id = static_cast<int>(threadIdx.x); id < num_ids; id += kBlockLanes) {
    count += row.logits[id] >= floor ? 1.0f : 0.0f;
  }
  return static_cast<int>(block_sum(count, shared));
}

// A list that overflowed, made anew from the lowest floor at which it does not. All lanes of one
// block; *row.taken is 0 before and after. Returns the floor; `count` becomes what reaches it.
__device__ float shorten_list(const CandidateRow& row, int num_ids, float* shared, int* count) {
  int fits = -1;  // a span that fits; -1: none
  int overflows = kCandidateSpan;
  float floor = nextafterf(row.largest, INFINITY);
  *count = 0;
  while (overflows - fits > 1) {
    const int middle = fits + (overflows - fits) / 2;
    const float lower = row.floor_at(middle);
    const int reaching = count_reaching(row, num_ids, lower, shared);
    if (reaching <= row.capacity) {
      fits = middle;
      floor = lower;
      *count = reaching;
    } else {
      overflows = middle;
    }
  }
  if (fits < 0) return floor;
  for (int id = static_cast<int>(threadIdx.x); id < num_ids; id += kBlockLanes) {
    const float logit = row.logits[id];
    if (logit >= floor) row.take(id, logit);
  }
  __syncthreads();
  if (threadIdx.x == 0) *row.taken = 0;
  return floor;
}

OCTANT_KERNEL void candidates_kernel(CandidateOperands a) {
  float* shared = shared_memory<float>();
  const int t = static_cast<int>(blockIdx.y);
  const int num_parts = static_cast<int>(gridDim.x);
  const auto edge = [&](unsigned part) {
    return static_cast<int>(static_cast<int64_t>(a.num_ids) * part / num_parts);
  };
  const int end = edge(blockIdx.x + 1);
  const CandidateRow row{.logits = a.logits + t * a.logits_stride,
                         .largest = a.largest[t],
                         .temperature = a.state->temperature,
                         .taken = a.taken + t,
                         .ids = a.ids + t * a.ids_stride,
                         .values = a.values + t * a.values_stride,
                         .capacity = a.capacity};
  float floor = row.floor_at(kCandidateSpan);
  float sum = 0;
#pragma unroll 4
  for (int id = edge(blockIdx.x) + static_cast<int>(threadIdx.x); id < end; id += kBlockLanes) {
    const float logit = row.logits[id];
    sum += expf((logit - row.largest) / row.temperature);
    if (logit >= floor) row.take(id, logit);
  }
  sum = block_sum(sum, shared);
  float* sums = a.sums + t * num_parts;
  if (threadIdx.x == 0) sums[blockIdx.x] = sum;
  if (!is_last_block(a.counters + t, num_parts, reinterpret_cast<int*>(shared))) return;
  int count = *row.taken;
  __syncthreads();  // all lanes know it
  if (threadIdx.x == 0) *row.taken = 0;
  if (count > a.capacity) floor = shorten_list(row, a.num_ids, shared, &count);
  if (threadIdx.x != 0) return;
  double total = 0;
  for (int p = 0; p < num_parts; ++p) total += static_cast<double>(sums[p]);
  a.total[t] = static_cast<float>(total);
  a.floor[t] = floor;
  a.count[t] = count;
}

}  // namespace

int64_t candidates_scratch_floats(const CandidatesArgs& args) {
  return args.logits.extent(0) * sample_parts(static_cast<int>(args.num_valid_ids));
}

Status candidates(const StageContext& context, const CandidatesArgs& args, const StepState* state) {
  const auto num_rows = static_cast<unsigned>(args.logits.extent(0));
  if (2 * num_rows > kNumCounters) return unsupported("more rows than counters");
  CandidateOperands a;
  a.state = state;
  a.num_ids = static_cast<int>(args.num_valid_ids);
  a.capacity = static_cast<int>(args.ids.extent(1));
  a.logits = args.logits.data();
  a.logits_stride = args.logits.stride(0);
  a.largest = args.largest.data();
  a.total = args.total.data();
  a.floor = args.floor.data();
  a.count = args.count.data();
  a.ids = args.ids.data();
  a.ids_stride = args.ids.stride(0);
  a.values = args.values.data();
  a.values_stride = args.values.stride(0);
  a.sums = context.memory.scratch;
  a.counters = context.memory.counters;
  a.taken = context.memory.counters + num_rows;
  return launch({.name = "candidates",
                 .grid = dim3(static_cast<unsigned>(sample_parts(a.num_ids)), num_rows),
                 .block = kBlockLanes,
                 .shared_bytes = kBlockWarps * static_cast<int64_t>(sizeof(float))},
                context.stream, candidates_kernel, a);
}

}  // namespace octant::cuda

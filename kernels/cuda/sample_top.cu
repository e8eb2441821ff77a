// sample without a distribution: the largest logit of each row, its id, and the row's logsumexp.
// Grid: (part of a row, row). Each block leaves what it found in scratch; the block of a row that
// ends last puts the parts together, in their order.
// Reads the row twice, from L2. Shared memory: 8 bytes a warp. Bound: latency.

#include "kernels/cuda/device.h"
#include "kernels/cuda/faults.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/row_keys.h"
#include "kernels/cuda/sample.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {
namespace {

struct TopPart {
  unsigned long long best;
  float largest;
  float sum;  // of exp(logit - largest)
};

struct TopOperands {
  int num_ids = 0;
  const float* logits = nullptr;  // [T, vocab_size]
  int64_t logits_stride = 0;
  int32_t* argmax = nullptr;
  float* logsumexp = nullptr;
  float* largest = nullptr;
  TopPart* parts = nullptr;  // [T, parts of a row]
  int32_t* counters = nullptr;
  int32_t* fault = nullptr;
};

OCTANT_KERNEL void sample_top_kernel(TopOperands a) {
  auto* shared = shared_memory<unsigned long long>();
  const int t = static_cast<int>(blockIdx.y);
  const int num_parts = static_cast<int>(gridDim.x);
  const auto edge = [&](unsigned part) {
    return static_cast<int>(static_cast<int64_t>(a.num_ids) * part / num_parts);
  };
  const int begin = edge(blockIdx.x);
  const int end = edge(blockIdx.x + 1);
  const float* row = a.logits + t * a.logits_stride;

  unsigned long long best = 0;
  bool finite = true;
#pragma unroll 4
  for (int id = begin + static_cast<int>(threadIdx.x); id < end; id += kBlockLanes) {
    const float logit = row[id];
    finite = finite && isfinite(logit);
    const unsigned long long candidate = ranked(logit, id);
    best = candidate > best ? candidate : best;
  }
  if (!finite) atomicCAS(a.fault, 0, fault_word(Finding::kLogitNotFinite, t));
  best = block_best(best, shared);
  const float largest = row[id_of(best)];
  float sum = 0;
#pragma unroll 4
  for (int id = begin + static_cast<int>(threadIdx.x); id < end; id += kBlockLanes) {
    sum += expf(row[id] - largest);
  }
  sum = block_sum(sum, reinterpret_cast<float*>(shared));
  TopPart* parts = a.parts + t * num_parts;
  if (threadIdx.x == 0) parts[blockIdx.x] = {.best = best, .largest = largest, .sum = sum};
  if (!is_last_block(a.counters + t, num_parts, reinterpret_cast<int*>(shared))) return;
  if (threadIdx.x != 0) return;
  TopPart top = parts[0];
  for (int p = 1; p < num_parts; ++p) {
    if (parts[p].best > top.best) top = parts[p];
  }
  double total = 0;
  for (int p = 0; p < num_parts; ++p) {
    total += static_cast<double>(parts[p].sum) *
             exp(static_cast<double>(parts[p].largest) - static_cast<double>(top.largest));
  }
  a.argmax[t] = id_of(top.best);
  if (a.largest != nullptr) a.largest[t] = top.largest;
  if (a.logsumexp != nullptr) a.logsumexp[t] = static_cast<float>(top.largest + log(total));
}

}  // namespace

int64_t sample_scratch_floats(const SampleArgs& args) {
  if (!args.probs.is_null()) return 0;
  const int num_parts = sample_parts(static_cast<int>(args.num_valid_ids));
  return args.logits.extent(0) * num_parts * static_cast<int64_t>(sizeof(TopPart) / sizeof(float));
}

Status sample_top(const StageContext& context, const SampleArgs& args) {
  TopOperands a;
  a.num_ids = static_cast<int>(args.num_valid_ids);
  a.logits = args.logits.data();
  a.logits_stride = args.logits.stride(0);
  a.argmax = args.argmax.data();
  a.logsumexp = args.logsumexp.data();
  a.largest = args.largest.data();
  a.parts = reinterpret_cast<TopPart*>(context.memory.scratch);
  a.counters = context.memory.counters;
  a.fault = context.memory.fault;
  const auto num_rows = static_cast<unsigned>(args.logits.extent(0));
  if (num_rows > kNumCounters) return unsupported("more rows than counters");
  return launch({.name = "sample_top",
                 .grid = dim3(static_cast<unsigned>(sample_parts(a.num_ids)), num_rows),
                 .block = kBlockLanes,
                 .shared_bytes = kWarpLanes * static_cast<int64_t>(sizeof(unsigned long long))},
                context.stream, sample_top_kernel, a);
}

}  // namespace octant::cuda

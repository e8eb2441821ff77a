// A block a row. The filters keep a beginning of the ids in descending order of their logits, the
// lower id first among equals. Such a beginning is a cut: all logits above a value, and the first
// few ids that have it. Values are compared as integers of the same order (key_of), so that a cut
// is found by halving 32 bits, one pass over the row a bit, without sorting.
//   top_k: the largest value that at least k logits reach
//   top_p: the largest value at which the probabilities above and at it reach p
//   min_p: a bound on the value itself
//
// Reads the row up to 70 times, from L2. Shared memory: a double a warp. Bound: latency.

#include "kernels/cuda/device.h"
#include "kernels/cuda/faults.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/row_keys.h"
#include "kernels/cuda/sample.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {
namespace {

struct SampleOperands {
  SamplingFilter filter;
  int num_valid_ids = 0;
  int vocab_size = 0;
  const float* logits = nullptr;  // [T, vocab_size]
  int64_t logits_stride = 0;
  int32_t* argmax = nullptr;
  float* logsumexp = nullptr;
  float* largest = nullptr;
  float* probs = nullptr;
  int64_t probs_stride = 0;
  int32_t* fault = nullptr;
};

// Keeps ids with keys above `key`, and those at `key` that are below `id_end`.
struct Cut {
  unsigned key = 0;
  int id_end = 0;

  __device__ bool keeps(unsigned other, int id) const {
    return other > key || (other == key && id < id_end);
  }
};

// One row, seen by all lanes of the block.
struct RowOfLogits {
  const float* logits;
  int count;
  double* shared;  // a double a warp
  float largest;
  float temperature;

  // sum of function(id, logit) over the row, in every lane.
  template <typename Function>
  __device__ double sum(Function function) const {
    double total = 0;
    for (int id = static_cast<int>(threadIdx.x); id < count; id += kBlockLanes) {
      total += function(id, logits[id]);
    }
    return block_sum(total, shared);
  }
  // exp((logit - largest) / temperature), at most 1.
  __device__ double weight(float logit) const {
    return exp((static_cast<double>(logit) - largest) / temperature);
  }
  // The largest key at which `reached(key)` still holds; it holds for key 0.
  template <typename Reached>
  __device__ unsigned largest_key(Reached reached) const {
    unsigned key = 0;
    for (unsigned bit = 0x80000000u; bit != 0; bit >>= 1) {
      if (reached(key | bit)) key |= bit;
    }
    return key;
  }
  // The end of the first `wanted` ids with this key.
  __device__ int end_of_ties(unsigned key, double wanted) const {
    int low = 0;  // the first `low` ids hold fewer than wanted
    int high = count;
    while (high - low > 1) {
      const int middle = low + (high - low) / 2;
      const double ties =
          sum([&](int id, float logit) { return id < middle && key_of(logit) == key ? 1.0 : 0.0; });
      if (ties < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
};

__device__ Cut cut_top_k(const RowOfLogits& row, const Cut& cut, int top_k) {
  if (top_k <= 0 || top_k >= row.count) return cut;
  const unsigned key = row.largest_key([&](unsigned candidate) {
    return row.sum([&](int, float logit) { return key_of(logit) >= candidate ? 1.0 : 0.0; }) >=
           top_k;
  });
  const double above = row.sum([&](int, float logit) { return key_of(logit) > key ? 1.0 : 0.0; });
  return {key, row.end_of_ties(key, top_k - above)};
}

__device__ Cut cut_top_p(const RowOfLogits& row, const Cut& cut, float top_p) {
  if (top_p >= 1) return cut;
  const auto kept_weight = [&](int id, float logit) {
    return cut.keeps(key_of(logit), id) ? row.weight(logit) : 0.0;
  };
  const double target = top_p * row.sum(kept_weight);
  const unsigned key = row.largest_key([&](unsigned candidate) {
    return row.sum([&](int id, float logit) {
      return key_of(logit) >= candidate ? kept_weight(id, logit) : 0.0;
    }) >= target;
  });
  const double above = row.sum(
      [&](int id, float logit) { return key_of(logit) > key ? kept_weight(id, logit) : 0.0; });
  const double ties = row.sum(
      [&](int id, float logit) { return key_of(logit) == key && cut.keeps(key, id) ? 1.0 : 0.0; });
  const double at = row.sum(
      [&](int id, float logit) { return key_of(logit) == key ? kept_weight(id, logit) : 0.0; });
  const double wanted = ceil((target - above) * ties / at);
  const int end = row.end_of_ties(key, fmin(fmax(wanted, 1.0), ties));
  return {key, key == cut.key && cut.id_end < end ? cut.id_end : end};
}

// probs of one row. All lanes of the block.
__device__ void write_probs(const SampleOperands& a, const RowOfLogits& row, int argmax,
                            float* probs) {
  if (a.filter.temperature == 0) {
    for (int id = static_cast<int>(threadIdx.x); id < a.vocab_size; id += kBlockLanes) {
      probs[id] = id == argmax ? 1.0f : 0.0f;
    }
    return;
  }
  Cut cut{.key = 0, .id_end = row.count};
  cut = cut_top_k(row, cut, a.filter.top_k);
  cut = cut_top_p(row, cut, a.filter.top_p);
  const auto kept = [&](int id, float logit) {
    return cut.keeps(key_of(logit), id) && row.weight(logit) >= a.filter.min_p;
  };
  const double total =
      row.sum([&](int id, float logit) { return kept(id, logit) ? row.weight(logit) : 0.0; });
  for (int id = static_cast<int>(threadIdx.x); id < a.vocab_size; id += kBlockLanes) {
    const bool stays = id < row.count && kept(id, row.logits[id]);
    probs[id] = stays ? static_cast<float>(row.weight(row.logits[id]) / total) : 0.0f;
  }
}

OCTANT_KERNEL void sample_kernel(SampleOperands a) {
  double* shared = shared_memory<double>();
  const int t = static_cast<int>(blockIdx.x);
  RowOfLogits row{.logits = a.logits + t * a.logits_stride,
                  .count = a.num_valid_ids,
                  .shared = shared,
                  .largest = 0,
                  .temperature = a.filter.temperature};
  unsigned long long best = 0;
  int bad = 0;
  for (int id = static_cast<int>(threadIdx.x); id < row.count; id += kBlockLanes) {
    const float logit = row.logits[id];
    if (!isfinite(logit)) bad = 1;
    const unsigned long long candidate = ranked(logit, id);
    best = candidate > best ? candidate : best;
  }
  if (block_sum(static_cast<double>(bad), shared) > 0) {
    if (threadIdx.x == 0) {
      atomicCAS(a.fault, 0, fault_word(Finding::kLogitNotFinite, t));
      a.argmax[t] = 0;
    }
    return;
  }
  const int argmax = id_of(block_best(best, reinterpret_cast<unsigned long long*>(shared)));
  row.largest = row.logits[argmax];
  if (threadIdx.x == 0) a.argmax[t] = argmax;
  if (threadIdx.x == 0 && a.largest != nullptr) a.largest[t] = row.largest;
  if (a.logsumexp != nullptr) {
    const double total =
        row.sum([&](int, float logit) { return exp(static_cast<double>(logit) - row.largest); });
    if (threadIdx.x == 0) a.logsumexp[t] = static_cast<float>(row.largest + log(total));
  }
  write_probs(a, row, argmax, a.probs + t * a.probs_stride);
}

}  // namespace

Status sample(const StageContext& context, const SampleArgs& args) {
  if (args.probs.is_null()) return sample_top(context, args);
  SampleOperands a;
  a.filter = args.filter;
  a.num_valid_ids = static_cast<int>(args.num_valid_ids);
  a.vocab_size = static_cast<int>(args.logits.extent(1));
  a.logits = args.logits.data();
  a.logits_stride = args.logits.stride(0);
  a.argmax = args.argmax.data();
  a.logsumexp = args.logsumexp.data();
  a.largest = args.largest.data();
  a.probs = args.probs.data();
  a.probs_stride = args.probs.stride(0);
  a.fault = context.memory.fault;
  return launch({.name = "sample",
                 .grid = static_cast<unsigned>(args.logits.extent(0)),
                 .block = kBlockLanes,
                 .shared_bytes = kBlockWarps * static_cast<int64_t>(sizeof(double))},
                context.stream, sample_kernel, a);
}

}  // namespace octant::cuda

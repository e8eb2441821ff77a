// logits[t, e] = x[t] . gate[e], over all blocks of eight tokens; the block of them that ends last
// then chooses, a warp a token: scores and choice values of all experts in shared memory, the k
// best one after another. Grid: (turns over experts, eights of tokens). Scores are f32 sums also in
// prefill: next to them any rounding could change a choice.
//
// Reads the gate once every eight tokens; scratch: T x E logits. Bound: memory and the latency of k
// warp-wide maxima.

#include <algorithm>

#include "kernels/cuda/dispatch.h"
#include "kernels/cuda/faults.h"
#include "kernels/cuda/gemv.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/route.h"

namespace octant::cuda {
namespace {

constexpr int kRows = 2;  // experts of a warp

struct RouteOperands {
  RouteShape shape;
  Matrix gate;
  const float* bias = nullptr;
  float* logits = nullptr;  // [T, E] scratch
  int32_t* topk_idx = nullptr;
  int64_t topk_idx_stride = 0;
  float* topk_weights = nullptr;
  int64_t topk_weights_stride = 0;
  int32_t* counter = nullptr;
  int32_t* fault = nullptr;
  int first_row = 0;  // of the tokens in the step, for the fault word
};

struct Best {
  float value;
  int idx;
};
// The larger value, the lower index among equals; of the whole warp, in every lane.
__device__ __forceinline__ Best warp_best(Best best) {
  for (int distance = kWarpLanes / 2; distance > 0; distance /= 2) {
    const float value = __shfl_xor_sync(kAllLanes, best.value, distance);
    const int idx = __shfl_xor_sync(kAllLanes, best.idx, distance);
    if (value > best.value || (value == best.value && idx < best.idx)) best = {value, idx};
  }
  return best;
}
// The best of values[begin, end) as index + begin.
__device__ __forceinline__ Best best_of(const float* values, int begin, int end) {
  Best best{-INFINITY, end};
  for (int i = begin + static_cast<int>(threadIdx.x) % kWarpLanes; i < end; i += kWarpLanes) {
    if (values[i] > best.value) best = {values[i], i};
  }
  return warp_best(best);
}

// Scores s of the gate's logits; false if one is not finite. All lanes of a warp.
__device__ __forceinline__ bool score(const RouteShape& shape, const float* logits, float* s) {
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  const int num_experts = static_cast<int>(shape.n_routed_experts);
  float largest = -INFINITY;
  bool finite = true;
  for (int e = lane; e < num_experts; e += kWarpLanes) {
    finite = finite && isfinite(logits[e]);
    largest = fmaxf(largest, logits[e]);
  }
  if (__all_sync(kAllLanes, finite) == 0) return false;
  const bool softmax = shape.scoring_func == ScoringFunc::kSoftmax;
  largest = warp_max(largest);
  float total = 0;
  for (int e = lane; e < num_experts; e += kWarpLanes) {
    s[e] = softmax ? expf(logits[e] - largest) : 1.0f / (1.0f + expf(-logits[e]));
    total += s[e];
  }
  total = warp_sum(total);
  if (softmax) {
    for (int e = lane; e < num_experts; e += kWarpLanes) s[e] /= total;
  }
  return true;
}

// Puts the choice values of all groups but the best ones out of the race. All lanes of a warp.
__device__ __forceinline__ void limit_groups(const RouteShape& shape, float* choice,
                                             float* group_score) {
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  const int num_groups = static_cast<int>(shape.n_group);
  const int group_size = static_cast<int>(shape.n_routed_experts / shape.n_group);
  for (int g = lane; g < num_groups; g += kWarpLanes) {
    float first = -INFINITY;
    float second = -INFINITY;
    for (int e = g * group_size; e < (g + 1) * group_size; ++e) {
      second = fmaxf(second, fminf(first, choice[e]));
      first = fmaxf(first, choice[e]);
    }
    group_score[g] = shape.group_score == GroupScore::kMax ? first : first + second;
  }
  __syncwarp();
  for (int kept = 0; kept < shape.topk_group; ++kept) {
    const Best best = best_of(group_score, 0, num_groups);
    __syncwarp();
    if (lane == 0) group_score[best.idx] = -INFINITY;  // chosen
    __syncwarp();
  }
  for (int g = 0; g < num_groups; ++g) {
    if (group_score[g] == -INFINITY) continue;
    for (int e = g * group_size + lane; e < (g + 1) * group_size; e += kWarpLanes) {
      choice[e] = -INFINITY;
    }
  }
  __syncwarp();
}

// The experts of token t. All lanes of a warp; `shared` has 2 E + n_group floats.
__device__ __forceinline__ void choose(const RouteOperands& a, int t, float* shared) {
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  const int num_experts = static_cast<int>(a.shape.n_routed_experts);
  const int k = static_cast<int>(a.shape.num_experts_per_tok);
  float* s = shared;
  float* choice = s + num_experts;
  int32_t* topk_idx = a.topk_idx + t * a.topk_idx_stride;
  float* topk_weights = a.topk_weights + t * a.topk_weights_stride;
  if (!score(a.shape, a.logits + t * num_experts, s)) {
    if (lane == 0) atomicCAS(a.fault, 0, fault_word(Finding::kGateNotFinite, a.first_row + t));
    // Whoever follows before the host looks still needs experts that exist.
    for (int j = lane; j < k; j += kWarpLanes) {
      topk_idx[j] = j;
      topk_weights[j] = 0;
    }
    return;
  }
  for (int e = lane; e < num_experts; e += kWarpLanes) {
    choice[e] = a.bias == nullptr ? s[e] : s[e] + a.bias[e];
  }
  __syncwarp();
  if (a.shape.n_group > 1) limit_groups(a.shape, choice, choice + num_experts);
  float total = 0;
  for (int j = 0; j < k; ++j) {
    const Best best = best_of(choice, 0, num_experts);
    total += s[best.idx];
    __syncwarp();
    if (lane == 0) {
      choice[best.idx] = -INFINITY;
      topk_idx[j] = best.idx;
    }
    __syncwarp();
  }
  const float scale =
      a.shape.routed_scaling_factor / (a.shape.norm_topk_prob ? total + 1e-20f : 1.0f);
  for (int j = lane; j < k; j += kWarpLanes) topk_weights[j] = s[topk_idx[j]] * scale;
}

template <typename W, int kTokens>
OCTANT_KERNEL void route_kernel(Tokens tokens, RouteOperands a) {
  float* shared = shared_memory<float>();
  const int num_experts = a.gate.rows;
  const int group = static_cast<int>(blockIdx.y);
  const int t0 = group * kMaxTokens;
  tokens.x += t0 * tokens.stride;
  tokens.count = tokens.count - t0 < kMaxTokens ? tokens.count - t0 : kMaxTokens;
  a.logits += t0 * static_cast<int64_t>(num_experts);
  a.topk_idx += t0 * a.topk_idx_stride;
  a.topk_weights += t0 * a.topk_weights_stride;
  a.first_row += t0;
  a.counter += group;
  multiply<W, kRows, kTokens>(
      tokens, (num_experts + kRows - 1) / kRows, static_cast<int>(blockIdx.x),
      static_cast<int>(gridDim.x), shared,
      [&](int pair, Row(&row)[kRows]) {
        for (int r = 0; r < kRows; ++r) {
          const int e = pair * kRows + r;
          if (e < num_experts) row[r] = row_of<W>(a.gate, e);
        }
      },
      [&](int pair, const float(&sum)[kRows][kTokens]) {
        if (threadIdx.x % kWarpLanes != 0) return;
        for (int r = 0; r < kRows; ++r) {
          const int e = pair * kRows + r;
          for (int t = 0; t < kTokens; ++t) {
            if (e < num_experts && t < tokens.count) a.logits[t * num_experts + e] = sum[r][t];
          }
        }
      });
  if (!is_last_block(a.counter, static_cast<int>(gridDim.x), reinterpret_cast<int*>(shared)))
    return;
  __syncthreads();  // the flag of is_last_block is read, its place is free
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  if (warp >= tokens.count) return;
  choose(a, warp, shared + warp * (2 * num_experts + static_cast<int>(a.shape.n_group)));
}

}  // namespace

Status route(const StageContext& context, const RouteArgs& args) {
  const int64_t num_experts = args.shape.n_routed_experts;
  if (num_experts > kMaxExperts) {
    return unsupported(std::to_string(num_experts) + " routed experts on CUDA; at most " +
                       std::to_string(kMaxExperts) + " are supported");
  }
  constexpr int64_t kMostTokens = int64_t{kNumCounters} * kMaxTokens;  // of a launch
  for (int64_t begin = 0; begin < args.x.extent(0); begin += kMostTokens) {
    Tokens tokens;
    tokens.x = args.x.data() + begin * args.x.stride(0);
    tokens.stride = args.x.stride(0);
    tokens.count = static_cast<int>(std::min(args.x.extent(0) - begin, kMostTokens));
    tokens.cols = static_cast<int>(args.x.extent(1));
    RouteOperands a;
    a.shape = args.shape;
    ASSIGN_OR_RETURN(a.gate, to_matrix(args.gate));
    a.bias = args.bias.data();
    a.logits = context.memory.scratch;
    a.topk_idx_stride = args.topk_idx.stride(0);
    a.topk_idx = args.topk_idx.data() + begin * a.topk_idx_stride;
    a.topk_weights_stride = args.topk_weights.stride(0);
    a.topk_weights = args.topk_weights.data() + begin * a.topk_weights_stride;
    a.counter = context.memory.counters;
    a.fault = context.memory.fault;
    a.first_row = static_cast<int>(begin);
    const int64_t choice_floats = kMaxTokens * (2 * num_experts + args.shape.n_group);
    RETURN_IF_ERROR(with_weight_type(args.gate.dtype, [&](auto type) {
      using W = typename decltype(type)::type;
      return with_token_count(tokens.count, [&](auto count) {
        constexpr int kTokens = decltype(count)::value;
        tokens.slab_cols = slab_cols(tokens.cols, kTokens, kWarpCols<W>);
        const int64_t floats =
            std::max(multiply_shared_floats(kTokens, tokens.slab_cols), choice_floats);
        const int blocks =
            gemv_blocks(static_cast<int>(num_experts + 1) / kRows, context.num_multiprocessors);
        const int groups = (tokens.count + kMaxTokens - 1) / kMaxTokens;
        return launch({.name = "route",
                       .grid = dim3(static_cast<unsigned>(blocks), static_cast<unsigned>(groups)),
                       .block = kBlockLanes,
                       .shared_bytes = 4 * floats},
                      context.stream, route_kernel<W, kTokens>, tokens, a);
      });
    }));
  }
  return {};
}

}  // namespace octant::cuda

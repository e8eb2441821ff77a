// For token t, a group of kGroupHeads local heads, and one part of the positions it sees:
//   s_j = softmax_scale * q . cache_j;  p = softmax(s);  out = sum_j p_j c_kv_j
// with a running maximum; then the block of the group that ends last merges the parts:
//   out = sum_i exp(m_i - m) acc_i / sum_i exp(m_i - m) l_i
// Grid: (parts, head groups, tokens); a warp owns kWarpHeads heads. Cache rows come in tiles of 32
// through shared memory, once for all heads of the group: a lane scores one position, then owns a
// share of the columns.
//
// The cut into parts depends on the token's context only, so that its bits do not depend on the
// other tokens. Shared memory: q of the group, a tile of cache rows, 32 weights a head. Reads each
// cache row once a group. Bound: memory at one head group, multiply-adds at many.

#include <algorithm>

#include "kernels/cuda/attention.h"
#include "kernels/cuda/attention_tiles.h"
#include "kernels/cuda/cache_row.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {
namespace {

constexpr int kWarpHeads = 2;
constexpr int kGroupHeads = kBlockWarps * kWarpHeads;
constexpr int kTile = kWarpLanes;  // positions: a lane each

struct AttendOperands {
  int num_heads = 0;
  int latent = 0;  // C
  int width = 0;   // C + P
  float softmax_scale = 0;
  const float* q = nullptr;  // [T, h, C + P]
  int64_t q_stride = 0;
  int64_t q_head_stride = 0;
  CachePages cache;
  const StepState* state = nullptr;
  int first_row = 0;            // of the tokens in the step
  float* partial = nullptr;     // [T, h, parts, C + 2]: acc, then m and l
  int32_t* counters = nullptr;  // [T, groups]
  float* out = nullptr;         // [T, h, C]
  int64_t out_stride = 0;
  int64_t out_head_stride = 0;
};

// Elements of E from one cache row to the next in shared memory: an odd number of banks, so that
// lanes that read the same column of different rows meet no bank twice.
template <typename E>
__host__ __device__ constexpr int tile_stride(int width) {
  constexpr int kPerBank = 4 / static_cast<int>(sizeof(E));
  const int banks = (width + kPerBank - 1) / kPerBank;
  return (banks | 1) * kPerBank;
}

template <typename E>
int64_t shared_floats(int width) {
  const int64_t tile =
      (int64_t{kTile} * tile_stride<E>(width) * static_cast<int64_t>(sizeof(E)) + 3) / 4;
  return kGroupHeads * int64_t{width} + kGroupHeads * kTile + tile;
}

// What a lane keeps of one head: columns lane, lane + 32, ...
template <int kCols>
struct Running {
  float largest = -INFINITY;
  float total = 0;
  float acc[kCols] = {};
};

template <typename E, int kCols>
__device__ void attend_part(const AttendOperands& a, int t, int head0, int begin, int end,
                            float* shared, Running<kCols> (&running)[kWarpHeads]) {
  float* q = shared;                           // [kGroupHeads, width]
  float* weights = q + kGroupHeads * a.width;  // [kGroupHeads, kTile]
  E* tile = reinterpret_cast<E*>(weights + kGroupHeads * kTile);
  const int stride = tile_stride<E>(a.width);
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  const int group_heads = a.num_heads - head0 < kGroupHeads ? a.num_heads - head0 : kGroupHeads;
  for (int i = static_cast<int>(threadIdx.x); i < group_heads * a.width; i += kBlockLanes) {
    const int h = i / a.width;
    q[i] = a.q[t * a.q_stride + (head0 + h) * a.q_head_stride + i % a.width];
  }
  for (int first = begin; first < end; first += kTile) {
    const int count = end - first < kTile ? end - first : kTile;
    __syncthreads();  // the tile before is used, or q is there
    for (int j = warp; j < count; j += kBlockWarps) {
      const E* row = cache_row<E>(a.cache, *a.state, first + j);
      for (int c = lane; c < a.width; c += kWarpLanes) tile[j * stride + c] = row[c];
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < kWarpHeads; ++i) {
      const int h = warp * kWarpHeads + i;
      if (h >= group_heads) continue;
      float s = -INFINITY;
      if (lane < count) {
        s = 0;
        for (int c = 0; c < a.width; ++c) {
          s = fmaf(q[h * a.width + c], to_float(tile[lane * stride + c]), s);
        }
        s *= a.softmax_scale;
      }
      Running<kCols>& r = running[i];
      const float largest = fmaxf(r.largest, warp_max(s));
      const float shrink = expf(r.largest - largest);
      const float p = expf(s - largest);
      r.largest = largest;
      r.total = fmaf(r.total, shrink, warp_sum(p));
      weights[h * kTile + lane] = p;
      __syncwarp();
#pragma unroll
      for (int k = 0; k < kCols; ++k) {
        const int c = lane + k * kWarpLanes;
        if (c >= a.latent) continue;
        float acc = r.acc[k] * shrink;
        for (int j = 0; j < count; ++j) {
          acc = fmaf(weights[h * kTile + j], to_float(tile[j * stride + c]), acc);
        }
        r.acc[k] = acc;
      }
      __syncwarp();  // weights are read
    }
  }
}

// One head of one token from its parts. All lanes of a warp.
__device__ __forceinline__ void merge_parts(const AttendOperands& a, int t, int head,
                                            int num_parts) {
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  const int size = a.latent + 2;
  const float* parts = a.partial + (t * a.num_heads + head) * int64_t{num_parts} * size;
  float largest = -INFINITY;
  for (int i = 0; i < num_parts; ++i) largest = fmaxf(largest, parts[i * size + a.latent]);
  float total = 0;
  for (int i = 0; i < num_parts; ++i) {
    const float m = parts[i * size + a.latent];
    if (m != -INFINITY) total = fmaf(expf(m - largest), parts[i * size + a.latent + 1], total);
  }
  float* out = a.out + t * a.out_stride + head * a.out_head_stride;
  for (int c = lane; c < a.latent; c += kWarpLanes) {
    float sum = 0;
    for (int i = 0; i < num_parts; ++i) {
      const float m = parts[i * size + a.latent];
      if (m != -INFINITY) sum = fmaf(expf(m - largest), parts[i * size + c], sum);
    }
    out[c] = sum / total;
  }
}

template <typename E, int kCols>
OCTANT_KERNEL void mla_attend_kernel(AttendOperands a) {
  float* shared = shared_memory<float>();
  const int num_parts = static_cast<int>(gridDim.x);
  const int part = static_cast<int>(blockIdx.x);
  const int t = static_cast<int>(blockIdx.z);
  const int head0 = static_cast<int>(blockIdx.y) * kGroupHeads;
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  // Whole tiles a part; the last parts of a short context have none.
  const int context = a.state->first_position + a.first_row + t + 1;
  const int tiles = (context + kTile - 1) / kTile;
  const int part_size = (tiles + num_parts - 1) / num_parts * kTile;
  const int begin = part * part_size < context ? part * part_size : context;
  const int end = begin + part_size < context ? begin + part_size : context;
  Running<kCols> running[kWarpHeads];
  attend_part<E, kCols>(a, t, head0, begin, end, shared, running);
#pragma unroll
  for (int i = 0; i < kWarpHeads; ++i) {
    const int head = head0 + warp * kWarpHeads + i;
    if (head >= a.num_heads) continue;
    float* out =
        a.partial + ((t * a.num_heads + head) * int64_t{num_parts} + part) * (a.latent + 2);
    if (lane == 0) {
      out[a.latent] = running[i].largest;
      out[a.latent + 1] = running[i].total;
    }
    if (begin == end) continue;
#pragma unroll
    for (int k = 0; k < kCols; ++k) {
      const int c = lane + k * kWarpLanes;
      if (c < a.latent) out[c] = running[i].acc[k];
    }
  }
  int32_t* counter = a.counters + t * static_cast<int>(gridDim.y) + static_cast<int>(blockIdx.y);
  if (!is_last_block(counter, num_parts, reinterpret_cast<int*>(shared))) return;
  for (int i = 0; i < kWarpHeads; ++i) {
    const int head = head0 + warp * kWarpHeads + i;
    if (head < a.num_heads) merge_parts(a, t, head, num_parts);
  }
}

template <typename E>
Status start(const StageContext& context, const AttendOperands& a, dim3 grid) {
  const LaunchShape shape{.name = "mla_attend",
                          .grid = grid,
                          .block = kBlockLanes,
                          .shared_bytes = 4 * shared_floats<E>(a.width)};
  if (a.latent <= 2 * kWarpLanes) {
    return launch(shape, context.stream, mla_attend_kernel<E, 2>, a);
  }
  if (a.latent <= 4 * kWarpLanes) {
    return launch(shape, context.stream, mla_attend_kernel<E, 4>, a);
  }
  return launch(shape, context.stream, mla_attend_kernel<E, 16>, a);
}

int num_groups(int64_t num_heads) {
  return static_cast<int>((num_heads + kGroupHeads - 1) / kGroupHeads);
}

}  // namespace

Status mla_attend(const StageContext& context, const MlaAttendArgs& args, const StepState* state) {
  const MlaShape& s = args.shape;
  if (args.form == MlaForm::kExpanded) return unsupported("expanded attention on CUDA");
  if (s.kv_lora_rank > 16 * kWarpLanes) {
    return unsupported("kv_lora_rank " + std::to_string(s.kv_lora_rank) + " on CUDA; at most 512");
  }
  if (mla_attend_takes_tiles(context, args)) return mla_attend_tiles(context, args, state);
  const int64_t num_tokens = args.q.extent(0);
  const int groups = num_groups(s.num_heads);
  const int parts = attend_splits(groups, context.num_multiprocessors);
  if (kMaxTokens * groups > kNumCounters) return unsupported("so many heads on CUDA");
  AttendOperands a;
  a.num_heads = static_cast<int>(s.num_heads);
  a.latent = static_cast<int>(s.kv_lora_rank);
  a.width = static_cast<int>(s.cache_width());
  a.softmax_scale = args.softmax_scale;
  a.q_stride = args.q.stride(0);
  a.q_head_stride = args.q.stride(1);
  a.cache = {.data = args.cache.data,
             .page_stride = args.cache.page_stride,
             .width = static_cast<int>(args.cache.width)};
  a.state = state;
  a.partial = context.memory.scratch;
  a.counters = context.memory.counters;
  a.out_stride = args.out.stride(0);
  a.out_head_stride = args.out.stride(1);
  for (int64_t begin = 0; begin < num_tokens; begin += kMaxTokens) {
    const int64_t count = std::min<int64_t>(num_tokens - begin, kMaxTokens);
    const dim3 grid(static_cast<unsigned>(parts), static_cast<unsigned>(groups),
                    static_cast<unsigned>(count));
    a.q = args.q.data() + begin * a.q_stride;
    a.out = args.out.data() + begin * a.out_stride;
    a.first_row = static_cast<int>(begin);
    RETURN_IF_ERROR(args.cache.dtype == DType::kBF16 ? start<bf16>(context, a, grid)
                                                     : start<float>(context, a, grid));
  }
  return {};
}

}  // namespace octant::cuda

// Absorbed MLA for many rows. For each of 32 tokens of one head, with a running maximum m and
// total:
//   s = softmax_scale q . cache_j for kKeys positions j at a time;  p = exp(s - m)
//   out = sum_j p_j c_kv_j / sum_j p_j
// Grid: (tiles of tokens, heads); the tiles with the longest contexts come first.
//   scores:  warps share (16 tokens, 16 positions, half of the columns) and leave parts in shared
//            memory
//   softmax: a warp owns four tokens, a lane a position
//   values:  a warp owns 64 columns of out, for all 32 tokens, in registers
// q and p go in as two BF16 each (mma.h), the cache's rows as they are.
//
// Shared memory: both parts of q (73 KB at 576 columns), kKeys rows of the cache, scores and p: 119
// KB with 32 positions, 99 KB with 16 for chips that have no more; the next rows are on their way
// into registers meanwhile. Reads the context's rows once a tile and head, from L2. Bound: tensor
// cores.

#include <algorithm>

#include "kernels/cuda/attention_tiles.h"
#include "kernels/cuda/cache_row.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/mma.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {
namespace {

constexpr int kQueries = 32;
constexpr int kColsOfWarp = 64;
constexpr int kMaxLatent = kBlockWarps * kColsOfWarp;  // 512: what the warps' registers hold
constexpr int kMaxWidth = kMaxLatent + 64;
constexpr int kChunk = 8;       // elements of 16 bytes
constexpr int kDepthParts = 2;  // of the columns, in scores
constexpr int kRowsOfWarp = kQueries / kBlockWarps;

struct AttendTileOperands {
  int num_tokens = 0;
  int latent = 0;  // C
  int width = 0;   // C + P, a multiple of kChunk
  float softmax_scale = 0;
  const float* q = nullptr;  // [T, h, C + P]
  int64_t q_stride = 0;
  int64_t q_head_stride = 0;
  CachePages cache;
  const StepState* state = nullptr;
  float* out = nullptr;  // [T, h, C]
  int64_t out_stride = 0;
  int64_t out_head_stride = 0;
};

// Where things lie in shared memory. Rows of 16-byte chunks, an odd number of them: mma.h.
template <int kKeys>
struct Layout {
  static constexpr int kScoreStride = kKeys + 1;  // a lane a row: no bank twice
  static constexpr int kWeightStride = kKeys + kChunk;

  int padded;  // columns that are multiplied: whole mma depths, zero behind the width

  __host__ __device__ explicit Layout(int width)
      : padded((width + kMmaDepth - 1) / kMmaDepth * kMmaDepth) {}
  __host__ __device__ int row_stride() const { return padded + kChunk; }
  __host__ __device__ int64_t bytes() const {
    return 2 * int64_t{(2 * kQueries + kKeys) * row_stride() + 2 * kQueries * kWeightStride} +
           4 * int64_t{kDepthParts * kQueries * kScoreStride + kQueries};
  }
  __device__ bf16* q_high(bf16* shared) const { return shared; }
  __device__ bf16* q_low(bf16* shared) const { return shared + kQueries * row_stride(); }
  __device__ bf16* keys(bf16* shared) const { return shared + 2 * kQueries * row_stride(); }
  __device__ bf16* p_high(bf16* shared) const { return keys(shared) + kKeys * row_stride(); }
  __device__ bf16* p_low(bf16* shared) const { return p_high(shared) + kQueries * kWeightStride; }
  // [kDepthParts, kQueries, kScoreStride]
  __device__ float* scores(bf16* shared) const {
    return reinterpret_cast<float*>(p_low(shared) + kQueries * kWeightStride);
  }
  // [kQueries]: what a token's sums shrink by when its maximum grows; at the end 1 / total.
  __device__ float* factors(bf16* shared) const {
    return scores(shared) + kDepthParts * kQueries * kScoreStride;
  }
};

// Both parts of the tile's queries, zero where there are none.
template <int kKeys>
__device__ __forceinline__ void stage_queries(const AttendTileOperands& a, int t0, int head,
                                              const Layout<kKeys>& layout, bf16* shared) {
  const int pairs = layout.padded / 2;
  for (int i = static_cast<int>(threadIdx.x); i < kQueries * pairs; i += kBlockLanes) {
    const int row = i / pairs;
    const int col = i % pairs * 2;
    float2 value{0, 0};
    if (t0 + row < a.num_tokens && col < a.width) {  // the width is even
      const float* q = a.q + (t0 + row) * a.q_stride + head * a.q_head_stride + col;
      value = {q[0], q[1]};
    }
    const SplitPair pair = split_pair(value.x, value.y);
    const int at = row * layout.row_stride() + col;
    *reinterpret_cast<unsigned*>(layout.q_high(shared) + at) = pair.high;
    *reinterpret_cast<unsigned*>(layout.q_low(shared) + at) = pair.low;
  }
}

// kKeys rows of the cache on their way: 16-byte chunks, zero behind the context and the width.
template <int kKeys>
struct KeyTile {
  static constexpr int kMost =
      (kKeys * (kMaxWidth / kChunk) + kBlockLanes - 1) / kBlockLanes;  // of a lane
  uint4 bits[kMost];

  __device__ __forceinline__ void fetch(const AttendTileOperands& a, const Layout<kKeys>& layout,
                                        int first, int context) {
    const int chunks = layout.padded / kChunk;
#pragma unroll
    for (int i = 0; i < kMost; ++i) {
      const int at = static_cast<int>(threadIdx.x) + i * kBlockLanes;
      const int position = first + at / chunks;
      const int col = at % chunks * kChunk;
      bits[i] = {0, 0, 0, 0};
      if (at < kKeys * chunks && position < context && col < a.width) {
        bits[i] =
            *reinterpret_cast<const uint4*>(cache_row<bf16>(a.cache, *a.state, position) + col);
      }
    }
  }
  __device__ __forceinline__ void keep(const Layout<kKeys>& layout, bf16* keys) const {
    const int chunks = layout.padded / kChunk;
#pragma unroll
    for (int i = 0; i < kMost; ++i) {
      const int at = static_cast<int>(threadIdx.x) + i * kBlockLanes;
      if (at >= kKeys * chunks) break;
      *reinterpret_cast<uint4*>(keys + at / chunks * layout.row_stride() + at % chunks * kChunk) =
          bits[i];
    }
  }
};

// This warp's part of q . cache_j into shared memory.
template <int kKeys>
__device__ __forceinline__ void score(const Layout<kKeys>& layout, bf16* shared) {
  constexpr int kQueryTiles = kQueries / kMmaRows;
  constexpr int kKeyTiles = kKeys / (2 * kMmaCols);
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  if (warp >= kQueryTiles * kKeyTiles * kDepthParts) return;
  const int query0 = warp % kQueryTiles * kMmaRows;
  const int key0 = warp / kQueryTiles % kKeyTiles * 2 * kMmaCols;
  const int part = warp / (kQueryTiles * kKeyTiles);
  const int steps = layout.padded / kMmaDepth;
  const int stride = layout.row_stride();
  SumTile sum[1][2];
#pragma unroll 2
  for (int step = steps * part / kDepthParts; step < steps * (part + 1) / kDepthParts; ++step) {
    const int k = step * kMmaDepth;
    BTile b[2];
    load_b(layout.keys(shared) + key0 * stride + k, stride, b[0], b[1]);
    ATile high[1] = {load_a(layout.q_high(shared) + query0 * stride + k, stride)};
    multiply_add(sum, high, b);
    ATile low[1] = {load_a(layout.q_low(shared) + query0 * stride + k, stride)};
    multiply_add(sum, low, b);
  }
  float* scores = layout.scores(shared) + part * kQueries * Layout<kKeys>::kScoreStride;
#pragma unroll
  for (int n = 0; n < 2; ++n) {
#pragma unroll
    for (int i = 0; i < 4; ++i) {
      const int row = query0 + sum_row(lane, i);
      const int key = key0 + n * kMmaCols + sum_col(lane, i);
      scores[row * Layout<kKeys>::kScoreStride + key] = sum[0][n].value[i];
    }
  }
}

// What a warp keeps of its tokens between tiles; the same in every lane.
struct Softmax {
  float largest[kRowsOfWarp];
  float total[kRowsOfWarp];
};

// p of this warp's tokens at positions first .., of which token t sees those up to its own.
template <int kKeys>
__device__ __forceinline__ void weigh(const AttendTileOperands& a, const Layout<kKeys>& layout,
                                      int first, int own_position0, Softmax& softmax,
                                      bf16* shared) {
  constexpr int kStride = Layout<kKeys>::kScoreStride;
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  const float* scores = layout.scores(shared);
#pragma unroll
  for (int i = 0; i < kRowsOfWarp; ++i) {
    const int row = warp * kRowsOfWarp + i;
    float s = -INFINITY;
    if (lane < kKeys && first + lane <= own_position0 + row) {
      s = 0;
      for (int part = 0; part < kDepthParts; ++part) {
        s += scores[(part * kQueries + row) * kStride + lane];
      }
      s *= a.softmax_scale;
    }
    // Position 0 is seen by everybody and comes first, so the maximum is never that of nothing.
    const float largest = fmaxf(softmax.largest[i], warp_max(s));
    const float shrink = expf(softmax.largest[i] - largest);
    const float p = expf(s - largest);
    softmax.largest[i] = largest;
    softmax.total[i] = fmaf(softmax.total[i], shrink, warp_sum(p));
    if (lane == 0) layout.factors(shared)[row] = shrink;
    if (lane < kKeys) {
      const SplitPair pair = split_pair(p, 0);
      const int at = row * Layout<kKeys>::kWeightStride + lane;
      layout.p_high(shared)[at] = {static_cast<uint16_t>(pair.high)};
      layout.p_low(shared)[at] = {static_cast<uint16_t>(pair.low)};
    }
  }
}

using ValueSums = SumTile[kQueries / kMmaRows][kColsOfWarp / kMmaCols];

__device__ __forceinline__ void scale_sums(const float* factors, ValueSums& sum) {
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
#pragma unroll
  for (int m = 0; m < kQueries / kMmaRows; ++m) {
    const float factor[2] = {factors[m * kMmaRows + sum_row(lane, 0)],
                             factors[m * kMmaRows + sum_row(lane, 2)]};
#pragma unroll
    for (int n = 0; n < kColsOfWarp / kMmaCols; ++n) {
#pragma unroll
      for (int i = 0; i < 4; ++i) sum[m][n].value[i] *= factor[i / 2];
    }
  }
}

// sum += p c_kv for this warp's columns.
template <int kKeys>
__device__ __forceinline__ void add_values(const Layout<kKeys>& layout, int latent, ValueSums& sum,
                                           bf16* shared) {
  constexpr int kM = kQueries / kMmaRows;
  constexpr int kStride = Layout<kKeys>::kWeightStride;
  const int col0 = static_cast<int>(threadIdx.x) / kWarpLanes * kColsOfWarp;
  if (col0 >= latent) return;
#pragma unroll
  for (int k = 0; k < kKeys; k += kMmaDepth) {
    ATile high[kM];
    ATile low[kM];
#pragma unroll
    for (int m = 0; m < kM; ++m) {
      high[m] = load_a(layout.p_high(shared) + m * kMmaRows * kStride + k, kStride);
      low[m] = load_a(layout.p_low(shared) + m * kMmaRows * kStride + k, kStride);
    }
#pragma unroll
    for (int n = 0; n < kColsOfWarp / kMmaCols; n += 2) {
      // Behind the latent columns lie others, whose sums nobody asks for.
      const int col = col0 + n * kMmaCols;
      if (col >= latent) break;
      BTile b[2];
      load_b_transposed(layout.keys(shared) + k * layout.row_stride() + col, layout.row_stride(),
                        b[0], b[1]);
#pragma unroll
      for (int m = 0; m < kM; ++m) {
        SumTile(&pair)[1][2] = reinterpret_cast<SumTile(&)[1][2]>(sum[m][n]);
        multiply_add(pair, {high[m]}, b);
        multiply_add(pair, {low[m]}, b);
      }
    }
  }
}

template <int kKeys>
OCTANT_KERNEL void mla_attend_tiles_kernel(AttendTileOperands a) {
  bf16* shared = shared_memory<bf16>();
  const Layout<kKeys> layout(a.width);
  const int t0 = static_cast<int>(gridDim.x - 1 - blockIdx.x) * kQueries;
  const int head = static_cast<int>(blockIdx.y);
  const int count = a.num_tokens - t0 < kQueries ? a.num_tokens - t0 : kQueries;
  const int own_position0 = a.state->first_position + t0;
  const int context = own_position0 + count;  // of the tile's last token
  stage_queries(a, t0, head, layout, shared);
  Softmax softmax;
#pragma unroll
  for (int i = 0; i < kRowsOfWarp; ++i) {
    softmax.largest[i] = -INFINITY;
    softmax.total[i] = 0;
  }
  ValueSums sum;
  KeyTile<kKeys> keys;
  keys.fetch(a, layout, 0, context);
  for (int first = 0; first < context; first += kKeys) {
    __syncthreads();  // the keys before and their weights are used
    keys.keep(layout, layout.keys(shared));
    __syncthreads();
    if (first + kKeys < context) keys.fetch(a, layout, first + kKeys, context);
    score(layout, shared);
    __syncthreads();
    weigh(a, layout, first, own_position0, softmax, shared);
    __syncthreads();
    scale_sums(layout.factors(shared), sum);
    add_values(layout, a.latent, sum, shared);
  }
  __syncthreads();  // the last factors are used
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
#pragma unroll
  for (int i = 0; i < kRowsOfWarp; ++i) {
    if (lane == 0) layout.factors(shared)[warp * kRowsOfWarp + i] = 1.0f / softmax.total[i];
  }
  __syncthreads();
  scale_sums(layout.factors(shared), sum);
#pragma unroll
  for (int m = 0; m < kQueries / kMmaRows; ++m) {
#pragma unroll
    for (int n = 0; n < kColsOfWarp / kMmaCols; ++n) {
#pragma unroll
      for (int i = 0; i < 4; ++i) {
        const int t = m * kMmaRows + sum_row(lane, i);
        const int c = warp * kColsOfWarp + n * kMmaCols + sum_col(lane, i);
        if (t < count && c < a.latent) {
          a.out[(t0 + t) * a.out_stride + head * a.out_head_stride + c] = sum[m][n].value[i];
        }
      }
    }
  }
}

template <int kKeys>
Status start(const StageContext& context, const AttendTileOperands& a, int64_t num_heads) {
  return launch({.name = "mla_attend",
                 .grid = dim3(static_cast<unsigned>((a.num_tokens + kQueries - 1) / kQueries),
                              static_cast<unsigned>(num_heads)),
                 .block = kBlockLanes,
                 .shared_bytes = Layout<kKeys>(a.width).bytes()},
                context.stream, mla_attend_tiles_kernel<kKeys>, a);
}

}  // namespace

bool mla_attend_takes_tiles(const StageContext& context, const MlaAttendArgs& args) {
  const int64_t width = args.cache.width;
  const bool aligned = width % kChunk == 0 && args.cache.page_stride % kChunk == 0 &&
                       reinterpret_cast<uintptr_t>(args.cache.data) % 16 == 0;
  return args.q.extent(0) > kMaxTokens && args.cache.dtype == DType::kBF16 && aligned &&
         args.shape.kv_lora_rank <= kMaxLatent && width <= kMaxWidth &&
         Layout<16>(static_cast<int>(width)).bytes() <= context.max_shared_bytes;
}

Status mla_attend_tiles(const StageContext& context, const MlaAttendArgs& args,
                        const StepState* state) {
  AttendTileOperands a;
  a.num_tokens = static_cast<int>(args.q.extent(0));
  a.latent = static_cast<int>(args.shape.kv_lora_rank);
  a.width = static_cast<int>(args.cache.width);
  a.softmax_scale = args.softmax_scale;
  a.q = args.q.data();
  a.q_stride = args.q.stride(0);
  a.q_head_stride = args.q.stride(1);
  a.cache = {.data = args.cache.data, .page_stride = args.cache.page_stride, .width = a.width};
  a.state = state;
  a.out = args.out.data();
  a.out_stride = args.out.stride(0);
  a.out_head_stride = args.out.stride(1);
  const int64_t num_heads = args.shape.num_heads;
  return Layout<32>(a.width).bytes() <= context.max_shared_bytes ? start<32>(context, a, num_heads)
                                                                 : start<16>(context, a, num_heads);
}

}  // namespace octant::cuda

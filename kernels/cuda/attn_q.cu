// A block owns a share of one head's queries; the block of a head that ends last multiplies W_UK
// into them. Blocks behind the heads' append one token each to the cache.
//   queries: a warp a pair of rows of q_b: [q_nope ; q_pe], the pairs of q_pe rotated
//   absorb:  q[t, head, c] = sum_n q_nope[n] * W_UK[n, c], a warp every eighth n, lanes over c
//
// Reads q_b and W_UK of the local heads once; scratch: q_nope [T, h, N]. Bound: memory.

#include <algorithm>

#include "kernels/cuda/attention.h"
#include "kernels/cuda/attention_tiles.h"
#include "kernels/cuda/cache_append.h"
#include "kernels/cuda/dispatch.h"
#include "kernels/cuda/gemv.h"
#include "kernels/cuda/launch.h"

namespace octant::cuda {
namespace {

constexpr int kPair = 2;  // rows of a warp: what a rotation takes together

struct QueryOperands {
  int num_heads = 0;
  int nope = 0;  // N
  int rope = 0;  // P
  int v_dim = 0;
  int latent = 0;  // C
  int blocks_per_head = 1;
  Matrix q_b;          // no rows: the queries are q_a itself
  Matrix kv_b;         // [h (N + V), C]
  float* q = nullptr;  // [T, h, C + P]
  int64_t q_stride = 0;
  int64_t q_head_stride = 0;
  float* q_nope = nullptr;  // [T, h, N] scratch
  int32_t* counters = nullptr;
  CacheAppend append;
  const StepState* state = nullptr;
  int first_row = 0;  // of the tokens in the step

  __host__ __device__ int qk_dim() const { return nope + rope; }
  __host__ __device__ int nope_pairs() const { return (nope + 1) / kPair; }
  __host__ __device__ int num_pairs() const { return nope_pairs() + rope / kPair; }
};

__device__ __forceinline__ int position_of(const QueryOperands& a, int t) {
  return a.state->first_position + a.first_row + t;
}

// Takes pair `pair` of one token's query.
__device__ __forceinline__ void keep_query(const QueryOperands& a, int t, int head, int pair,
                                           float first, float second) {
  if (pair < a.nope_pairs()) {
    float* out = a.q_nope + (t * a.num_heads + head) * a.nope + pair * kPair;
    out[0] = first;
    if (pair * kPair + 1 < a.nope) out[1] = second;
    return;
  }
  const int i = pair - a.nope_pairs();
  const float2 turned = rotated(a.append.table, position_of(a, t), i, first, second);
  float* out = a.q + t * a.q_stride + head * a.q_head_stride + a.latent + i * kPair;
  out[0] = turned.x;
  out[1] = turned.y;
}

// First row of a pair within its head.
__device__ __forceinline__ int pair_row(const QueryOperands& a, int pair) {
  return pair < a.nope_pairs() ? pair * kPair : a.nope + (pair - a.nope_pairs()) * kPair;
}
__device__ __forceinline__ bool pair_is_whole(const QueryOperands& a, int pair) {
  return pair >= a.nope_pairs() || pair * kPair + 1 < a.nope;
}

template <typename W, int kTokens>
__device__ void queries(const Tokens& tokens, const QueryOperands& a, int head, int block) {
  const int head_row = head * a.qk_dim();
  multiply<W, kPair, kTokens>(
      tokens, a.num_pairs(), block, a.blocks_per_head, shared_memory<float>(),
      [&](int pair, Row(&row)[kPair]) {
        row[0] = row_of<W>(a.q_b, head_row + pair_row(a, pair));
        if (pair_is_whole(a, pair)) row[1] = row_of<W>(a.q_b, head_row + pair_row(a, pair) + 1);
      },
      [&](int pair, const float(&sum)[kPair][kTokens]) {
        if (threadIdx.x % kWarpLanes != 0) return;
        for (int t = 0; t < kTokens; ++t) {
          if (t < tokens.count) keep_query(a, t, head, pair, sum[0][t], sum[1][t]);
        }
      });
}

// Without q_b the queries are there already.
__device__ void given_queries(const Tokens& tokens, const QueryOperands& a, int head, int block) {
  const int lane = block * kBlockLanes + static_cast<int>(threadIdx.x);
  for (int i = lane; i < tokens.count * a.num_pairs(); i += a.blocks_per_head * kBlockLanes) {
    const int t = i / a.num_pairs();
    const int pair = i % a.num_pairs();
    const float* q = tokens.x + t * tokens.stride + head * a.qk_dim() + pair_row(a, pair);
    keep_query(a, t, head, pair, q[0], pair_is_whole(a, pair) ? q[1] : 0.0f);
  }
}

// q[t, head, 0 .. C) for every token. All lanes of a block; `shared` has kBlockWarps x
// kWarpCols<W>.
template <typename W>
__device__ void absorb(const QueryOperands& a, int head, int num_tokens, float* shared) {
  constexpr int kSize = Chunk<W>::kSize;
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  const int lane = static_cast<int>(threadIdx.x) % kWarpLanes;
  const int first_row = head * (a.nope + a.v_dim);
  for (int t = 0; t < num_tokens; ++t) {
    const float* q_nope = a.q_nope + (t * a.num_heads + head) * a.nope;
    float* out = a.q + t * a.q_stride + head * a.q_head_stride;
    for (int begin = 0; begin < a.latent; begin += kWarpCols<W>) {
      const int col = begin + lane * kSize;
      float sum[kSize] = {};
      for (int n = warp; n < a.nope; n += kBlockWarps) {
        if (col >= a.latent) continue;
        const Row row = row_of<W>(a.kv_b, first_row + n);
        float value[kSize];
        unpack_scaled<W>(row, load_once(row.data + col * static_cast<int>(sizeof(W))), col, value);
#pragma unroll
        for (int i = 0; i < kSize; ++i) sum[i] = fmaf(q_nope[n], value[i], sum[i]);
      }
      __syncthreads();  // the sums of the columns before are read
#pragma unroll
      for (int i = 0; i < kSize; ++i) shared[warp * kWarpCols<W> + lane * kSize + i] = sum[i];
      __syncthreads();
      for (int c = static_cast<int>(threadIdx.x); c < kWarpCols<W>; c += kBlockLanes) {
        float total = 0;
        for (int w = 0; w < kBlockWarps; ++w) total += shared[w * kWarpCols<W> + c];
        if (begin + c < a.latent) out[begin + c] = total;
      }
    }
  }
}

template <typename W, typename E, int kTokens>
OCTANT_KERNEL void attn_q_kernel(Tokens tokens, QueryOperands a) {
  float* shared = shared_memory<float>();
  const int block = static_cast<int>(blockIdx.x);
  if (block >= a.num_heads * a.blocks_per_head) {
    const int t = block - a.num_heads * a.blocks_per_head;
    append_row<E>(a.append, *a.state, t, position_of(a, t), shared);
    return;
  }
  const int head = block / a.blocks_per_head;
  if (a.q_b.rows > 0) {
    queries<W, kTokens>(tokens, a, head, block % a.blocks_per_head);
  } else {
    given_queries(tokens, a, head, block % a.blocks_per_head);
  }
  if (!is_last_block(a.counters + head, a.blocks_per_head, reinterpret_cast<int*>(shared))) return;
  absorb<W>(a, head, tokens.count, shared);
}

// The launch for up to kMaxTokens tokens.
Status start(const StageContext& context, DType dtype, DType cache_dtype, Tokens tokens,
             const QueryOperands& a) {
  return with_weight_type(dtype, [&](auto weight) {
    using W = typename decltype(weight)::type;
    return with_cache_type(cache_dtype, [&](auto element) {
      using E = typename decltype(element)::type;
      return with_token_count(tokens.count, [&](auto count) {
        constexpr int kTokens = decltype(count)::value;
        tokens.slab_cols = slab_cols(tokens.cols, kTokens, kWarpCols<W>);
        const int64_t floats = std::max<int64_t>(multiply_shared_floats(kTokens, tokens.slab_cols),
                                                 kBlockWarps * kWarpCols<W>);
        const int blocks = a.num_heads * a.blocks_per_head + tokens.count;
        return launch({.name = "attn_q",
                       .grid = static_cast<unsigned>(blocks),
                       .block = kBlockLanes,
                       .shared_bytes = 4 * floats},
                      context.stream, attn_q_kernel<W, E, kTokens>, tokens, a);
      });
    });
  });
}

}  // namespace

Status attn_q(const StageContext& context, const AttnQArgs& args, const StepState* state) {
  const MlaShape& s = args.shape;
  if (args.form == MlaForm::kExpanded) return unsupported("expanded attention on CUDA");
  if (s.num_heads > kNumCounters) return unsupported("more than 4096 local heads on CUDA");
  if (attn_q_takes_tiles(args)) return attn_q_tiles(context, args, state);
  QueryOperands a;
  a.num_heads = static_cast<int>(s.num_heads);
  a.nope = static_cast<int>(s.qk_nope_head_dim);
  a.rope = static_cast<int>(s.qk_rope_head_dim);
  a.v_dim = static_cast<int>(s.v_head_dim);
  a.latent = static_cast<int>(s.kv_lora_rank);
  a.blocks_per_head = head_blocks(a.num_pairs(), a.num_heads, context.num_multiprocessors);
  ASSIGN_OR_RETURN(a.q_b, to_matrix(args.q_b));
  ASSIGN_OR_RETURN(a.kv_b, to_matrix(args.kv_b));
  a.q_stride = args.q.stride(0);
  a.q_head_stride = args.q.stride(1);
  a.q_nope = context.memory.scratch;
  a.counters = context.memory.counters;
  a.append = cache_append_of(args);
  a.state = state;
  const DType dtype = args.kv_b.is_null() ? DType::kF32 : args.kv_b.dtype;
  if (!args.q_b.is_null() && args.q_b.dtype != dtype) {
    return unsupported("q_b_proj and kv_b_proj of different dtypes on CUDA");
  }
  const int64_t num_tokens = args.kv_a.extent(0);
  for (int64_t begin = 0; begin < num_tokens; begin += kMaxTokens) {
    Tokens tokens;
    tokens.x = args.q_a.data() + begin * args.q_a.stride(0);
    tokens.stride = args.q_a.stride(0);
    tokens.count = static_cast<int>(std::min<int64_t>(num_tokens - begin, kMaxTokens));
    tokens.cols = a.q_b.cols;
    tokens.norm_weight = args.q_a_norm.data();
    tokens.eps = args.eps;
    a.q = args.q.data() + begin * a.q_stride;
    a.append.kv_a = args.kv_a.data() + begin * a.append.kv_a_stride;
    a.first_row = static_cast<int>(begin);
    RETURN_IF_ERROR(start(context, dtype, args.cache.dtype, tokens, a));
  }
  return {};
}

}  // namespace octant::cuda

// attn_q:   qh = RMSNorm(q_a) q_b^T, all heads at once; then a block a token rotates q_pe and
// appends
//           the cache row; then q[t, head, 0 .. C) = qh[t, head, 0 .. N) W_UK(head), a product a
//           head
// attn_out: o[t, head] = attended[t, head] W_UV(head)^T, a product a head; then o_proj
// Products by tiles (tile_linear.h). Scratch: qh, the normed q_a, or o. Bound: tensor cores.

#include <algorithm>

#include "kernels/cuda/attention_tiles.h"
#include "kernels/cuda/cache_append.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/linear.h"
#include "kernels/cuda/tile_linear.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {
namespace {

struct PlaceOperands {
  const float* qh = nullptr;  // [T, h (N + P)]
  int64_t qh_stride = 0;
  int num_heads = 0;
  int nope = 0;
  float* q = nullptr;  // [T, h, C + P]
  int64_t q_stride = 0;
  int64_t q_head_stride = 0;
  CacheAppend append;
  const StepState* state = nullptr;
};

// Grid: tokens.
template <typename E>
OCTANT_KERNEL void place_queries_kernel(PlaceOperands a) {
  const int t = static_cast<int>(blockIdx.x);
  const int position = a.state->first_position + t;
  const int pairs = a.append.rope / 2;
  for (int i = static_cast<int>(threadIdx.x); i < a.num_heads * pairs; i += kBlockLanes) {
    const int head = i / pairs;
    const int pair = i % pairs;
    const float* pe = a.qh + t * a.qh_stride + head * (a.nope + a.append.rope) + a.nope + pair * 2;
    const float2 turned = rotated(a.append.table, position, pair, pe[0], pe[1]);
    float* out = a.q + t * a.q_stride + head * a.q_head_stride + a.append.latent + pair * 2;
    out[0] = turned.x;
    out[1] = turned.y;
  }
  append_row<E>(a.append, *a.state, t, position, shared_memory<float>());
}

int64_t query_width(const MlaShape& s) {
  return s.num_heads * s.qk_head_dim();
}

}  // namespace

bool attn_q_takes_tiles(const AttnQArgs& args) {
  return args.kv_a.extent(0) > kMaxTokens && args.shape.num_heads > 0 && takes_tiles(args.kv_b) &&
         (args.q_b.is_null() || takes_tiles(args.q_b));
}

int64_t attn_q_tiles_scratch_floats(const AttnQArgs& args) {
  if (args.q_b.is_null()) return 0;
  const int64_t num_tokens = args.q_a.extent(0);
  return num_tokens * query_width(args.shape) +
         linear_scratch_floats(num_tokens, args.q_a.extent(1));
}

Status attn_q_tiles(const StageContext& context, const AttnQArgs& args, const StepState* state) {
  const MlaShape& s = args.shape;
  const int64_t num_tokens = args.kv_a.extent(0);
  View<const float, 2> qh = args.q_a;
  if (!args.q_b.is_null()) {
    const View<float, 2> out(context.memory.scratch, {num_tokens, query_width(s)});
    RETURN_IF_ERROR(linear(context.behind(out.size()), {.name = "attn_q queries",
                                                        .x = args.q_a,
                                                        .norm_weight = args.q_a_norm,
                                                        .eps = args.eps,
                                                        .weight = args.q_b,
                                                        .out = out}));
    qh = out;
  }
  const PlaceOperands place{.qh = qh.data(),
                            .qh_stride = qh.stride(0),
                            .num_heads = static_cast<int>(s.num_heads),
                            .nope = static_cast<int>(s.qk_nope_head_dim),
                            .q = args.q.data(),
                            .q_stride = args.q.stride(0),
                            .q_head_stride = args.q.stride(1),
                            .append = cache_append_of(args),
                            .state = state};
  RETURN_IF_ERROR(with_cache_type(args.cache.dtype, [&](auto element) {
    using E = typename decltype(element)::type;
    return launch({.name = "attn_q place",
                   .grid = static_cast<unsigned>(num_tokens),
                   .block = kBlockLanes,
                   .shared_bytes = 4 * kBlockWarps},
                  context.stream, place_queries_kernel<E>, place);
  }));
  ASSIGN_OR_RETURN(const Matrix kv_b, to_matrix(args.kv_b));
  return tile_linear_transposed(
      context, {.name = "attn_q absorb",
                .x = qh.data(),
                .x_stride = qh.stride(0),
                .num_tokens = num_tokens,
                .weight = kv_b,
                .dtype = args.kv_b.dtype,
                .num_rows = static_cast<int32_t>(s.qk_nope_head_dim),
                .out = args.q.data(),
                .out_stride = args.q.stride(0),
                .batch = {.count = static_cast<int32_t>(s.num_heads),
                          .x_offset = s.qk_head_dim(),
                          .row_offset = static_cast<int32_t>(s.kv_b_rows_per_head()),
                          .out_offset = args.q.stride(1)}});
}

bool attn_out_takes_tiles(const AttnOutArgs& args) {
  return args.out.extent(0) > kMaxTokens && args.shape.num_heads > 0 && takes_tiles(args.kv_b);
}

int64_t attn_out_tiles_scratch_floats(const AttnOutArgs& args) {
  const int64_t width = args.shape.num_heads * args.shape.v_head_dim;
  const int64_t num_tokens = args.out.extent(0);
  return num_tokens * width + linear_scratch_floats(num_tokens, width);
}

Status attn_out_tiles(const StageContext& context, const AttnOutArgs& args) {
  const MlaShape& s = args.shape;
  const int64_t num_tokens = args.out.extent(0);
  const View<float, 2> values(context.memory.scratch, {num_tokens, s.num_heads * s.v_head_dim});
  ASSIGN_OR_RETURN(const Matrix kv_b, to_matrix(args.kv_b));
  RETURN_IF_ERROR(
      tile_linear(context, {.name = "attn_out values",
                            .x = args.attended.data(),
                            .x_stride = args.attended.stride(0),
                            .num_tokens = num_tokens,
                            .weight = kv_b,
                            .dtype = args.kv_b.dtype,
                            .first_row = static_cast<int32_t>(s.qk_nope_head_dim),
                            .num_rows = static_cast<int32_t>(s.v_head_dim),
                            .out = values.data(),
                            .out_stride = values.stride(0),
                            .batch = {.count = static_cast<int32_t>(s.num_heads),
                                      .x_offset = args.attended.stride(1),
                                      .row_offset = static_cast<int32_t>(s.kv_b_rows_per_head()),
                                      .out_offset = s.v_head_dim}}));
  return linear(context.behind(values.size()),
                {.name = "attn_out o_proj", .x = values, .weight = args.o_proj, .out = args.out});
}

}  // namespace octant::cuda

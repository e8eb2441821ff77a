// o[t, head V + v] = attended[t, head] . W_UV(head)[v], a warp a pair of v, then o_proj as a
// linear. Grid: (turns over pairs, heads). Reads W_UV and o_proj of the local heads once. Bound:
// memory.

#include <algorithm>

#include "kernels/cuda/attention.h"
#include "kernels/cuda/attention_tiles.h"
#include "kernels/cuda/dispatch.h"
#include "kernels/cuda/gemv.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/linear.h"

namespace octant::cuda {
namespace {

constexpr int kRows = 2;

struct ValueOperands {
  Matrix kv_b;  // [h (N + V), C]
  int nope = 0;
  int v_dim = 0;
  int64_t head_stride = 0;  // of attended
  float* out = nullptr;     // [T, h V]
  int64_t out_stride = 0;
};

template <typename W, int kTokens>
OCTANT_KERNEL void values_kernel(Tokens tokens, ValueOperands a) {
  const int head = static_cast<int>(blockIdx.y);
  const int first_row = head * (a.nope + a.v_dim) + a.nope;
  Tokens of_head = tokens;
  of_head.x += head * a.head_stride;
  multiply<W, kRows, kTokens>(
      of_head, (a.v_dim + kRows - 1) / kRows, static_cast<int>(blockIdx.x),
      static_cast<int>(gridDim.x), shared_memory<float>(),
      [&](int pair, Row(&row)[kRows]) {
        for (int r = 0; r < kRows; ++r) {
          const int v = pair * kRows + r;
          if (v < a.v_dim) row[r] = row_of<W>(a.kv_b, first_row + v);
        }
      },
      [&](int pair, const float(&sum)[kRows][kTokens]) {
        if (threadIdx.x % kWarpLanes != 0) return;
        for (int r = 0; r < kRows; ++r) {
          const int v = pair * kRows + r;
          for (int t = 0; t < kTokens; ++t) {
            if (v < a.v_dim && t < of_head.count) {
              a.out[t * a.out_stride + head * a.v_dim + v] = sum[r][t];
            }
          }
        }
      });
}

}  // namespace

Status attn_out(const StageContext& context, const AttnOutArgs& args) {
  const MlaShape& s = args.shape;
  if (args.form == MlaForm::kExpanded) return unsupported("expanded attention on CUDA");
  const int64_t num_tokens = args.out.extent(0);
  if (s.num_heads == 0) {
    CUDA_TRY(cudaMemset2DAsync(args.out.data(), 4 * static_cast<size_t>(args.out.stride(0)), 0,
                               4 * static_cast<size_t>(args.out.extent(1)),
                               static_cast<size_t>(num_tokens), context.stream));
    return {};
  }
  if (attn_out_takes_tiles(args)) return attn_out_tiles(context, args);
  const int64_t width = s.num_heads * s.v_head_dim;
  for (int64_t begin = 0; begin < num_tokens; begin += kMaxTokens) {
    Tokens tokens;
    tokens.x = args.attended.data() + begin * args.attended.stride(0);
    tokens.stride = args.attended.stride(0);
    tokens.count = static_cast<int>(std::min<int64_t>(num_tokens - begin, kMaxTokens));
    tokens.cols = static_cast<int>(s.kv_lora_rank);
    ValueOperands a;
    ASSIGN_OR_RETURN(a.kv_b, to_matrix(args.kv_b));
    a.nope = static_cast<int>(s.qk_nope_head_dim);
    a.v_dim = static_cast<int>(s.v_head_dim);
    a.head_stride = args.attended.stride(1);
    a.out = context.memory.scratch;
    a.out_stride = width;
    const int pairs = (a.v_dim + kRows - 1) / kRows;
    RETURN_IF_ERROR(with_weight_type(args.kv_b.dtype, [&](auto type) {
      using W = typename decltype(type)::type;
      return with_token_count(tokens.count, [&](auto count) {
        constexpr int kTokens = decltype(count)::value;
        tokens.slab_cols = slab_cols(tokens.cols, kTokens, kWarpCols<W>);
        const int blocks =
            head_blocks(pairs, static_cast<int>(s.num_heads), context.num_multiprocessors);
        return launch(
            {.name = "attn_out values",
             .grid = dim3(static_cast<unsigned>(blocks), static_cast<unsigned>(s.num_heads)),
             .block = kBlockLanes,
             .shared_bytes = 4 * multiply_shared_floats(kTokens, tokens.slab_cols)},
            context.stream, values_kernel<W, kTokens>, tokens, a);
      });
    }));
    const View<float, 2> values(context.memory.scratch, {tokens.count, width});
    RETURN_IF_ERROR(linear(context, {.name = "attn_out o_proj",
                                     .x = values,
                                     .weight = args.o_proj,
                                     .out = args.out.slice(0, begin, begin + tokens.count)}));
  }
  return {};
}

int64_t attention_scratch_floats(const MlaShape& shape) {
  const int64_t queries = kMaxTokens * shape.num_heads * shape.qk_nope_head_dim;
  const int64_t parts = kMaxTokens * shape.num_heads * kMaxAttendSplits * (shape.kv_lora_rank + 2);
  const int64_t values = kMaxTokens * shape.num_heads * shape.v_head_dim;
  return std::max({queries, parts, values});
}

}  // namespace octant::cuda

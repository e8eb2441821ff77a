// moe_up:    act[t k + j][n] = silu(x[t] . gate_e[n]) * (x[t] . up_e[n]) for e = topk_idx[t, j]
// moe_down:  out[t][n] = sum_j weight[t, j] (act[t k + j] . down_e[n]) + shared_act[t] . down[n]
// Grid of moe_up: (turns over rows n, slot t k + j; the last row of the grid is the shared expert).
// Grid of moe_down: (8 pairs of rows n, token). A block whose slot has no expert here ends at once.
// A warp owns gate and up of one n, or two rows of down.
//
// Reads each chosen expert's weights once a token; tokens of one step that chose the same expert
// meet in the L2 cache. Shared memory: one slab of the input. Bound: memory.

#include <algorithm>

#include "kernels/cuda/dispatch.h"
#include "kernels/cuda/gemv.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/linear.h"
#include "kernels/cuda/moe.h"
#include "kernels/cuda/moe_tiles.h"
#include "kernels/cuda/tile_linear.h"

namespace octant::cuda {
namespace {

constexpr int kGateAndUp = 2;  // rows of a warp in moe_up
constexpr int kDownRows = 2;   // in moe_down

// One gated half: act[t, n] for the tokens of `tokens`.
struct Gated {
  Matrix gate;
  Matrix up;
  float* act = nullptr;
  int64_t act_stride = 0;
};

template <typename W, int kTokens>
__device__ __forceinline__ void gated_rows(const Tokens& tokens, const Gated& ffn) {
  multiply<W, kGateAndUp, kTokens>(
      tokens, ffn.gate.rows, static_cast<int>(blockIdx.x), static_cast<int>(gridDim.x),
      shared_memory<float>(),
      [&](int n, Row(&row)[kGateAndUp]) {
        row[0] = row_of<W>(ffn.gate, n);
        row[1] = row_of<W>(ffn.up, n);
      },
      [&](int n, const float(&sum)[kGateAndUp][kTokens]) {
        if (threadIdx.x % kWarpLanes != 0) return;
        for (int t = 0; t < kTokens; ++t) {
          if (t < tokens.count) ffn.act[t * ffn.act_stride + n] = silu(sum[0][t]) * sum[1][t];
        }
      });
}

template <typename W, int kTokens>
OCTANT_KERNEL void gated_kernel(Tokens tokens, Gated ffn) {
  gated_rows<W, kTokens>(tokens, ffn);
}

// Who is where: of both halves of the MoE.
struct Choice {
  const int32_t* topk_idx = nullptr;  // [T, k]
  int64_t topk_idx_stride = 0;
  const int32_t* local_of_logical = nullptr;  // [E]
  const Expert* experts = nullptr;
  int num_tokens = 0;
  int k = 0;
};

// The expert of a slot, or null if it does not live here.
__device__ __forceinline__ const Expert* expert_of(const Choice& choice, int slot) {
  const int64_t at = slot / choice.k * choice.topk_idx_stride + slot % choice.k;
  const int local = choice.local_of_logical[choice.topk_idx[at]];
  return local < 0 ? nullptr : choice.experts + local;
}

template <typename W, int kTokens>
OCTANT_KERNEL void moe_up_kernel(Tokens tokens, Choice choice, float* act, int64_t act_stride,
                                 Gated shared) {
  const int slot = static_cast<int>(blockIdx.y);
  if (slot == choice.num_tokens * choice.k) {
    gated_rows<W, kTokens>(tokens, shared);
    return;
  }
  const Expert* expert = expert_of(choice, slot);
  if (expert == nullptr) return;
  Tokens one = tokens;
  one.x += slot / choice.k * tokens.stride;
  one.count = 1;
  gated_rows<W, 1>(one, {.gate = expert->gate,
                         .up = expert->up,
                         .act = act + slot * act_stride,
                         .act_stride = act_stride});
}

struct Down {
  const float* act = nullptr;  // [T k, I]
  int64_t act_stride = 0;
  const float* topk_weights = nullptr;  // [T, k]
  int64_t topk_weights_stride = 0;
  const float* shared_act = nullptr;  // [T, S]
  int64_t shared_stride = 0;
  Matrix shared;  // no rows: no shared expert
  float* out = nullptr;
  int64_t out_stride = 0;
  int hidden_size = 0;
  int slab_cols = 0;
};

// Adds weight * (x . row) for this warp's rows, `cols` columns of one input. All lanes of the
// block.
template <typename W>
__device__ __forceinline__ void add_down(const Matrix& down, const float* x, float weight, int n0,
                                         const Down& a, float* staged, float (&sum)[kDownRows][1]) {
  Tokens tokens;
  tokens.x = x;
  tokens.count = 1;
  tokens.cols = down.cols;
  tokens.slab_cols = a.slab_cols;
  Row row[kDownRows];
  for (int r = 0; r < kDownRows; ++r) {
    if (n0 + r < a.hidden_size) row[r] = row_of<W>(down, n0 + r);
  }
  const float ones[1] = {1};
  float product[kDownRows][1] = {};
  for (int begin = 0; begin < down.cols; begin += a.slab_cols) {
    __syncthreads();  // everybody is done with what was staged before
    stage<W, 1>(tokens, begin, ones, staged);
    __syncthreads();
    const int left = down.cols - begin;
    Row part[kDownRows];
    for (int r = 0; r < kDownRows; ++r) part[r] = advance<W>(row[r], begin);
    add_products<W, kDownRows, 1>(part, left < a.slab_cols ? left : a.slab_cols, staged,
                                  a.slab_cols, product);
  }
  for (int r = 0; r < kDownRows; ++r) sum[r][0] = fmaf(weight, product[r][0], sum[r][0]);
}

template <typename W>
OCTANT_KERNEL void moe_down_kernel(Choice choice, Down a) {
  float* staged = shared_memory<float>();
  const int warp = static_cast<int>(threadIdx.x) / kWarpLanes;
  const int token = static_cast<int>(blockIdx.y);
  const int n0 = (static_cast<int>(blockIdx.x) * kBlockWarps + warp) * kDownRows;
  float sum[kDownRows][1] = {};
  for (int j = 0; j < choice.k; ++j) {
    const int slot = token * choice.k + j;
    const Expert* expert = expert_of(choice, slot);
    if (expert == nullptr) continue;
    add_down<W>(expert->down, a.act + slot * a.act_stride,
                a.topk_weights[token * a.topk_weights_stride + j], n0, a, staged, sum);
  }
  if (a.shared.rows > 0) {
    add_down<W>(a.shared, a.shared_act + token * a.shared_stride, 1.0f, n0, a, staged, sum);
  }
  warp_sums(sum, 1);
  for (int r = 0; r < kDownRows; ++r) {
    if (threadIdx.x % kWarpLanes == 0 && n0 + r < a.hidden_size) {
      a.out[token * a.out_stride + n0 + r] = sum[r][0];
    }
  }
}

Tokens rows_of_view(const View<const float, 2>& x, int64_t begin) {
  Tokens tokens;
  tokens.x = x.data() + begin * x.stride(0);
  tokens.stride = x.stride(0);
  tokens.count = static_cast<int>(std::min<int64_t>(x.extent(0) - begin, kMaxTokens));
  tokens.cols = static_cast<int>(x.extent(1));
  return tokens;
}

// The dtype of the weights of a step: experts and shared expert have the same one.
DType dtype_of(std::span<const GatedFfn> experts, const WeightView& shared) {
  return experts.empty() ? shared.dtype : experts.front().gate.dtype;
}

// act[t] = silu(x[t] gate^T) * (x[t] up^T)
Status dense_up(const StageContext& context, const DenseFfnArgs& args, const View<float, 2>& act) {
  const int64_t num_tokens = args.x.extent(0);
  const auto width = static_cast<int>(args.ffn.gate.rows);
  Gated gated;
  ASSIGN_OR_RETURN(gated.gate, to_matrix(args.ffn.gate));
  ASSIGN_OR_RETURN(gated.up, to_matrix(args.ffn.up));
  gated.act_stride = act.stride(0);
  if (num_tokens > kMaxTokens && takes_tiles({&args.ffn, 1}, {})) {
    return tile_gated(context,
                      {.name = "dense_ffn up",
                       .x = args.x.data(),
                       .x_stride = args.x.stride(0),
                       .num_tokens = num_tokens,
                       .weight = gated.gate,
                       .dtype = args.ffn.gate.dtype,
                       .num_rows = width,
                       .out = act.data(),
                       .out_stride = act.stride(0)},
                      gated.up);
  }
  for (int64_t begin = 0; begin < num_tokens; begin += kMaxTokens) {
    Tokens tokens = rows_of_view(args.x, begin);
    gated.act = act.data() + begin * act.stride(0);
    RETURN_IF_ERROR(with_weight_type(args.ffn.gate.dtype, [&](auto type) {
      using W = typename decltype(type)::type;
      return with_token_count(tokens.count, [&](auto count) {
        constexpr int kTokens = decltype(count)::value;
        tokens.slab_cols = slab_cols(tokens.cols, kTokens, kWarpCols<W>);
        return launch({.name = "dense_ffn up",
                       .grid = gemv_blocks(width, context.num_multiprocessors),
                       .block = kBlockLanes,
                       .shared_bytes = 4 * multiply_shared_floats(kTokens, tokens.slab_cols)},
                      context.stream, gated_kernel<W, kTokens>, tokens, gated);
      });
    }));
  }
  return {};
}

}  // namespace

Result<Expert> to_expert(const GatedFfn& ffn) {
  Expert expert;
  ASSIGN_OR_RETURN(expert.gate, to_matrix(ffn.gate));
  ASSIGN_OR_RETURN(expert.up, to_matrix(ffn.up));
  ASSIGN_OR_RETURN(expert.down, to_matrix(ffn.down));
  return expert;
}

Status moe_up(const StageContext& context, const MoeUpArgs& args, const Expert* experts) {
  const int64_t k = args.topk_idx.extent(1);
  const bool has_shared = args.shared.gate.rows > 0;
  if (args.experts.empty() && !has_shared) return {};
  Gated shared;
  ASSIGN_OR_RETURN(shared.gate, to_matrix(args.shared.gate));
  ASSIGN_OR_RETURN(shared.up, to_matrix(args.shared.up));
  if (args.x.extent(0) > kMaxTokens && takes_tiles(args.experts, args.shared)) {
    return moe_up_tiles(context, args, experts);
  }
  for (int64_t begin = 0; begin < args.x.extent(0); begin += kMaxTokens) {
    Tokens tokens = rows_of_view(args.x, begin);
    Choice choice{.topk_idx = args.topk_idx.data() + begin * args.topk_idx.stride(0),
                  .topk_idx_stride = args.topk_idx.stride(0),
                  .local_of_logical = args.local_of_logical.data(),
                  .experts = experts,
                  .num_tokens = tokens.count,
                  .k = args.experts.empty() ? 0 : static_cast<int>(k)};
    if (has_shared) shared.act = args.shared_act.data() + begin * args.shared_act.stride(0);
    shared.act_stride = args.shared_act.stride(0);
    const int64_t width =
        std::max<int64_t>(shared.gate.rows, args.experts.empty() ? 0 : args.act.extent(1));
    const int slots = choice.num_tokens * choice.k + (has_shared ? 1 : 0);
    const int blocks = gemv_blocks(static_cast<int>(width), context.num_multiprocessors);
    float* act = args.experts.empty() ? nullptr : args.act.data() + begin * k * args.act.stride(0);
    RETURN_IF_ERROR(with_weight_type(dtype_of(args.experts, args.shared.gate), [&](auto type) {
      using W = typename decltype(type)::type;
      return with_token_count(tokens.count, [&](auto count) {
        constexpr int kTokens = decltype(count)::value;
        tokens.slab_cols = slab_cols(tokens.cols, kTokens, kWarpCols<W>);
        return launch({.name = "moe_up",
                       .grid = dim3(static_cast<unsigned>(blocks), static_cast<unsigned>(slots)),
                       .block = kBlockLanes,
                       .shared_bytes = 4 * multiply_shared_floats(kTokens, tokens.slab_cols)},
                      context.stream, moe_up_kernel<W, kTokens>, tokens, choice, act,
                      args.act.stride(0), shared);
      });
    }));
  }
  return {};
}

Status moe_down(const StageContext& context, const MoeDownArgs& args, const Expert* experts) {
  const int64_t num_tokens = args.out.extent(0);
  const bool reads_weights = !args.experts.empty() || args.shared.down.cols > 0;
  if (num_tokens > kMaxTokens && reads_weights && takes_tiles(args.experts, args.shared)) {
    return moe_down_tiles(context, args, experts);
  }
  const Choice choice{.topk_idx = args.topk_idx.data(),
                      .topk_idx_stride = args.topk_idx.stride(0),
                      .local_of_logical = args.local_of_logical.data(),
                      .experts = experts,
                      .num_tokens = static_cast<int>(num_tokens),
                      .k = args.experts.empty() ? 0 : static_cast<int>(args.topk_idx.extent(1))};
  Down down;
  down.act = args.act.data();
  down.act_stride = args.act.stride(0);
  down.topk_weights = args.topk_weights.data();
  down.topk_weights_stride = args.topk_weights.stride(0);
  down.shared_act = args.shared_act.data();
  down.shared_stride = args.shared_act.stride(0);
  if (args.shared.down.cols > 0) {
    ASSIGN_OR_RETURN(down.shared, to_matrix(args.shared.down));
  }
  down.out = args.out.data();
  down.out_stride = args.out.stride(0);
  down.hidden_size = static_cast<int>(args.out.extent(1));
  const int64_t width =
      std::max<int64_t>(down.shared.cols, args.experts.empty() ? 1 : args.act.extent(1));
  const int rows_of_block = kBlockWarps * kDownRows;
  const DType dtype = choice.k == 0 && down.shared.rows == 0
                          ? DType::kF32  // nothing to read: writes zeros
                          : dtype_of(args.experts, args.shared.down);
  return with_weight_type(dtype, [&](auto type) {
    using W = typename decltype(type)::type;
    down.slab_cols = slab_cols(static_cast<int>(width), 1, kWarpCols<W>);
    return launch(
        {.name = "moe_down",
         .grid = dim3(static_cast<unsigned>((down.hidden_size + rows_of_block - 1) / rows_of_block),
                      static_cast<unsigned>(num_tokens)),
         .block = kBlockLanes,
         .shared_bytes = 4 * int64_t{down.slab_cols}},
        context.stream, moe_down_kernel<W>, choice, down);
  });
}

Status dense_ffn(const StageContext& context, const DenseFfnArgs& args) {
  const int64_t width = args.ffn.gate.rows;
  if (width == 0) {  // no slice of it lives here
    CUDA_TRY(cudaMemset2DAsync(args.out.data(), 4 * static_cast<size_t>(args.out.stride(0)), 0,
                               4 * static_cast<size_t>(args.out.extent(1)),
                               static_cast<size_t>(args.out.extent(0)), context.stream));
    return {};
  }
  const View<float, 2> act(context.memory.scratch, {args.x.extent(0), width});
  RETURN_IF_ERROR(dense_up(context, args, act));
  return linear(context.behind(act.size()),
                {.name = "dense_ffn down", .x = act, .weight = args.ffn.down, .out = args.out});
}

int64_t dense_ffn_scratch_floats(const DenseFfnArgs& args) {
  const int64_t num_tokens = args.out.extent(0);
  const int64_t width = args.ffn.gate.rows;
  return num_tokens * width + linear_scratch_floats(num_tokens, width);
}

}  // namespace octant::cuda

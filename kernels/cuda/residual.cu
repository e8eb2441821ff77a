// embed:    x[t] = table[tokens[t]]
// add_norm: x[t] = (x[t]) + partials[0][t] + ...; normed[t] = norm_weight * x[t] / rms(x[t])
// draft_in: u[t] = [norm(embedding[t]) ; norm(hidden[t])], then a linear
// A block a token. Bytes: the rows. Bound: latency; a token's row is small.

#include <algorithm>

#include "kernels/cuda/cache_row.h"
#include "kernels/cuda/faults.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/linear.h"
#include "kernels/cuda/matrix.h"
#include "kernels/cuda/norm.h"
#include "kernels/cuda/residual.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {
namespace {

template <typename W>
OCTANT_KERNEL void embed_kernel(const int32_t* tokens, Matrix table, float* x, int64_t x_stride,
                                int32_t* fault) {
  const int t = static_cast<int>(blockIdx.x);
  const int token = tokens[t];
  const bool known = token >= 0 && token < table.rows;
  if (!known && threadIdx.x == 0) atomicCAS(fault, 0, fault_word(Finding::kBadToken, t));
  const W* row = reinterpret_cast<const W*>(table.data + (known ? token : 0) * table.row_bytes);
  for (int c = static_cast<int>(threadIdx.x); c < table.cols; c += kBlockLanes) {
    x[t * x_stride + c] = to_float(row[c]);
  }
}

struct Partials {
  const float* data[kMaxPartials];
  int64_t stride[kMaxPartials];
  int count = 0;
};

OCTANT_KERNEL void add_norm_kernel(Partials partials, bool accumulate, float* x, int64_t x_stride,
                                   int cols, NormOut norm) {
  const int t = static_cast<int>(blockIdx.x);
  float* row = x + t * x_stride;
  float squares = 0;
  for (int c = static_cast<int>(threadIdx.x); c < cols; c += kBlockLanes) {
    float value = accumulate ? row[c] : 0.0f;
    for (int p = 0; p < partials.count; ++p) value += partials.data[p][t * partials.stride[p] + c];
    row[c] = value;
    squares = fmaf(value, value, squares);
  }
  if (norm.out != nullptr) write_norm(norm, t, row, cols, squares, shared_memory<float>());
}

// What a grid's row of norm_rows_kernel reads.
struct NormIn {
  const float* x = nullptr;
  int64_t stride = 0;
  const float* weight = nullptr;
};
struct NormOperands {
  NormIn in[2];
  float eps = 0;
  int cols = 0;
  float* out = nullptr;    // the second norm right behind the first
  int64_t out_stride = 0;  // from a token to the next
};

// Grid: (token, one of one or two norms).
OCTANT_KERNEL void norm_rows_kernel(NormOperands a) {
  const int t = static_cast<int>(blockIdx.x);
  const int which = static_cast<int>(blockIdx.y);
  const NormIn in = which == 0 ? a.in[0] : a.in[1];
  const float* x = in.x + t * in.stride;
  float squares = 0;
  for (int c = static_cast<int>(threadIdx.x); c < a.cols; c += kBlockLanes) {
    squares = fmaf(x[c], x[c], squares);
  }
  const float inv_rms = inv_rms_of(squares, a.cols, a.eps, shared_memory<float>());
  float* out = a.out + t * a.out_stride + which * static_cast<int64_t>(a.cols);
  for (int c = static_cast<int>(threadIdx.x); c < a.cols; c += kBlockLanes) {
    out[c] = in.weight[c] * (x[c] * inv_rms);
  }
}

NormIn norm_in(const View<const float, 2>& x, const View<const float, 1>& weight) {
  return {.x = x.data(), .stride = x.stride(0), .weight = weight.data()};
}

Status start_norms(const StageContext& context, const char* name, int64_t num_tokens,
                   unsigned num_norms, const NormOperands& operands) {
  return launch({.name = name,
                 .grid = dim3(static_cast<unsigned>(num_tokens), num_norms),
                 .block = kBlockLanes,
                 .shared_bytes = kNormSharedBytes},
                context.stream, norm_rows_kernel, operands);
}

}  // namespace

Status embed(const StageContext& context, const EmbedArgs& args) {
  ASSIGN_OR_RETURN(const Matrix table, to_matrix(args.table));
  const LaunchShape shape{.name = "embed",
                          .grid = static_cast<unsigned>(args.tokens.extent(0)),
                          .block = kBlockLanes,
                          .shared_bytes = 0};
  auto* kernel = args.table.dtype == DType::kBF16 ? embed_kernel<bf16> : embed_kernel<float>;
  return launch(shape, context.stream, kernel, args.tokens.data(), table, args.x.data(),
                args.x.stride(0), context.memory.fault);
}

Status add_norm(const StageContext& context, const AddNormArgs& args) {
  if (args.partials.size() > kMaxPartials) return unsupported("more than 64 ranks on CUDA");
  Partials partials;
  for (const View<const float, 2>& partial : args.partials) {
    partials.data[partials.count] = partial.data();
    partials.stride[partials.count++] = partial.stride(0);
  }
  return launch({.name = "add_norm",
                 .grid = static_cast<unsigned>(args.x.extent(0)),
                 .block = kBlockLanes,
                 .shared_bytes = kNormSharedBytes},
                context.stream, add_norm_kernel, partials, args.accumulate, args.x.data(),
                args.x.stride(0), static_cast<int>(args.x.extent(1)),
                NormOut{.weight = args.norm_weight.data(),
                        .eps = args.eps,
                        .out = args.normed.data(),
                        .stride = args.normed.stride(0)});
}

Status norm_rows(const StageContext& context, const NormRowsArgs& args, const View<float, 2>& out) {
  NormOperands operands;
  operands.in[0] = norm_in(args.x, args.weight);
  operands.eps = args.eps;
  operands.cols = static_cast<int>(args.x.extent(1));
  operands.out = out.data();
  operands.out_stride = out.stride(0);
  return start_norms(context, "norm_rows", args.x.extent(0), 1, operands);
}

Status draft_in(const StageContext& context, const DraftInArgs& args) {
  const int64_t num_tokens = args.out.extent(0);
  const int64_t hidden_size = args.embedding.extent(1);
  const View<float, 2> normed(context.memory.scratch, {num_tokens, 2 * hidden_size});
  NormOperands operands;
  operands.in[0] = norm_in(args.embedding, args.enorm);
  operands.in[1] = norm_in(args.hidden, args.hnorm);
  operands.eps = args.eps;
  operands.cols = static_cast<int>(hidden_size);
  operands.out = normed.data();
  operands.out_stride = normed.stride(0);
  RETURN_IF_ERROR(start_norms(context, "draft_in norms", num_tokens, 2, operands));
  return linear(context.behind(normed.size()),
                {.name = "draft_in eh_proj",
                 .x = normed.slice(1, args.col_begin, args.col_begin + args.eh_proj.cols),
                 .weight = args.eh_proj,
                 .out = args.out});
}

int64_t draft_in_scratch_floats(const DraftInArgs& args) {
  const int64_t num_tokens = args.out.extent(0);
  return num_tokens * 2 * args.embedding.extent(1) +
         linear_scratch_floats(num_tokens, args.eh_proj.cols);
}

}  // namespace octant::cuda

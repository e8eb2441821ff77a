// out[t, n] = x[t] . W[n]: a warp a pair of rows, gemv.h.
// Reads each weight once, and x once a block. Shared memory: one slab of x. Bound: memory.

#include <algorithm>

#include "kernels/cuda/blas_products.h"
#include "kernels/cuda/dispatch.h"
#include "kernels/cuda/gemv.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/linear.h"
#include "kernels/cuda/residual.h"
#include "kernels/cuda/tile_linear.h"

namespace octant::cuda {
namespace {

constexpr int kRows = 2;  // of a warp: 2 x 16 bytes a lane in flight, twice by unrolling

struct Product {
  Matrix weight;
  float* out = nullptr;
  int64_t out_stride = 0;

  __host__ __device__ int num_pairs() const { return (weight.rows + kRows - 1) / kRows; }
};

template <typename W, int kTokens>
OCTANT_KERNEL void linear_kernel(Tokens tokens, Product first, Product second) {
  const int first_pairs = first.num_pairs();
  // By value: a reference to one of two parameters would put both on the stack.
  const auto product_of = [&](int pair) { return pair < first_pairs ? first : second; };
  const auto row_begin = [&](int pair) {
    return (pair < first_pairs ? pair : pair - first_pairs) * kRows;
  };
  multiply<W, kRows, kTokens>(
      tokens, first_pairs + second.num_pairs(), static_cast<int>(blockIdx.x),
      static_cast<int>(gridDim.x), shared_memory<float>(),
      [&](int pair, Row(&row)[kRows]) {
        const Matrix w = product_of(pair).weight;
        for (int r = 0; r < kRows; ++r) {
          const int n = row_begin(pair) + r;
          if (n < w.rows) row[r] = row_of<W>(w, n);
        }
      },
      [&](int pair, const float(&sum)[kRows][kTokens]) {
        const Product product = product_of(pair);
        if (threadIdx.x % kWarpLanes != 0) return;
        for (int r = 0; r < kRows; ++r) {
          const int n = row_begin(pair) + r;
          for (int t = 0; t < kTokens; ++t) {
            if (n < product.weight.rows && t < tokens.count) {
              product.out[t * product.out_stride + n] = sum[r][t];
            }
          }
        }
      });
}

Result<Product> product(const WeightView& weight, const View<float, 2>& out, int64_t first_token) {
  Product p;
  ASSIGN_OR_RETURN(p.weight, to_matrix(weight));
  if (p.weight.rows > 0) p.out = out.data() + first_token * out.stride(0);
  p.out_stride = out.stride(0);
  return p;
}

// Scratch of ManyTokens: both parts of x, which take as much as floats would, then the normed rows.
int64_t part_floats(int64_t num_tokens, int64_t cols) {
  return aligned_floats(num_tokens * split_stride(cols));
}

// A linear of many tokens. Its x is made ready once for both weights, in either of two forms: in
// two parts for cuBLASLt, or normed for tiles.
class ManyTokens {
 public:
  ManyTokens(const StageContext& context, const LinearArgs& args)
      : context_(context), args_(args), x_(args.x) {}

  Status multiply(const WeightView& weight, const View<float, 2>& out) {
    if (weight.rows == 0) return {};
    ASSIGN_OR_RETURN(const Matrix matrix, to_matrix(weight));
    if (BlasProducts::suits(x_.extent(0), weight)) {
      RETURN_IF_ERROR(split_once());
      ASSIGN_OR_RETURN(const bool done, context_.blas->multiply(parts_, matrix, out));
      if (done) return {};
    }
    RETURN_IF_ERROR(norm_once());
    return tile_linear(context_, {.name = args_.name,
                                  .x = x_.data(),
                                  .x_stride = x_.stride(0),
                                  .num_tokens = x_.extent(0),
                                  .weight = matrix,
                                  .dtype = weight.dtype,
                                  .num_rows = matrix.rows,
                                  .out = out.data(),
                                  .out_stride = out.stride(0)});
  }

 private:
  Status split_once() {
    if (parts_.hi != nullptr) return {};
    const int64_t stride = split_stride(args_.x.extent(1));
    parts_.hi = reinterpret_cast<bf16*>(context_.memory.scratch);
    parts_.lo = parts_.hi + args_.x.extent(0) * stride;
    parts_.stride = stride;
    return split(context_.stream,
                 {.x = args_.x, .norm_weight = args_.norm_weight, .eps = args_.eps, .out = parts_});
  }
  Status norm_once() {
    if (args_.norm_weight.is_null() || is_normed_) return {};
    const int64_t num_tokens = args_.x.extent(0);
    const int64_t cols = args_.x.extent(1);
    const View<float, 2> normed(context_.memory.scratch + part_floats(num_tokens, cols),
                                {num_tokens, cols});
    x_ = normed;
    is_normed_ = true;
    return norm_rows(context_, {.x = args_.x, .weight = args_.norm_weight, .eps = args_.eps},
                     normed);
  }

  const StageContext& context_;
  const LinearArgs& args_;
  View<const float, 2> x_;
  bool is_normed_ = false;
  SplitRows parts_;
};

}  // namespace

int64_t linear_scratch_floats(int64_t num_tokens, int64_t cols) {
  if (num_tokens <= kMaxTokens) return 0;
  return 4 + part_floats(num_tokens, cols) + num_tokens * cols;  // 4: what behind() may round up
}

Status linear(const StageContext& context, const LinearArgs& args) {
  const int64_t num_tokens = args.x.extent(0);
  if (num_tokens > kMaxTokens && takes_tiles(args.weight) &&
      (args.second.rows == 0 || takes_tiles(args.second))) {
    ManyTokens product(context, args);
    RETURN_IF_ERROR(product.multiply(args.weight, args.out));
    return product.multiply(args.second, args.second_out);
  }
  for (int64_t begin = 0; begin < num_tokens; begin += kMaxTokens) {
    ASSIGN_OR_RETURN(const Product first, product(args.weight, args.out, begin));
    ASSIGN_OR_RETURN(const Product second, product(args.second, args.second_out, begin));
    const int num_pairs = first.num_pairs() + second.num_pairs();
    if (num_pairs == 0) return {};
    Tokens tokens;
    tokens.x = args.x.data() + begin * args.x.stride(0);
    tokens.stride = args.x.stride(0);
    tokens.count = static_cast<int>(std::min<int64_t>(num_tokens - begin, kMaxTokens));
    tokens.cols = first.weight.cols;
    tokens.norm_weight = args.norm_weight.data();
    tokens.eps = args.eps;
    RETURN_IF_ERROR(with_weight_type(args.weight.dtype, [&](auto type) {
      using W = typename decltype(type)::type;
      return with_token_count(tokens.count, [&](auto count) {
        constexpr int kTokens = decltype(count)::value;
        tokens.slab_cols = slab_cols(tokens.cols, kTokens, kWarpCols<W>);
        return launch({.name = args.name,
                       .grid = gemv_blocks(num_pairs, context.num_multiprocessors),
                       .block = kBlockLanes,
                       .shared_bytes = 4 * multiply_shared_floats(kTokens, tokens.slab_cols)},
                      context.stream, linear_kernel<W, kTokens>, tokens, first, second);
      });
    }));
  }
  return {};
}

}  // namespace octant::cuda

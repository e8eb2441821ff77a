// One launch: push, wait, add, norm.
//   block b has pairs [b * kPairsOfBlock, ...) of the T x H values: pushes its own to all others,
//   then waits for theirs, and adds all partials in the order of the ranks;
//   the block that ends last makes the norms, with add_norm's own sums, so that the bits are the
//   same, and counts the round.
// The grid follows from T and H alone: blocks of different chips cut alike.
// Writes 16 bytes a pair and peer: {value, round, value, round}. Each half is one 8-byte word,
// which arrives whole: a value is there when its round is. Bound: latency of the link.

#include "kernels/cuda/device.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/norm.h"
#include "kernels/cuda/push_sum.h"
#include "kernels/cuda/residual.h"
#include "kernels/cuda/tuning.h"

namespace octant::cuda {
namespace {

constexpr int kPairsOfBlock = 2 * kBlockLanes;
constexpr int kLooksBetweenStops = 256;  // `stop` lies in host memory: a look takes a microsecond

struct PushOperands {
  std::byte* mailboxes[kMaxPartials];
  int num_ranks = 1;
  int rank = 0;
  int64_t values = 0;  // of one rank and round in a mailbox
  const float* partial = nullptr;
  int64_t partial_stride = 0;
  const int32_t* stop = nullptr;
  bool accumulate = true;
  int num_rows = 0;
  int cols = 0;
  float* x = nullptr;
  int64_t x_stride = 0;
  NormOut norm;
  int* counter = nullptr;

  __device__ uint4* slot(int mailbox, int from, unsigned round) const {
    const int64_t first = ((round & 1u) * num_ranks + from) * values;
    return reinterpret_cast<uint4*>(mailboxes[mailbox] + MailboxShape::kHeaderBytes +
                                    first * MailboxShape::kValueBytes);
  }
  __device__ unsigned* last_round() const { return reinterpret_cast<unsigned*>(mailboxes[rank]); }
};

// Waits until a pair of this round is there; whatever is there if the exchange is given up.
__device__ __forceinline__ float2 receive(const uint4* from, unsigned round, const int32_t* stop) {
  for (int look = 1;; ++look) {
    const uint4 words = load_arriving(from);
    const bool is_here = words.y == round && words.w == round;
    if (is_here || (look % kLooksBetweenStops == 0 && load_arriving(stop) != 0)) {
      return {__uint_as_float(words.x), __uint_as_float(words.z)};
    }
    look_again();
  }
}

OCTANT_KERNEL void push_sum_kernel(PushOperands a) {
  const unsigned round = *a.last_round() + 1;
  const int num_pairs = a.num_rows * a.cols / 2;
  const int begin = static_cast<int>(blockIdx.x) * kPairsOfBlock;
  const int end = begin + kPairsOfBlock < num_pairs ? begin + kPairsOfBlock : num_pairs;
  const auto own = [&](int pair) {
    const int t = 2 * pair / a.cols;
    const float* values = a.partial + t * a.partial_stride + (2 * pair - t * a.cols);
    return float2{values[0], values[1]};
  };
  for (int pair = begin + static_cast<int>(threadIdx.x); pair < end; pair += kBlockLanes) {
    const float2 value = own(pair);
    const uint4 words{__float_as_uint(value.x), round, __float_as_uint(value.y), round};
    // Each rank begins with its neighbour, so that not all write to the same device at once.
    for (int i = 1; i < a.num_ranks; ++i) {
      const int to = (a.rank + i) % a.num_ranks;
      store_arriving(a.slot(to, a.rank, round) + pair, words);
    }
  }
  for (int pair = begin + static_cast<int>(threadIdx.x); pair < end; pair += kBlockLanes) {
    const int t = 2 * pair / a.cols;
    float* x = a.x + t * a.x_stride + (2 * pair - t * a.cols);
    float2 sum{a.accumulate ? x[0] : 0.0f, a.accumulate ? x[1] : 0.0f};
    for (int from = 0; from < a.num_ranks; ++from) {
      const float2 value =
          from == a.rank ? own(pair) : receive(a.slot(a.rank, from, round) + pair, round, a.stop);
      sum.x += value.x;
      sum.y += value.y;
    }
    x[0] = sum.x;
    x[1] = sum.y;
  }
  float* shared = shared_memory<float>();
  if (!is_last_block(a.counter, static_cast<int>(gridDim.x), reinterpret_cast<int*>(shared))) {
    return;
  }
  if (threadIdx.x == 0) *a.last_round() = round;
  if (a.norm.out == nullptr) return;
  for (int t = 0; t < a.num_rows; ++t) {
    float* row = a.x + t * a.x_stride;
    float squares = 0;
    for (int c = static_cast<int>(threadIdx.x); c < a.cols; c += kBlockLanes) {
      squares = fmaf(row[c], row[c], squares);
    }
    write_norm(a.norm, t, row, a.cols, squares, shared);
  }
}

}  // namespace

Status push_sum(const StageContext& context, const PushSumArgs& args) {
  const int64_t num_rows = args.x.extent(0);
  const int64_t cols = args.x.extent(1);
  if (args.shape.num_ranks > kMaxPartials) return unsupported("more than 64 ranks on CUDA");
  CHECK(num_rows <= args.shape.max_rows);
  CHECK(cols == args.shape.hidden_size);
  CHECK((cols & 1) == 0);
  PushOperands a;
  for (int32_t r = 0; r < args.shape.num_ranks; ++r) {
    a.mailboxes[r] = args.mailboxes[static_cast<size_t>(r)];
  }
  a.num_ranks = args.shape.num_ranks;
  a.rank = args.rank;
  a.values = args.shape.values();
  a.partial = args.partial.data();
  a.partial_stride = args.partial.stride(0);
  a.stop = args.stop;
  a.accumulate = args.accumulate;
  a.num_rows = static_cast<int>(num_rows);
  a.cols = static_cast<int>(cols);
  a.x = args.x.data();
  a.x_stride = args.x.stride(0);
  a.norm = {.weight = args.norm_weight.data(),
            .eps = args.eps,
            .out = args.normed.data(),
            .stride = args.normed.stride(0)};
  a.counter = context.memory.counters;
  const int64_t num_pairs = num_rows * cols / 2;
  return launch({.name = "push_sum",
                 .grid = static_cast<unsigned>((num_pairs + kPairsOfBlock - 1) / kPairsOfBlock),
                 .block = kBlockLanes,
                 .shared_bytes = kNormSharedBytes},
                context.stream, push_sum_kernel, a);
}

}  // namespace octant::cuda

// Three launches a stage:
//   group:   slots t k + j by their local expert, in ascending order; each expert's cut into tiles
//   up:      act[slot] = silu(x[t] gate_e^T) * (x[t] up_e^T), a tile of slots of one expert
//   down:    partial[slot] = act[slot] down_e^T, the same way; then
//   combine: out[t] += sum_j topk_weights[t, j] partial[t k + j], in slot order
// Nobody on the host knows how many tiles there are: the grid has as many as there may be, and
// blocks behind the last one end at once. Grid: (tiles of slots, tiles of rows): an expert's tiles
// follow each other, so that its weights come from memory once.
// Shared memory: group 4 KB and 8 bytes an expert; products as in tile.h. Bound: reading the
// weights of all local experts; tensor cores from some 50 tokens an expert on.

#include <algorithm>

#include "kernels/cuda/dispatch.h"
#include "kernels/cuda/launch.h"
#include "kernels/cuda/moe_tiles.h"
#include "kernels/cuda/tile.h"
#include "kernels/cuda/tile_linear.h"

namespace octant::cuda {
namespace {

constexpr int kStagedSlots = 1024;  // 4 KB; a lane looks at four of each

// Up to a tile of slots of one expert: slots[first .. first + count).
struct SlotTile {
  int expert;
  int first;
  int count;
};
constexpr int kTileInts = sizeof(SlotTile) / sizeof(int);

struct Groups {
  const int32_t* topk_idx = nullptr;  // [T, k]
  int64_t topk_idx_stride = 0;
  const int32_t* local_of_logical = nullptr;  // [E]
  int k = 0;
  int num_slots = 0;    // T k
  int num_experts = 0;  // local ones
  int tile_slots = 0;
  int32_t* slots = nullptr;      // [num_slots] scratch
  SlotTile* tiles = nullptr;     // [most_tiles] scratch
  int32_t* num_tiles = nullptr;  // scratch
};

// The local expert of a slot, or -1.
__device__ __forceinline__ int local_expert(const Groups& g, int slot) {
  return g.local_of_logical[g.topk_idx[slot / g.k * g.topk_idx_stride + slot % g.k]];
}

// Calls function(slot) in ascending order for all slots of `expert`, an expert a lane; -1: none.
// All lanes of the block. `staged` has kStagedSlots.
template <typename Function>
__device__ void for_each_slot(const Groups& g, int expert, int* staged, Function function) {
  for (int begin = 0; begin < g.num_slots; begin += kStagedSlots) {
    const int count = g.num_slots - begin < kStagedSlots ? g.num_slots - begin : kStagedSlots;
    __syncthreads();  // the slots before are looked at
    for (int i = static_cast<int>(threadIdx.x); i < count; i += kBlockLanes) {
      staged[i] = local_expert(g, begin + i);
    }
    __syncthreads();
    if (expert < 0) continue;
    for (int i = 0; i < count; ++i) {
      if (staged[i] == expert) function(begin + i);
    }
  }
}

// One block.
OCTANT_KERNEL void group_slots_kernel(Groups g) {
  int* staged = shared_memory<int>();
  int* counts = staged + kStagedSlots;   // [num_experts]
  int* firsts = counts + g.num_experts;  // [num_experts]
  for (int e0 = 0; e0 < g.num_experts; e0 += kBlockLanes) {
    const int lane_expert = e0 + static_cast<int>(threadIdx.x);
    const int expert = lane_expert < g.num_experts ? lane_expert : -1;
    int count = 0;
    for_each_slot(g, expert, staged, [&](int) { ++count; });
    if (expert >= 0) counts[expert] = count;
  }
  __syncthreads();
  if (threadIdx.x == 0) {
    int first = 0;
    int num_tiles = 0;
    for (int e = 0; e < g.num_experts; ++e) {
      firsts[e] = first;
      for (int begin = 0; begin < counts[e]; begin += g.tile_slots) {
        const int left = counts[e] - begin;
        g.tiles[num_tiles++] = {.expert = e,
                                .first = first + begin,
                                .count = left < g.tile_slots ? left : g.tile_slots};
      }
      first += counts[e];
    }
    *g.num_tiles = num_tiles;
  }
  __syncthreads();
  for (int e0 = 0; e0 < g.num_experts; e0 += kBlockLanes) {
    const int lane_expert = e0 + static_cast<int>(threadIdx.x);
    const int expert = lane_expert < g.num_experts ? lane_expert : -1;
    int at = expert < 0 ? 0 : firsts[expert];
    for_each_slot(g, expert, staged, [&](int slot) { g.slots[at++] = slot; });
  }
}

struct SlotProduct {
  const Expert* experts = nullptr;
  const int32_t* slots = nullptr;
  const SlotTile* tiles = nullptr;
  const int32_t* num_tiles = nullptr;
  const float* x = nullptr;
  int64_t x_stride = 0;
  int slots_of_x = 1;    // that read the same row of x: k of a token's, or 1
  float* out = nullptr;  // a row a slot
  int64_t out_stride = 0;
};

// Where the input of each slot of a tile lies.
struct SlotRows {
  const SlotProduct& a;
  SlotTile tile;

  __device__ int slot(int i) const { return a.slots[tile.first + i]; }
  __device__ const float* operator()(int i) const {
    return i < tile.count ? a.x + slot(i) / a.slots_of_x * a.x_stride : nullptr;
  }
};

template <typename W, int kTokens>
OCTANT_TILE_KERNEL(kTokens)
void moe_up_tiles_kernel(SlotProduct a) {
  if (static_cast<int>(blockIdx.x) >= *a.num_tiles) return;
  const SlotRows rows{a, a.tiles[blockIdx.x]};
  const Expert& expert = a.experts[rows.tile.expert];
  const Matrix gate = expert.gate;
  const Matrix up = expert.up;
  const int n0 = static_cast<int>(blockIdx.y) * (kTileCols / 2);
  const auto row_of_col = [&](int col) {
    const PairedCol paired = paired_col<kTokens>(col);
    const Matrix w = paired.is_up ? up : gate;  // by value: see linear.cu
    return n0 + paired.n < w.rows ? row_of<W>(w, n0 + paired.n) : Row{};
  };
  TileSums<kTokens> sum;
  multiply_tile<W, kTokens>(gate.cols, col_phase(gate), rows,
                            WeightRows<W, decltype(row_of_col)>(gate.cols, row_of_col),
                            shared_memory<bf16>(), sum);
  sum.for_each_pair([&](int i, int n, float gate_value, float up_value) {
    if (i < rows.tile.count && n0 + n < gate.rows) {
      a.out[rows.slot(i) * a.out_stride + n0 + n] = silu(gate_value) * up_value;
    }
  });
}

template <typename W, int kTokens>
OCTANT_TILE_KERNEL(kTokens)
void moe_down_tiles_kernel(SlotProduct a) {
  if (static_cast<int>(blockIdx.x) >= *a.num_tiles) return;
  const SlotRows rows{a, a.tiles[blockIdx.x]};
  const Matrix down = a.experts[rows.tile.expert].down;
  const int n0 = static_cast<int>(blockIdx.y) * kTileCols;
  const auto row_of_col = [&](int n) {
    return n0 + n < down.rows ? row_of<W>(down, n0 + n) : Row{};
  };
  TileSums<kTokens> sum;
  multiply_tile<W, kTokens>(down.cols, col_phase(down), rows,
                            WeightRows<W, decltype(row_of_col)>(down.cols, row_of_col),
                            shared_memory<bf16>(), sum);
  sum.for_each([&](int i, int n, float value) {
    if (i < rows.tile.count && n0 + n < down.rows) {
      a.out[rows.slot(i) * a.out_stride + n0 + n] = value;
    }
  });
}

struct Combined {
  const float* partial = nullptr;  // [T k, H]
  const float* topk_weights = nullptr;
  int64_t topk_weights_stride = 0;
  bool add = false;  // to what out holds: the shared expert's part
  float* out = nullptr;
  int64_t out_stride = 0;
  int hidden_size = 0;
};

// Grid: tokens.
OCTANT_KERNEL void combine_kernel(Groups g, Combined a) {
  const int t = static_cast<int>(blockIdx.x);
  float* out = a.out + t * a.out_stride;
  for (int c = static_cast<int>(threadIdx.x); c < a.hidden_size; c += kBlockLanes) {
    float sum = 0;
    for (int j = 0; j < g.k; ++j) {
      const int slot = t * g.k + j;
      if (local_expert(g, slot) < 0) continue;
      sum = fmaf(a.topk_weights[t * a.topk_weights_stride + j],
                 a.partial[slot * static_cast<int64_t>(a.hidden_size) + c], sum);
    }
    out[c] = a.add ? out[c] + sum : sum;
  }
}

// Slots of a tile: by what an expert gets on average.
int slots_of_tile(int64_t num_slots, int64_t n_routed_experts) {
  return tile_tokens(num_slots / n_routed_experts);
}

int64_t most_tiles(const Groups& g) {
  return std::min<int64_t>(g.num_slots, g.num_slots / g.tile_slots + g.num_experts);
}
int64_t group_ints(const Groups& g) {
  return g.num_slots + most_tiles(g) * kTileInts + 1;
}

// Up to where they lie in scratch.
Groups groups_of(const View<const int32_t, 2>& topk_idx,
                 const View<const int32_t, 1>& local_of_logical, size_t num_experts) {
  Groups g;
  g.topk_idx = topk_idx.data();
  g.topk_idx_stride = topk_idx.stride(0);
  g.local_of_logical = local_of_logical.data();
  g.k = static_cast<int>(topk_idx.extent(1));
  g.num_slots = static_cast<int>(topk_idx.extent(0)) * g.k;
  g.num_experts = static_cast<int>(num_experts);
  g.tile_slots = slots_of_tile(g.num_slots, local_of_logical.extent(0));
  return g;
}

// Groups the slots at the beginning of scratch.
Status group_slots(const StageContext& context, Groups& g) {
  auto* ints = reinterpret_cast<int32_t*>(context.memory.scratch);
  g.slots = ints;
  g.tiles = reinterpret_cast<SlotTile*>(ints + g.num_slots);
  g.num_tiles = ints + g.num_slots + most_tiles(g) * kTileInts;
  return launch({.name = "moe group",
                 .grid = 1,
                 .block = kBlockLanes,
                 .shared_bytes = 4 * (kStagedSlots + 2 * int64_t{g.num_experts})},
                context.stream, group_slots_kernel, g);
}

SlotProduct slot_product(const Groups& g, const Expert* experts) {
  SlotProduct product;
  product.experts = experts;
  product.slots = g.slots;
  product.tiles = g.tiles;
  product.num_tiles = g.num_tiles;
  return product;
}

LaunchShape shape_of(const char* name, const Groups& g, int64_t num_rows, int rows_of_tile) {
  return {.name = name,
          .grid = dim3(static_cast<unsigned>(most_tiles(g)),
                       static_cast<unsigned>((num_rows + rows_of_tile - 1) / rows_of_tile)),
          .block = kBlockLanes,
          .shared_bytes = tile_shared_bytes(g.tile_slots)};
}

Status shared_up(const StageContext& context, const MoeUpArgs& args) {
  if (args.shared.gate.rows == 0) return {};
  ASSIGN_OR_RETURN(const Matrix gate, to_matrix(args.shared.gate));
  ASSIGN_OR_RETURN(const Matrix up, to_matrix(args.shared.up));
  return tile_gated(context,
                    {.name = "moe_up shared",
                     .x = args.x.data(),
                     .x_stride = args.x.stride(0),
                     .num_tokens = args.x.extent(0),
                     .weight = gate,
                     .dtype = args.shared.gate.dtype,
                     .num_rows = gate.rows,
                     .out = args.shared_act.data(),
                     .out_stride = args.shared_act.stride(0)},
                    up);
}

Status shared_down(const StageContext& context, const MoeDownArgs& args) {
  ASSIGN_OR_RETURN(const Matrix down, to_matrix(args.shared.down));
  return tile_linear(context, {.name = "moe_down shared",
                               .x = args.shared_act.data(),
                               .x_stride = args.shared_act.stride(0),
                               .num_tokens = args.out.extent(0),
                               .weight = down,
                               .dtype = args.shared.down.dtype,
                               .num_rows = down.rows,
                               .out = args.out.data(),
                               .out_stride = args.out.stride(0)});
}

}  // namespace

bool takes_tiles(std::span<const GatedFfn> experts, const GatedFfn& shared) {
  const auto takes = [](const GatedFfn& ffn) {
    return takes_tiles(ffn.gate) && takes_tiles(ffn.up) && takes_tiles(ffn.down) &&
           ffn.gate.scales.col_phase == ffn.up.scales.col_phase;
  };
  return std::all_of(experts.begin(), experts.end(), takes) &&
         (shared.gate.rows == 0 || takes(shared));
}

int64_t moe_up_scratch_floats(const MoeUpArgs& args) {
  if (args.x.extent(0) <= kMaxTokens || args.experts.empty()) return 0;
  return group_ints(groups_of(args.topk_idx, args.local_of_logical, args.experts.size()));
}

int64_t moe_down_scratch_floats(const MoeDownArgs& args) {
  if (args.out.extent(0) <= kMaxTokens || args.experts.empty()) return 0;
  const Groups g = groups_of(args.topk_idx, args.local_of_logical, args.experts.size());
  return group_ints(g) + int64_t{g.num_slots} * args.out.extent(1);
}

Status moe_up_tiles(const StageContext& context, const MoeUpArgs& args, const Expert* experts) {
  RETURN_IF_ERROR(shared_up(context, args));
  if (args.experts.empty()) return {};
  Groups g = groups_of(args.topk_idx, args.local_of_logical, args.experts.size());
  RETURN_IF_ERROR(group_slots(context, g));
  SlotProduct product = slot_product(g, experts);
  product.x = args.x.data();
  product.x_stride = args.x.stride(0);
  product.slots_of_x = g.k;
  product.out = args.act.data();
  product.out_stride = args.act.stride(0);
  return with_tile_types(args.experts.front().gate.dtype, g.tile_slots, [&](auto type, auto n) {
    using W = typename decltype(type)::type;
    return launch(shape_of("moe_up", g, args.act.extent(1), kTileCols / 2), context.stream,
                  moe_up_tiles_kernel<W, decltype(n)::value>, product);
  });
}

Status moe_down_tiles(const StageContext& context, const MoeDownArgs& args, const Expert* experts) {
  const bool has_shared = args.shared.down.cols > 0;
  if (has_shared) RETURN_IF_ERROR(shared_down(context, args));
  if (args.experts.empty()) return {};
  Groups g = groups_of(args.topk_idx, args.local_of_logical, args.experts.size());
  RETURN_IF_ERROR(group_slots(context, g));
  const int64_t hidden_size = args.out.extent(1);
  SlotProduct product = slot_product(g, experts);
  product.x = args.act.data();
  product.x_stride = args.act.stride(0);
  product.out = context.memory.scratch + group_ints(g);
  product.out_stride = hidden_size;
  RETURN_IF_ERROR(
      with_tile_types(args.experts.front().down.dtype, g.tile_slots, [&](auto type, auto n) {
        using W = typename decltype(type)::type;
        return launch(shape_of("moe_down", g, hidden_size, kTileCols), context.stream,
                      moe_down_tiles_kernel<W, decltype(n)::value>, product);
      }));
  return launch({.name = "moe_down combine",
                 .grid = static_cast<unsigned>(args.out.extent(0)),
                 .block = kBlockLanes,
                 .shared_bytes = 0},
                context.stream, combine_kernel, g,
                Combined{.partial = product.out,
                         .topk_weights = args.topk_weights.data(),
                         .topk_weights_stride = args.topk_weights.stride(0),
                         .add = has_shared,
                         .out = args.out.data(),
                         .out_stride = args.out.stride(0),
                         .hidden_size = static_cast<int>(hidden_size)});
}

}  // namespace octant::cuda

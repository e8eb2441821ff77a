// mla_attend: how attention is spread over the threads.
//
// Absorbed: positions are cut into one split a thread (flash decoding), each split does all lanes,
// the splits are merged. With too few positions for that, lanes are cut too. The cut must not
// depend on how many rows a step has, so it is chosen from each row's own number of visible
// positions; rows of one step that fall on different cuts (rare: it changes once in 48 x threads
// positions) run one after the other.
//
// Expanded: heads are spread over the threads; a few thousand positions of the cache are transposed
// at a time, by all threads for all heads.

#include <algorithm>
#include <array>
#include <new>

#include "kernels/cpu/attend.h"
#include "kernels/cpu/gemm.h"
#include "kernels/cpu/linear.h"
#include "kernels/cpu/stage_context.h"
#include "kernels/cpu/tile_shape.h"

namespace octant::cpu {
namespace {

// Lanes of one region in the absorbed form: their state, 2.2 KB a lane and split, stays in the
// cache.
constexpr int64_t kMaxLanes = 1024;
// Panels that pass over a block of the cache together: with AVX-512 the sums of 8 panels are 560
// KB.
constexpr int64_t kPanelsTogether = 8;
// Blocks of kExpandedBlock positions that are transposed together: 10 MB for V3.
constexpr int64_t kBlocksTogether = 16;

struct Cut {
  int64_t num_splits = 1;
  int64_t split_size = 0;
  bool operator==(const Cut&) const = default;
};

Cut choose_cut(int64_t num_visible, int64_t threads) {
  const int64_t blocks = (num_visible + kAbsorbedBlock - 1) / kAbsorbedBlock;
  const int64_t wanted = std::min({blocks, threads, kMaxAttendPasses});
  const int64_t size = (blocks + wanted - 1) / wanted;
  return {(blocks + size - 1) / size, size * kAbsorbedBlock};
}

// The queries of rows [first, first + count), all heads (or one): pointers, limits, packed panels.
class Queries {
 public:
  Queries(StageContext context, int64_t num_lanes, int64_t dims)
      : num_lanes_(num_lanes),
        dims_(dims),
        rows_(context.scratch.take<const float*>(num_lanes)),
        out_(context.scratch.take<float*>(num_lanes)),
        visible_(context.scratch.take<int64_t>(num_lanes)),
        packed_(context.scratch.take<float>(gemm_packed_floats(num_lanes, dims))) {}

  void set(int64_t lane, const float* q, float* out, int64_t visible) {
    rows_[lane] = q;
    out_[lane] = out;
    visible_[lane] = visible;
  }
  void pack(int64_t panel, float scale) const {
    gemm_pack({rows_, static_cast<size_t>(num_lanes_)}, dims_, panel, packed_);
    const int64_t panel_floats = gemm_lanes(1) * dims_;
    float* values = packed_ + panel * panel_floats;
    for (int64_t i = 0; i < panel_floats; ++i) values[i] *= scale;
  }
  // Lanes of panels [begin, end).
  AttendLanes lanes(int64_t begin, int64_t end) const {
    const int64_t first = begin * gemm_lanes(1);
    const int64_t last = std::min(num_lanes_, end * gemm_lanes(1));
    return {packed_ + first * dims_, {visible_ + first, static_cast<size_t>(last - first)}};
  }
  std::span<float* const> out() const { return {out_, static_cast<size_t>(num_lanes_)}; }
  int64_t num_panels() const { return gemm_num_panels(num_lanes_); }

 private:
  int64_t num_lanes_;
  int64_t dims_;
  const float** rows_;
  float** out_;
  int64_t* visible_;
  float* packed_;
};

AttendState from_panel(const AttendState& state, int64_t panel, int64_t value_dims) {
  const int64_t lane = panel * gemm_lanes(1);
  return {state.m + lane, state.l + lane, state.o + lane * attend_value_rows(value_dims)};
}

void absorbed_rows(StageContext context, const MlaAttendArgs& args, int64_t first, int64_t count,
                   const Cut& cut) {
  ThreadTeam& team = context.team;
  Scratch& scratch = context.scratch;
  const MlaShape& shape = args.shape;
  const int64_t value_dims = shape.kv_lora_rank;
  const int64_t num_lanes = count * shape.num_heads;
  const int64_t seen = args.first_position + first + count;
  Queries queries(context, num_lanes, shape.cache_width());
  for (int64_t lane = 0; lane < num_lanes; ++lane) {
    const int64_t t = first + lane / shape.num_heads;
    const int64_t head = lane % shape.num_heads;
    queries.set(lane, &args.q(t, head, 0), &args.out(t, head, 0), args.first_position + t + 1);
  }
  const int64_t num_panels = queries.num_panels();
  const int64_t groups = std::clamp<int64_t>(team.size() / cut.num_splits, 1, num_panels);
  std::array<AttendState, kMaxAttendPasses> splits;
  for (int64_t s = 0; s < cut.num_splits; ++s) {
    auto* memory = scratch.take<float>(attend_state_floats(num_lanes, value_dims));
    splits[static_cast<size_t>(s)] = divide_attend_state(memory, num_lanes);
  }
  const int64_t workspace_floats = whole_lines(absorbed_workspace_floats(shape));
  auto* workspace = scratch.take<float>(team.size() * workspace_floats);

  team.run([&](int32_t thread) {
    const Range to_pack = split_range(num_panels, thread, team.size());
    for (int64_t p = to_pack.begin; p < to_pack.end; ++p) queries.pack(p, args.softmax_scale);
    team.barrier();
    const int64_t split = thread / groups;
    if (split < cut.num_splits) {
      const Range own = split_range(num_panels, thread % groups, groups);
      const int64_t begin = split * cut.split_size;
      const int64_t end = std::min(seen, begin + cut.split_size);
      for (int64_t p = own.begin; p < own.end; p += kPanelsTogether) {
        const int64_t stop = std::min(own.end, p + kPanelsTogether);
        const AttendState state = from_panel(splits[static_cast<size_t>(split)], p, value_dims);
        clear_attend(state, (stop - p) * gemm_lanes(1), value_dims);
        attend_absorbed(shape, args.cache, queries.lanes(p, stop), begin, end,
                        workspace + thread * workspace_floats, state);
      }
    }
    team.barrier();  // merging reads all splits
    const Range dims = split_range(value_dims, thread, team.size(), 16);
    finish_attend(std::span(splits).first(static_cast<size_t>(cut.num_splits)), value_dims,
                  dims.begin, dims.end, queries.out());
  });
}

void absorbed(StageContext context, const MlaAttendArgs& args) {
  const int64_t num_rows = args.q.extent(0);
  const int64_t most = std::max<int64_t>(1, kMaxLanes / args.shape.num_heads);
  const auto cut_of = [&](int64_t t) {
    return choose_cut(args.first_position + t + 1, context.team.size());
  };
  // More rows than the promise of equal bits covers share the cut of the last of them.
  const bool promised = num_rows <= kGemvMaxRows;
  for (int64_t t = 0; t < num_rows;) {
    int64_t end = t + 1;
    while (end < num_rows && end - t < most && (!promised || cut_of(end) == cut_of(t))) ++end;
    absorbed_rows(context, args, t, end - t, cut_of(end - 1));
    t = end;
  }
}

void expanded_rows(StageContext context, const MlaAttendArgs& args, int64_t first, int64_t count) {
  ThreadTeam& team = context.team;
  Scratch& scratch = context.scratch;
  const MlaShape& shape = args.shape;
  const int64_t heads = shape.num_heads;
  const int64_t seen = args.first_position + first + count;
  const int64_t num_blocks = (seen + kExpandedBlock - 1) / kExpandedBlock;
  // A task is a head and a piece of the rows; pieces only where there are fewer heads than threads.
  const int64_t cuts = std::min<int64_t>((team.size() + heads - 1) / heads, count);
  const int64_t num_tasks = heads * cuts;
  auto** queries = scratch.take<Queries*>(num_tasks);
  auto* states = scratch.take<AttendState>(num_tasks);
  auto* storage = scratch.take<std::byte>(num_tasks * static_cast<int64_t>(sizeof(Queries)));
  for (int64_t task = 0; task < num_tasks; ++task) {
    const int64_t head = task / cuts;
    const Range rows = split_range(count, task % cuts, cuts);
    queries[task] = new (storage + task * static_cast<int64_t>(sizeof(Queries)))
        Queries(context, rows.size(), shape.qk_head_dim());
    for (int64_t i = rows.begin; i < rows.end; ++i) {
      const int64_t t = first + i;
      queries[task]->set(i - rows.begin, &args.q(t, head, 0), &args.out(t, head, 0),
                         args.first_position + t + 1);
    }
    auto* memory = scratch.take<float>(attend_state_floats(rows.size(), shape.v_head_dim));
    states[task] = divide_attend_state(memory, rows.size());
  }
  const int64_t together = std::min(num_blocks, kBlocksTogether);
  auto* transposed = scratch.take<float>(together * transposed_block_floats(shape));
  const int64_t head_floats = whole_lines(expanded_head_floats(shape));
  const int64_t workspace_floats =
      whole_lines(std::max(expanded_workspace_floats(shape), shape.cache_width()));
  auto* head_weights = scratch.take<float>(team.size() * head_floats);
  auto* workspace = scratch.take<float>(team.size() * workspace_floats);

  team.run([&](int32_t thread) {
    float* work = workspace + thread * workspace_floats;
    float* weights = head_weights + thread * head_floats;
    const Range tasks = split_range(num_tasks, thread, team.size());
    for (int64_t begin = 0; begin < num_blocks; begin += together) {
      const int64_t end = std::min(num_blocks, begin + together);
      const Range own = split_range(end - begin, thread, team.size());
      for (int64_t b = own.begin; b < own.end; ++b) {
        transpose_cache(shape, args.cache, begin + b, seen, work,
                        transposed + b * transposed_block_floats(shape));
      }
      team.barrier();
      for (int64_t task = tasks.begin; task < tasks.end; ++task) {
        const Queries& q = *queries[task];
        if (begin == 0) {
          for (int64_t p = 0; p < q.num_panels(); ++p) q.pack(p, args.softmax_scale);
          clear_attend(states[task], q.num_panels() * gemm_lanes(1), shape.v_head_dim);
        }
        unpack_head(shape, args.kv_b, task / cuts, weights);
        for (int64_t b = begin; b < end; ++b) {
          attend_expanded(shape, transposed + (b - begin) * transposed_block_floats(shape), weights,
                          q.lanes(0, q.num_panels()), b, work, states[task]);
        }
      }
      team.barrier();  // the next blocks are transposed over these
    }
    for (int64_t task = tasks.begin; task < tasks.end; ++task) {
      finish_attend({states + task, 1}, shape.v_head_dim, 0, shape.v_head_dim,
                    queries[task]->out());
    }
  });
}

}  // namespace

void mla_attend(StageContext context, const MlaAttendArgs& args) {
  if (args.form == MlaForm::kAbsorbed) return absorbed(context, args);
  for (int64_t t = 0; t < args.q.extent(0); t += kGemmMaxRows) {
    expanded_rows(context, args, t, std::min(kGemmMaxRows, args.q.extent(0) - t));
  }
}

}  // namespace octant::cpu

// moe_up, moe_down, dense_ffn: the gated FFNs.
//
// Few tokens: every thread takes an equal piece of the concatenated rows of all selected experts,
// in one region without barriers. Many tokens: pieces are handed out one by one, since experts have
// different numbers of tokens; a piece's result does not depend on who computes it.

#include <algorithm>
#include <array>
#include <atomic>

#include "kernels/cpu/expert_rows.h"
#include "kernels/cpu/gated.h"
#include "kernels/cpu/gemm.h"
#include "kernels/cpu/gemv.h"
#include "kernels/cpu/linear.h"
#include "kernels/cpu/vector_ops.h"

namespace octant::cpu {
namespace {

// Columns [begin, end) of the intermediate of all groups, concatenated.
template <typename F>
void for_each_group_piece(std::span<const ExpertGroup> groups, Range range, F&& visit) {
  int64_t first = 0;
  for (size_t g = 0; g < groups.size(); ++g) {
    const int64_t width = groups[g].ffn->gate.rows;
    const int64_t begin = std::max(range.begin - first, int64_t{0});
    const int64_t end = std::min(range.end - first, width);
    if (begin < end) visit(g, begin, end);
    first += width;
  }
}

void up_block(StageContext context, const MoeUpArgs& args, int64_t first, int64_t count) {
  ThreadTeam& team = context.team;
  Scratch& scratch = context.scratch;
  const int64_t k = args.topk_idx.extent(1);
  const auto groups = group_by_expert(scratch, args.topk_idx, args.local_of_logical, args.experts,
                                      args.shared, first, count);
  const auto rows = make_group_rows(
      scratch, groups,
      [&](int64_t entry, bool shared) { return args.x.row(shared ? entry : entry / k).data(); },
      [&](int64_t entry, bool shared) {
        return shared ? args.shared_act.row(entry).data() : args.act.row(entry).data();
      });
  const FfnWorkspace workspace(context, args.x.extent(1), count);
  const auto gated = [&](int32_t thread, size_t g, int64_t begin, int64_t end) {
    gated_rows(workspace, thread, rows[g].x, rows[g].packed, *groups[g].ffn, begin, end,
               rows[g].out);
  };
  int64_t total = 0;
  for (const ExpertGroup& group : groups) total += group.ffn->gate.rows;
  if (count <= kGemvMaxRows) {
    team.run([&](int32_t thread) {
      for_each_group_piece(
          groups, split_range(total, thread, team.size()),
          [&](size_t g, int64_t begin, int64_t end) { gated(thread, g, begin, end); });
    });
    return;
  }
  int64_t num_panels = 0;
  for (GroupRows& group : rows) plan_packing(scratch, group, args.x.extent(1), num_panels);
  std::atomic<int64_t> next{0};
  team.run([&](int32_t thread) {
    pack_groups(team, thread, rows);
    team.barrier();
    for (;;) {
      // relaxed: only who gets which piece hangs on it.
      const int64_t begin = next.fetch_add(kGatedPiece, std::memory_order_relaxed);
      if (begin >= total) break;
      for_each_group_piece(groups, {begin, std::min(total, begin + kGatedPiece)},
                           [&](size_t g, int64_t from, int64_t to) { gated(thread, g, from, to); });
    }
  });
}

// Rows of `down` that are computed for all groups before they are summed in slot order.
constexpr int64_t kDownPiece = kGemmBlockRows;

void down_block(StageContext context, const MoeDownArgs& args, int64_t first, int64_t count) {
  ThreadTeam& team = context.team;
  Scratch& scratch = context.scratch;
  const int64_t k = args.topk_idx.extent(1);
  const int64_t hidden_size = args.out.extent(1);
  const auto groups = group_by_expert(scratch, args.topk_idx, args.local_of_logical, args.experts,
                                      args.shared, first, count);
  const auto rows = make_group_rows(
      scratch, groups,
      [&](int64_t entry, bool shared) {
        return shared ? args.shared_act.row(entry).data() : args.act.row(entry).data();
      },
      [](int64_t, bool) { return static_cast<float*>(nullptr); });
  int64_t max_cols = 0;
  int64_t num_panels = 0;
  for (size_t g = 0; g < groups.size(); ++g) {
    max_cols = std::max(max_cols, groups[g].ffn->down.cols);
    plan_packing(scratch, rows[g], groups[g].ffn->down.cols, num_panels);
  }
  const FfnWorkspace workspace(context, max_cols, count);
  // What each slot (and behind them the shared slice) contributes to a piece: [count (k + 1),
  // piece].
  const int64_t slots_floats = count * (k + 1) * kDownPiece;
  auto* slots = scratch.take<float>(team.size() * slots_floats);
  auto** outputs = scratch.take<float*>(team.size() * kGemmMaxRows);

  const auto piece = [&](int32_t thread, int64_t begin, int64_t end) {
    float* slot = slots + thread * slots_floats;
    const auto slot_of = [&](int64_t entry, bool shared) {
      return slot + (shared ? count * k + entry - first : entry - first * k) * kDownPiece;
    };
    for (size_t g = 0; g < groups.size(); ++g) {
      const std::span<float*> y(outputs + thread * kGemmMaxRows, groups[g].entries.size());
      for (size_t i = 0; i < y.size(); ++i) y[i] = slot_of(groups[g].entries[i], groups[g].shared);
      const WeightView w = groups[g].ffn->down.slice_rows(begin, end);
      if (rows[g].packed != nullptr) {
        gemm_block(rows[g].packed, static_cast<int64_t>(y.size()), w, 0, end - begin,
                   workspace.gemm(thread), workspace.sums(thread));
        gemm_store(workspace.sums(thread), end - begin, y, 0);
      } else {
        GemvInput input(rows[g].x, workspace.gemv(thread));
        gemv(input, w, 0, end - begin, y);
      }
    }
    for (int64_t t = first; t < first + count; ++t) {
      float* out = args.out.row(t).data() + begin;
      std::fill(out, out + (end - begin), 0.0f);
      for (int64_t j = 0; j < k; ++j) {
        if (args.local_of_logical(args.topk_idx(t, j)) < 0) continue;
        add_scaled(slot_of(t * k + j, false), args.topk_weights(t, j), end - begin, out);
      }
      if (!args.shared.down.is_null()) add(slot_of(t, true), end - begin, out);
    }
  };
  std::atomic<int64_t> next{0};
  team.run([&](int32_t thread) {
    if (count <= kGemvMaxRows) {
      const Range range = split_range(hidden_size, thread, team.size());
      for (int64_t begin = range.begin; begin < range.end; begin += kDownPiece) {
        piece(thread, begin, std::min(range.end, begin + kDownPiece));
      }
      return;
    }
    pack_groups(team, thread, rows);
    team.barrier();
    for (;;) {
      const int64_t begin = next.fetch_add(kDownPiece, std::memory_order_relaxed);
      if (begin >= hidden_size) break;
      piece(thread, begin, std::min(hidden_size, begin + kDownPiece));
    }
  });
}

}  // namespace

void moe_up(StageContext context, const MoeUpArgs& args) {
  for (int64_t t = 0; t < args.x.extent(0); t += kGemmMaxRows) {
    up_block(context, args, t, std::min(kGemmMaxRows, args.x.extent(0) - t));
  }
}

void moe_down(StageContext context, const MoeDownArgs& args) {
  for (int64_t t = 0; t < args.out.extent(0); t += kGemmMaxRows) {
    down_block(context, args, t, std::min(kGemmMaxRows, args.out.extent(0) - t));
  }
}

void dense_ffn(StageContext context, const DenseFfnArgs& args) {
  ThreadTeam& team = context.team;
  Scratch& scratch = context.scratch;
  const int64_t num_rows = args.out.extent(0);
  const int64_t width = args.ffn.gate.rows;
  if (width == 0) {
    for (int64_t t = 0; t < num_rows; ++t) std::ranges::fill(args.out.row(t), 0.0f);
    return;
  }
  const View<float, 2> act = scratch.take_view<float, 2>({num_rows, width});
  const auto x = row_pointers(scratch, args.x);
  const auto act_rows = row_pointers(scratch, act);
  auto** act_out = scratch.take<float*>(num_rows);
  for (int64_t t = 0; t < num_rows; ++t) act_out[t] = act.row(t).data();
  const std::array products = {Product{args.ffn.down, args.out}};
  const Linear down(context, num_rows, width, products);
  const int64_t block = std::min(num_rows, kGemmMaxRows);
  const int64_t cols = args.x.extent(1);
  const FfnWorkspace workspace(context, cols, block);
  auto* packed =
      num_rows > kGemvMaxRows ? scratch.take<float>(gemm_packed_floats(block, cols)) : nullptr;
  team.run([&](int32_t thread) {
    const Range range = split_range(width, thread, team.size(), packed != nullptr ? 16 : 1);
    for (int64_t t = 0; t < num_rows; t += kGemmMaxRows) {
      const auto count = static_cast<size_t>(std::min(kGemmMaxRows, num_rows - t));
      const auto rows = x.subspan(static_cast<size_t>(t), count);
      if (packed != nullptr) {
        const Range panels =
            split_range(gemm_num_panels(static_cast<int64_t>(count)), thread, team.size());
        for (int64_t p = panels.begin; p < panels.end; ++p) gemm_pack(rows, cols, p, packed);
        team.barrier();
      }
      gated_rows(workspace, thread, rows, packed, args.ffn, range.begin, range.end,
                 {act_out + t, count});
      team.barrier();  // `down` reads all of act; the next rows are packed over these
    }
    down.run(thread, act_rows);
  });
}

}  // namespace octant::cpu

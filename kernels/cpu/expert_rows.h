#pragma once
// The rows of expert groups as operands: pointers for gemv, packed panels for gemm where a group
// has many rows.

#include <new>
#include <span>

#include "kernels/cpu/expert_groups.h"
#include "kernels/cpu/stage_context.h"

namespace octant::cpu {

struct GroupRows {
  std::span<const float* const> x;
  std::span<float* const> out;
  float* packed = nullptr;  // of x; null where gemv does the product
  int64_t cols = 0;
  int64_t first_panel = 0;  // of packed, counted over all groups
  int64_t num_panels = 0;
};

// Rows per group: x_row(entry, shared) and out_row(entry, shared) give pointers. In scratch.
template <typename XRow, typename OutRow>
std::span<GroupRows> make_group_rows(Scratch& scratch, std::span<const ExpertGroup> groups,
                                     XRow&& x_row, OutRow&& out_row);

// All threads: packs the panels of all groups, each panel once.
void pack_groups(ThreadTeam& team, int32_t thread, std::span<const GroupRows> groups);

// Gives `group` its packed panels if it is too large for gemv.
void plan_packing(Scratch& scratch, GroupRows& group, int64_t cols, int64_t& next_panel);

template <typename XRow, typename OutRow>
std::span<GroupRows> make_group_rows(Scratch& scratch, std::span<const ExpertGroup> groups,
                                     XRow&& x_row, OutRow&& out_row) {
  auto* rows = scratch.take<GroupRows>(static_cast<int64_t>(groups.size()));
  for (size_t g = 0; g < groups.size(); ++g) {
    const auto& entries = groups[g].entries;
    const float** x = scratch.take<const float*>(static_cast<int64_t>(entries.size()));
    float** out = scratch.take<float*>(static_cast<int64_t>(entries.size()));
    for (size_t i = 0; i < entries.size(); ++i) {
      x[i] = x_row(entries[i], groups[g].shared);
      out[i] = out_row(entries[i], groups[g].shared);
    }
    new (&rows[g]) GroupRows{.x = {x, entries.size()}, .out = {out, entries.size()}};
  }
  return {rows, groups.size()};
}

}  // namespace octant::cpu

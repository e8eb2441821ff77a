#include "kernels/cpu/expert_rows.h"

#include <algorithm>

#include "kernels/cpu/gemm.h"
#include "kernels/cpu/gemv.h"

namespace octant::cpu {

void plan_packing(Scratch& scratch, GroupRows& group, int64_t cols, int64_t& next_panel) {
  const auto num_rows = static_cast<int64_t>(group.x.size());
  group.cols = cols;
  group.first_panel = next_panel;
  if (num_rows <= kGemvMaxRows) return;
  group.packed = scratch.take<float>(gemm_packed_floats(num_rows, cols));
  group.num_panels = gemm_num_panels(num_rows);
  next_panel += group.num_panels;
}

void pack_groups(ThreadTeam& team, int32_t thread, std::span<const GroupRows> groups) {
  if (groups.empty()) return;
  const int64_t total = groups.back().first_panel + groups.back().num_panels;
  const Range range = split_range(total, thread, team.size());
  for (const GroupRows& group : groups) {
    const int64_t begin = std::max(range.begin - group.first_panel, int64_t{0});
    const int64_t end = std::min(range.end - group.first_panel, group.num_panels);
    for (int64_t p = begin; p < end; ++p) gemm_pack(group.x, group.cols, p, group.packed);
  }
}

}  // namespace octant::cpu

#include "kernels/cpu/expert_groups.h"

#include <algorithm>
#include <new>

namespace octant::cpu {

std::span<const ExpertGroup> group_by_expert(Scratch& scratch,
                                             const View<const int32_t, 2>& topk_idx,
                                             const View<const int32_t, 1>& local_of_logical,
                                             std::span<const GatedFfn> experts,
                                             const GatedFfn& shared, int64_t first, int64_t count) {
  const int64_t k = topk_idx.extent(1);
  const auto num_local = static_cast<int64_t>(experts.size());
  // Counting sort: offsets[e] is the end of expert e's entries once they are placed.
  auto* offsets = scratch.take<int64_t>(num_local + 1);
  auto* entries = scratch.take<int64_t>(count * k + count);
  auto* groups = scratch.take<ExpertGroup>(num_local + 1);
  std::fill(offsets, offsets + num_local + 1, int64_t{0});
  const auto for_each_local = [&](auto&& visit) {
    for (int64_t t = first; t < first + count; ++t) {
      for (int64_t j = 0; j < k; ++j) {
        const int32_t local = local_of_logical(topk_idx(t, j));
        if (local >= 0) visit(local, t * k + j);
      }
    }
  };
  for_each_local([&](int32_t local, int64_t) { ++offsets[local + 1]; });
  for (int64_t e = 0; e < num_local; ++e) offsets[e + 1] += offsets[e];
  for_each_local([&](int32_t local, int64_t entry) { entries[offsets[local]++] = entry; });

  size_t num_groups = 0;
  int64_t begin = 0;
  for (int64_t e = 0; e < num_local; ++e) {
    const int64_t size = offsets[e] - begin;
    if (size > 0) {
      new (&groups[num_groups++]) ExpertGroup{
          &experts[static_cast<size_t>(e)], false, {entries + begin, static_cast<size_t>(size)}};
    }
    begin = offsets[e];
  }
  if (!shared.down.is_null() || !shared.gate.is_null()) {
    int64_t* tokens = entries + count * k;
    for (int64_t t = 0; t < count; ++t) tokens[t] = first + t;
    new (&groups[num_groups++]) ExpertGroup{&shared, true, {tokens, static_cast<size_t>(count)}};
  }
  return {groups, num_groups};
}

}  // namespace octant::cpu

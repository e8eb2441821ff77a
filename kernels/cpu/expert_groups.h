#pragma once
// Which rows go through which FFN: the entries (t, j) of topk_idx grouped by local expert, and the
// shared slice as one more group that all tokens belong to.

#include <span>

#include "kernels/core/buffer.h"
#include "kernels/core/view.h"
#include "kernels/stages/moe.h"

namespace octant::cpu {

struct ExpertGroup {
  const GatedFfn* ffn = nullptr;
  bool shared = false;
  std::span<const int64_t> entries;  // t k + j in ascending order; t for the shared group
};

// The groups that have entries among tokens [first, first + count), the shared one (if not null)
// last. In scratch.
std::span<const ExpertGroup> group_by_expert(Scratch& scratch,
                                             const View<const int32_t, 2>& topk_idx,
                                             const View<const int32_t, 1>& local_of_logical,
                                             std::span<const GatedFfn> experts,
                                             const GatedFfn& shared, int64_t first, int64_t count);

}  // namespace octant::cpu

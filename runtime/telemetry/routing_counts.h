#pragma once
// RoutingCounts: how often each expert of each layer was chosen, and what that means for the ranks.
// One owner thread.

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/api/events.h"

namespace octant {

class RoutingCounts {
 public:
  RoutingCounts(int64_t num_moe_layers, int64_t n_routed_experts);

  // Counts every id of `topk_idx` (of one row or more) once. moe_layer counts the layers with
  // experts from 0; ids are below n_routed_experts.
  void add(int64_t moe_layer, std::span<const int32_t> topk_idx);
  // Adds the counts of `other`, which has the same shape.
  void merge(const RoutingCounts& other);
  void clear();

  int64_t num_moe_layers() const { return num_moe_layers_; }
  int64_t n_routed_experts() const { return n_routed_experts_; }
  const std::vector<uint64_t>& counts() const { return counts_; }  // [num_moe_layers, E]
  uint64_t total() const;

 private:
  int64_t num_moe_layers_;
  int64_t n_routed_experts_;
  std::vector<uint64_t> counts_;
};

// Expert calls of each rank: [num_ranks].
//   rank_of_expert  [num_moe_layers, E], each in 0 .. num_ranks - 1
std::vector<uint64_t> calls_of_ranks(const RoutingCounts& counts,
                                     std::span<const int32_t> rank_of_expert, int32_t num_ranks);

// Largest over mean; 1 is perfect balance. 0 if there were no calls.
double busiest_over_mean(std::span<const uint64_t> calls);

// The report of an answer. Shares are 0 if there were no calls.
api::RoutingSummary summarise(const RoutingCounts& counts, std::span<const int32_t> rank_of_expert,
                              int32_t num_ranks);

}  // namespace octant

#include "runtime/telemetry/routing_counts.h"

#include <algorithm>
#include <numeric>

#include "kernels/core/check.h"

namespace octant {
namespace {

uint64_t sum(std::span<const uint64_t> values) {
  return std::accumulate(values.begin(), values.end(), uint64_t{0});
}

}  // namespace

RoutingCounts::RoutingCounts(int64_t num_moe_layers, int64_t n_routed_experts)
    : num_moe_layers_(num_moe_layers), n_routed_experts_(n_routed_experts) {
  CHECK(num_moe_layers >= 0);
  CHECK(n_routed_experts >= 0);
  counts_.resize(static_cast<size_t>(num_moe_layers) * static_cast<size_t>(n_routed_experts));
}

void RoutingCounts::add(int64_t moe_layer, std::span<const int32_t> topk_idx) {
  CHECK(moe_layer >= 0);
  CHECK(moe_layer < num_moe_layers_);
  uint64_t* layer_counts = counts_.data() + moe_layer * n_routed_experts_;
  for (int32_t expert : topk_idx) {
    CHECK(expert >= 0);
    CHECK(int64_t{expert} < n_routed_experts_);
    ++layer_counts[expert];
  }
}

void RoutingCounts::merge(const RoutingCounts& other) {
  CHECK(other.num_moe_layers_ == num_moe_layers_);
  CHECK(other.n_routed_experts_ == n_routed_experts_);
  for (size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

void RoutingCounts::clear() {
  std::fill(counts_.begin(), counts_.end(), 0);
}

uint64_t RoutingCounts::total() const {
  return sum(counts_);
}

std::vector<uint64_t> calls_of_ranks(const RoutingCounts& counts,
                                     std::span<const int32_t> rank_of_expert, int32_t num_ranks) {
  CHECK(num_ranks >= 1);
  CHECK(rank_of_expert.size() == counts.counts().size());
  std::vector<uint64_t> calls(static_cast<size_t>(num_ranks), 0);
  for (size_t i = 0; i < rank_of_expert.size(); ++i) {
    CHECK(rank_of_expert[i] >= 0);
    CHECK(rank_of_expert[i] < num_ranks);
    calls[static_cast<size_t>(rank_of_expert[i])] += counts.counts()[i];
  }
  return calls;
}

double busiest_over_mean(std::span<const uint64_t> calls) {
  const uint64_t total = sum(calls);
  if (total == 0) return 0;
  const uint64_t busiest = *std::max_element(calls.begin(), calls.end());
  return static_cast<double>(busiest) * static_cast<double>(calls.size()) /
         static_cast<double>(total);
}

api::RoutingSummary summarise(const RoutingCounts& counts, std::span<const int32_t> rank_of_expert,
                              int32_t num_ranks) {
  const std::vector<uint64_t> calls = calls_of_ranks(counts, rank_of_expert, num_ranks);
  const uint64_t total = sum(calls);
  api::RoutingSummary summary;
  summary.rank_share.resize(calls.size(), 0);
  if (total > 0) {
    for (size_t rank = 0; rank < calls.size(); ++rank) {
      summary.rank_share[rank] = static_cast<double>(calls[rank]) / static_cast<double>(total);
    }
  }
  summary.busiest_over_mean = busiest_over_mean(calls);
  summary.expert_counts = counts.counts();
  return summary;
}

}  // namespace octant

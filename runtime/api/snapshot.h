#pragma once
// The state of a running engine, for dashboards. Immutable; a new one is published at most 30 times
// a second while there is something new.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace octant::api {

struct RankState {
  std::string device;        // "cpu", "cuda:3"; ranks may share one
  int64_t weight_bytes = 0;  // resident, without what ranks share
  int64_t cache_bytes = 0;
  uint64_t expert_calls = 0;  // routed (token, expert) pairs computed here since the start
};

struct Snapshot {
  uint64_t sequence = 0;  // counts publications
  int64_t num_moe_layers = 0;
  int64_t n_routed_experts = 0;
  std::vector<uint64_t> expert_counts;  // [num_moe_layers, n_routed_experts] since the start
  std::vector<int32_t> rank_of_expert;  // [num_moe_layers, n_routed_experts]
  std::vector<RankState> ranks;
  double tokens_per_second = 0;  // decode, over the last second or so
  double prefill_tokens_per_second = 0;
  int64_t draft_proposed = 0;  // since the start
  int64_t draft_accepted = 0;
  int64_t cache_tokens = 0;
  int64_t cache_capacity = 0;
  uint64_t dropped_records = 0;  // telemetry that did not fit its ring
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace octant::api

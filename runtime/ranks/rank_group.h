#pragma once
// RankGroup: the ranks of an engine, a thread each, that run one step together.
//
// Rank 0 runs on the thread that calls run(), so a group of one rank has no hand-over at all. The
// group owns threads, backends and exchanges; what a rank computes with (weights, cache, buffers)
// belongs to whoever hands in the function.

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kernels/core/function_ref.h"
#include "kernels/core/index.h"
#include "kernels/core/thread_team.h"
#include "kernels/stages/backend.h"
#include "kernels/stages/exchange.h"
#include "runtime/ranks/shared_exchange.h"

namespace octant {

enum class RankBackend { kReference, kCpu, kCuda };

// What stands between a rank and its backend, for whoever wants to watch the stages go by.
using WrapBackend = std::function<std::unique_ptr<Backend>(RankIdx, std::unique_ptr<Backend>)>;

struct RankGroupOptions {
  int32_t num_ranks = 1;
  int32_t num_threads = 1;  // of all ranks together; at least one a rank is used
  RankBackend backend = RankBackend::kCpu;
  int32_t num_devices = 0;       // of kCuda: rank r computes on device r % num_devices
  bool sync_each_stage = false;  // of kCuda: see CudaBackendOptions
  int64_t max_pages = 1024;      // of kCuda: of the sequence that steps work on
  int64_t max_rows = 0;
  int64_t hidden_size = 0;
  WrapBackend wrap_backend;  // none: nothing does
};

// A step of all ranks.
struct GroupRecording {
  std::vector<std::unique_ptr<Recording>> parts;  // one a rank, or one of all ranks: rank 0's
};

class RankGroup {
 public:
  // Errors: kOutOfMemory; those of the devices.
  static Result<std::unique_ptr<RankGroup>> create(const RankGroupOptions& options);

  int32_t num_ranks() const { return num_ranks_; }
  int32_t num_threads() const { return num_threads_; }
  // How ranks on several devices come by each other's sums; the best way that was found to work.
  PeerAccess peer_access() const { return peer_access_; }

  // What rank `rank` computes with; used by its thread only while run() is under way.
  Backend& backend(RankIdx rank) { return *ranks_[rank.as_size()].backend; }
  Exchange& exchange(RankIdx rank) { return *ranks_[rank.as_size()].exchange; }
  // Samples from logits in host memory. Owner: the thread that calls run(), between runs.
  Backend& sampler() { return sampler_ ? *sampler_ : *ranks_.front().backend; }

  // Calls function(rank) on all ranks at once and waits. The first rank that fails wakes the others
  // out of their exchanges, and its Status is returned. Does not allocate unless a rank fails.
  // Owner: always the same calling thread.
  Status run(FunctionRef<Status(RankIdx)> function);

  // Recorded steps of so many rows (kernels/stages/recording.h). Where ranks push, each records its
  // own stages; else those of all ranks are one recording, with the exchanges in between as its
  // order, and a replay is one call from one thread.
  bool records(int64_t num_rows) const;
  // Records what `function` puts on the devices instead of running it; it was run before.
  Result<GroupRecording> record(int64_t num_rows, FunctionRef<Status(RankIdx)> function);
  // Runs it, and waits for it on all ranks. Errors: as run().
  Status replay(GroupRecording& recording);

 private:
  struct Rank {
    std::unique_ptr<ThreadTeam> team;
    std::unique_ptr<Backend> backend;
    std::unique_ptr<Exchange> exchange;
  };
  RankGroup() = default;
  Status make_exchanges(const RankGroupOptions& options, int32_t spins);
  Result<bool> exchanges_are_right(const RankGroupOptions& options);
  Result<bool> sums_are_right(int64_t num_rows, int64_t hidden_size);
  Status record_together(FunctionRef<Status(RankIdx)> function);

  int32_t num_ranks_ = 1;
  int32_t num_threads_ = 1;
  PeerAccess peer_access_ = PeerAccess::kReads;
  std::vector<Rank> ranks_;
  std::unique_ptr<ExchangeGroup> exchange_group_;
  std::unique_ptr<ThreadTeam> sampler_team_;
  std::unique_ptr<Backend> sampler_;          // null: rank 0's backend samples
  std::vector<Status> outcomes_;              // by rank, of the step under way
  std::atomic<int32_t> first_failure_{-1};    // rank
  std::unique_ptr<ThreadTeam> rank_threads_;  // last member: its threads use all the others
};

}  // namespace octant

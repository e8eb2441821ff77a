#include "runtime/ranks/rank_group.h"

#include <algorithm>
#include <exception>
#include <new>

#include "kernels/cpu/cpu_backend.h"
#include "kernels/cuda/cuda_backend.h"
#include "kernels/reference/reference_backend.h"

namespace octant {
namespace {

// Thread entry point: what the standard library throws becomes a Status here.
Status guarded(FunctionRef<Status(RankIdx)> function, RankIdx rank) {
  try {
    Status status = function(rank);
    const bool is_of_rank =
        status.code() == StatusCode::kDevice || status.code() == StatusCode::kOutOfMemory;
    if (!is_of_rank) return status;
    return std::move(status).with_context("rank " + std::to_string(rank.value));
  } catch (const std::bad_alloc&) {
    return out_of_memory("rank " + std::to_string(rank.value) + " ran out of host memory");
  } catch (const std::exception& error) {
    return internal_error("rank " + std::to_string(rank.value) + ": " + error.what());
  }
}

Result<std::unique_ptr<Backend>> make_backend(const RankGroupOptions& options, RankIdx rank,
                                              ThreadTeam& team) {
  switch (options.backend) {
    case RankBackend::kReference:
      return make_reference_backend();
    case RankBackend::kCpu:
      return make_cpu_backend(team);
    case RankBackend::kCuda:
      break;
  }
  auto backend = cuda::CudaBackend::create({.device = rank.value % options.num_devices,
                                            .num_devices = options.num_devices,
                                            .sync_each_stage = options.sync_each_stage});
  if (!backend.ok()) {
    return std::move(backend).status().with_context("rank " + std::to_string(rank.value));
  }
  return std::unique_ptr<Backend>(std::move(backend).value());
}

}  // namespace

Result<std::unique_ptr<RankGroup>> RankGroup::create(const RankGroupOptions& options) {
  CHECK(options.num_ranks >= 1);
  std::unique_ptr<RankGroup> group(new RankGroup());
  group->num_ranks_ = options.num_ranks;
  group->num_threads_ = std::max(options.num_threads, options.num_ranks);
  const int32_t spins = spin_budget(group->num_threads_);
  std::vector<Memory*> memories;
  for (int32_t r = 0; r < options.num_ranks; ++r) {
    const Range threads = split_range(group->num_threads_, r, options.num_ranks);
    Rank& rank = group->ranks_.emplace_back();
    rank.team = std::make_unique<ThreadTeam>(static_cast<int32_t>(threads.size()), spins);
    ASSIGN_OR_RETURN(rank.backend, make_backend(options, RankIdx(r), *rank.team));
    if (options.wrap_backend) {
      rank.backend = options.wrap_backend(RankIdx(r), std::move(rank.backend));
    }
    memories.push_back(&rank.backend->memory());
  }
  ASSIGN_OR_RETURN(group->exchange_group_,
                   ExchangeGroup::create(memories, options.max_rows, options.hidden_size, spins));
  for (int32_t r = 0; r < options.num_ranks; ++r) {
    Rank& rank = group->ranks_[static_cast<size_t>(r)];
    ASSIGN_OR_RETURN(rank.exchange, group->exchange_group_->exchange(RankIdx(r), *rank.backend));
  }
  if (options.backend == RankBackend::kCuda) {
    group->sampler_team_ = std::make_unique<ThreadTeam>(1, spins);
    group->sampler_ = make_cpu_backend(*group->sampler_team_);
  }
  group->outcomes_.resize(static_cast<size_t>(options.num_ranks));
  group->rank_threads_ = std::make_unique<ThreadTeam>(options.num_ranks, spins);
  return group;
}

Status RankGroup::run(FunctionRef<Status(RankIdx)> function) {
  first_failure_.store(-1, std::memory_order_relaxed);
  rank_threads_->run([&](int32_t thread_idx) {
    Status status = guarded(function, RankIdx(thread_idx));
    if (status.ok()) return;
    outcomes_[static_cast<size_t>(thread_idx)] = std::move(status);
    int32_t none = -1;
    if (first_failure_.compare_exchange_strong(none, thread_idx)) exchange_group_->abort();
  });
  const int32_t failed = first_failure_.load(std::memory_order_relaxed);
  if (failed < 0) return {};
  // What a rank had put on its device may still read the others' buffers.
  for (Rank& rank : ranks_) (void)rank.backend->synchronize();
  exchange_group_->reset();
  return std::move(outcomes_[static_cast<size_t>(failed)]);
}

}  // namespace octant

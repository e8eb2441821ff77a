#include "runtime/ranks/rank_group.h"

#include <algorithm>
#include <exception>
#include <new>
#include <span>

#include "kernels/cpu/cpu_backend.h"
#include "kernels/cuda/cuda_backend.h"
#include "kernels/reference/reference_backend.h"
#include "runtime/ranks/sum_check.h"

namespace octant {
namespace {

// Behind the marks of the exchanges: where a step begins and where it ends.
constexpr int32_t kStepMark = Backend::kNumMarks - 1;

// Names the rank in what its device or memory lacks.
Status of_rank(Status status, RankIdx rank) {
  const bool is_of_rank =
      status.code() == StatusCode::kDevice || status.code() == StatusCode::kOutOfMemory;
  if (!is_of_rank) return status;
  return std::move(status).with_context("rank " + std::to_string(rank.value));
}

// Thread entry point: what the standard library throws becomes a Status here.
Status guarded(FunctionRef<Status(RankIdx)> function, RankIdx rank) {
  try {
    return of_rank(function(rank), rank);
  } catch (const std::bad_alloc&) {
    return out_of_memory("rank " + std::to_string(rank.value) + " ran out of host memory");
  } catch (const std::exception& error) {
    return internal_error("rank " + std::to_string(rank.value) + ": " + error.what());
  }
}

Result<std::unique_ptr<Backend>> make_backend(
    const RankGroupOptions& options, RankIdx rank, ThreadTeam& team,
    const std::shared_ptr<cuda::RecordingTurns>& recording_turns) {
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
                                            .sync_each_stage = options.sync_each_stage,
                                            .max_pages = options.max_pages,
                                            .recording_turns = recording_turns});
  if (!backend.ok()) {
    return std::move(backend).status().with_context("rank " + std::to_string(rank.value));
  }
  return std::unique_ptr<Backend>(std::move(backend).value());
}

PeerAccess best_peer_access(const RankGroupOptions& options, std::span<Backend* const> backends) {
  bool push = backends.size() > 1 && options.hidden_size % 2 == 0 &&
              options.backend == RankBackend::kCuda && std::ssize(backends) <= options.num_devices;
  for (const Backend* backend : backends) {
    if (!backend->reads_peers()) return PeerAccess::kCopies;
    push = push && backend->pushes() && backend->records();
  }
  return push ? PeerAccess::kPushes : PeerAccess::kReads;
}

PeerAccess worse_than(PeerAccess access) {
  return access == PeerAccess::kPushes ? PeerAccess::kReads : PeerAccess::kCopies;
}

}  // namespace

Result<std::unique_ptr<RankGroup>> RankGroup::create(const RankGroupOptions& options) {
  CHECK(options.num_ranks >= 1);
  std::unique_ptr<RankGroup> group(new RankGroup());
  group->num_ranks_ = options.num_ranks;
  group->num_threads_ = std::max(options.num_threads, options.num_ranks);
  const int32_t spins = spin_budget(group->num_threads_);
  const auto recording_turns = cuda::make_recording_turns();
  for (int32_t r = 0; r < options.num_ranks; ++r) {
    const Range threads = split_range(group->num_threads_, r, options.num_ranks);
    Rank& rank = group->ranks_.emplace_back();
    rank.team = std::make_unique<ThreadTeam>(static_cast<int32_t>(threads.size()), spins);
    ASSIGN_OR_RETURN(rank.backend, make_backend(options, RankIdx(r), *rank.team, recording_turns));
    if (options.wrap_backend) {
      rank.backend = options.wrap_backend(RankIdx(r), std::move(rank.backend));
    }
  }
  group->outcomes_.resize(static_cast<size_t>(options.num_ranks));
  group->rank_threads_ = std::make_unique<ThreadTeam>(options.num_ranks, spins);
  RETURN_IF_ERROR(group->make_exchanges(options, spins));
  if (options.backend == RankBackend::kCuda) {
    group->sampler_team_ = std::make_unique<ThreadTeam>(1, spins);
    group->sampler_ = make_cpu_backend(*group->sampler_team_);
  }
  return group;
}

Status RankGroup::make_exchanges(const RankGroupOptions& options, int32_t spins) {
  std::vector<Backend*> backends;
  for (Rank& rank : ranks_) backends.push_back(rank.backend.get());
  const bool several_devices =
      options.backend == RankBackend::kCuda && num_ranks_ > 1 && options.num_devices > 1;
  peer_access_ = best_peer_access(options, backends);
  while (true) {
    ASSIGN_OR_RETURN(exchange_group_,
                     ExchangeGroup::create(backends, {.max_rows = options.max_rows,
                                                      .hidden_size = options.hidden_size,
                                                      .spins = spins,
                                                      .peer_access = peer_access_}));
    for (int32_t r = 0; r < num_ranks_; ++r) {
      ASSIGN_OR_RETURN(ranks_[static_cast<size_t>(r)].exchange,
                       exchange_group_->exchange(RankIdx(r)));
    }
    if (!several_devices) return {};
    ASSIGN_OR_RETURN(const bool are_right, exchanges_are_right(options));
    if (are_right) return {};
    if (peer_access_ == PeerAccess::kCopies) {
      return device_error("what one device sends to another does not arrive as it was sent");
    }
    peer_access_ = worse_than(peer_access_);
  }
}

// Of few rows and of many, which may go different ways.
Result<bool> RankGroup::exchanges_are_right(const RankGroupOptions& options) {
  for (const int64_t num_rows : {std::min(options.max_rows, kMaxDecodeRows), options.max_rows}) {
    ASSIGN_OR_RETURN(const bool are_right, sums_are_right(num_rows, options.hidden_size));
    if (!are_right) return false;
  }
  return true;
}

Result<bool> RankGroup::sums_are_right(int64_t num_rows, int64_t hidden_size) {
  std::vector<SumCheck> checks;
  for (int32_t r = 0; r < num_ranks_; ++r) {
    checks.emplace_back(
        backend(RankIdx(r)), exchange(RankIdx(r)), RankIdx(r),
        SumCheckShape{.num_ranks = num_ranks_, .num_rows = num_rows, .hidden_size = hidden_size});
  }
  RETURN_IF_ERROR(run([&](RankIdx rank) { return checks[rank.as_size()].prepare(); }));
  const auto add = [&](RankIdx rank) { return checks[rank.as_size()].add(); };
  if (exchange_group_->pushes(num_rows)) {
    ASSIGN_OR_RETURN(GroupRecording recording, record(num_rows, add));
    RETURN_IF_ERROR(replay(recording));
  } else {
    Status added = run([&](RankIdx rank) -> Status {
      RETURN_IF_ERROR(add(rank));
      return backend(rank).synchronize();
    });
    if (!added.ok()) return added;
  }
  std::atomic<bool> are_right = true;
  Status looked = run([&](RankIdx rank) -> Status {
    ASSIGN_OR_RETURN(const bool is_right, checks[rank.as_size()].is_right());
    if (!is_right) are_right = false;
    return {};
  });
  if (!looked.ok()) return looked;
  return are_right.load();
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

bool RankGroup::records(int64_t num_rows) const {
  // Copies between devices without peer access go by way of the host, which cannot be recorded.
  if (peer_access_ == PeerAccess::kCopies || num_rows > kMaxDecodeRows) return false;
  return std::all_of(ranks_.begin(), ranks_.end(),
                     [](const Rank& rank) { return rank.backend->records(); });
}

Result<GroupRecording> RankGroup::record(int64_t num_rows, FunctionRef<Status(RankIdx)> function) {
  GroupRecording recording;
  if (exchange_group_->pushes(num_rows)) {
    recording.parts.resize(static_cast<size_t>(num_ranks_));
    exchange_group_->set_recording(true);
    Status recorded = run([&](RankIdx rank) -> Status {
      RETURN_IF_ERROR(backend(rank).begin_recording());
      Status status = function(rank);
      // Also after a failure: the device still takes notes.
      auto part = backend(rank).end_recording();
      if (!status.ok()) return status;
      if (!part.ok()) return std::move(part).status();
      recording.parts[rank.as_size()] = std::move(part).value();
      return {};
    });
    exchange_group_->set_recording(false);
    if (!recorded.ok()) return recorded;
    return recording;
  }
  const RankIdx first(0);
  Status status = backend(first).begin_recording();
  if (!status.ok()) return of_rank(std::move(status), first);
  status = record_together(function);
  auto together = backend(first).end_recording();
  if (!status.ok()) return status;
  if (!together.ok()) return of_rank(std::move(together).status(), first);
  recording.parts.push_back(std::move(together).value());
  return recording;
}

Status RankGroup::record_together(FunctionRef<Status(RankIdx)> function) {
  Backend& first = backend(RankIdx(0));
  RETURN_IF_ERROR(of_rank(first.mark(kStepMark), RankIdx(0)));
  Status status = run([&](RankIdx rank) -> Status {
    if (rank == RankIdx(0)) return function(rank);
    RETURN_IF_ERROR(backend(rank).wait_for(first, kStepMark));
    RETURN_IF_ERROR(function(rank));
    return backend(rank).mark(kStepMark);
  });
  if (!status.ok()) return status;
  for (int32_t r = 1; r < num_ranks_; ++r) {
    RETURN_IF_ERROR(of_rank(first.wait_for(backend(RankIdx(r)), kStepMark), RankIdx(r)));
  }
  return {};
}

Status RankGroup::replay(GroupRecording& recording) {
  if (std::ssize(recording.parts) == num_ranks_) {
    return run([&](RankIdx rank) -> Status {
      RETURN_IF_ERROR(recording.parts[rank.as_size()]->replay());
      return backend(rank).synchronize();
    });
  }
  RETURN_IF_ERROR(of_rank(recording.parts.front()->replay(), RankIdx(0)));
  // Rank 0's stages end behind all others'.
  Status failure;
  for (int32_t r = 0; r < num_ranks_; ++r) {
    Status status = of_rank(backend(RankIdx(r)).synchronize(), RankIdx(r));
    if (failure.ok()) failure = std::move(status);
  }
  return failure;
}

}  // namespace octant

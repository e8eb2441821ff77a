#include "runtime/ranks/shared_exchange.h"

#include <algorithm>
#include <atomic>

#include "kernels/core/thread_team.h"

namespace octant {

class SharedExchange final : public Exchange {
 public:
  SharedExchange(ExchangeGroup& group, RankIdx rank, Backend& backend)
      : group_(group), rank_(rank), backend_(backend) {
    partials_.resize(static_cast<size_t>(group.num_ranks_));
  }

  // For a rank that cannot read the others' memory.
  Status allocate_copies() {
    const int64_t bytes = group_.options_.max_rows * group_.options_.hidden_size *
                          static_cast<int64_t>(sizeof(float));
    for (int32_t r = 0; r < group_.num_ranks_; ++r) {
      ASSIGN_OR_RETURN(Buffer copy, backend_.memory().allocate(bytes));
      copies_.push_back(std::move(copy));
    }
    return {};
  }

  View<float, 2> send_buffer(int64_t num_rows) override {
    return group_.send_buffer(rank_, parity(), num_rows);
  }

  Status all_reduce(const AllReduceArgs& args) override {
    const bool pushes = group_.is_recording_ && group_.pushes(args.num_rows);
    return pushes ? push(args) : meet_and_add(args);
  }

 private:
  Status push(const AllReduceArgs& args) {
    return backend_.push_sum({.shape = group_.mailbox_,
                              .rank = rank_.value,
                              .mailboxes = group_.mailbox_data_,
                              .partial = group_.send_buffer(rank_, parity(), args.num_rows),
                              .stop = group_.stop_.as<const int32_t>(),
                              .accumulate = args.accumulate,
                              .x = args.x,
                              .norm_weight = args.norm_weight,
                              .eps = args.eps,
                              .normed = args.normed});
  }

  Status meet_and_add(const AllReduceArgs& args) {
    const uint32_t current = parity();
    const auto mark = static_cast<int32_t>(current);
    RETURN_IF_ERROR(backend_.mark(mark));
    if (!group_.arrive_and_wait()) return cancelled("another rank stopped the step");
    for (int32_t r = 0; r < group_.num_ranks_; ++r) {
      Backend& other = *group_.backends_[static_cast<size_t>(r)];
      if (r != rank_.value) RETURN_IF_ERROR(backend_.wait_for(other, mark));
    }
    for (int32_t r = 0; r < group_.num_ranks_; ++r) {
      View<float, 2> partial = group_.send_buffer(RankIdx(r), current, args.num_rows);
      if (!copies_.empty() && r != rank_.value) {
        const Buffer& copy = copies_[static_cast<size_t>(r)];
        const auto bytes = partial.size() * static_cast<int64_t>(sizeof(float));
        RETURN_IF_ERROR(backend_.copy(RowsCopy::whole(copy.data(), partial.data(), bytes)));
        partial = View<float, 2>(copy.as<float>(), partial.shape());
      }
      partials_[static_cast<size_t>(r)] = partial;
    }
    ++count_;
    return backend_.add_norm({.partials = partials_,
                              .accumulate = args.accumulate,
                              .x = args.x,
                              .norm_weight = args.norm_weight,
                              .eps = args.eps,
                              .normed = args.normed});
  }

  // After an abort the ranks may have counted differently far: they start anew in a new epoch.
  uint32_t parity() {
    if (epoch_ != group_.epoch_) {
      epoch_ = group_.epoch_;
      count_ = 0;
    }
    return count_ & 1u;
  }

  ExchangeGroup& group_;
  const RankIdx rank_;
  Backend& backend_;
  uint32_t count_ = 0;
  uint32_t epoch_ = 0;
  std::vector<View<const float, 2>> partials_;
  std::vector<Buffer> copies_;  // [ranks] of their partials; empty if they are read where they are
};

Result<std::unique_ptr<ExchangeGroup>> ExchangeGroup::create(std::span<Backend* const> backends,
                                                             const ExchangeOptions& options) {
  std::unique_ptr<ExchangeGroup> group(new ExchangeGroup(backends, options));
  const int64_t bytes =
      options.max_rows * options.hidden_size * static_cast<int64_t>(sizeof(float));
  for (Backend* backend : backends) {
    for (int32_t parity = 0; parity < 2; ++parity) {
      ASSIGN_OR_RETURN(Buffer buffer, backend->memory().allocate(bytes));
      group->buffers_.push_back(std::move(buffer));
    }
  }
  if (options.peer_access == PeerAccess::kPushes) RETURN_IF_ERROR(group->allocate_mailboxes());
  return group;
}

Status ExchangeGroup::allocate_mailboxes() {
  mailbox_ = {.num_ranks = num_ranks_,
              .max_rows = std::min(kMaxDecodeRows, options_.max_rows),
              .hidden_size = options_.hidden_size};
  for (Backend* backend : backends_) {
    ASSIGN_OR_RETURN(Buffer mailbox, backend->memory().allocate_zeroed(mailbox_.bytes()));
    mailbox_data_.push_back(mailbox.data());
    mailboxes_.push_back(std::move(mailbox));
  }
  ASSIGN_OR_RETURN(stop_, backends_.front()->memory().allocate_staging(sizeof(int32_t)));
  *stop_.as<int32_t>() = 0;
  return {};
}

Result<std::unique_ptr<Exchange>> ExchangeGroup::exchange(RankIdx rank) {
  auto exchange = std::make_unique<SharedExchange>(*this, rank, *backends_[rank.as_size()]);
  if (options_.peer_access == PeerAccess::kCopies) RETURN_IF_ERROR(exchange->allocate_copies());
  return std::unique_ptr<Exchange>(std::move(exchange));
}

View<float, 2> ExchangeGroup::send_buffer(RankIdx rank, uint32_t parity, int64_t num_rows) const {
  CHECK(num_rows <= options_.max_rows);
  return View<float, 2>(buffers_[rank.as_size() * 2 + parity].as<float>(),
                        {num_rows, options_.hidden_size});
}

bool ExchangeGroup::arrive_and_wait() {
  // Looked at before arriving: after an abort nobody may wait for a rank that has left.
  const uint32_t generation = generation_.load(std::memory_order_acquire);
  if (aborted_.load(std::memory_order_acquire)) return false;
  // acq_rel: the last to arrive sees what all others wrote before they arrived.
  if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == num_ranks_) {
    arrived_.store(0, std::memory_order_relaxed);
    generation_.fetch_add(1, std::memory_order_release);
    generation_.notify_all();
  } else {
    wait_while_equal(generation_, generation, options_.spins);
  }
  return !aborted_.load(std::memory_order_acquire);
}

void ExchangeGroup::abort() {
  aborted_.store(true, std::memory_order_release);
  generation_.fetch_add(1, std::memory_order_release);
  generation_.notify_all();
  // Seen by the devices that wait.
  if (!mailboxes_.empty()) std::atomic_ref(*stop_.as<int32_t>()).store(1);
}

void ExchangeGroup::reset() {
  arrived_.store(0, std::memory_order_relaxed);
  aborted_.store(false, std::memory_order_relaxed);
  ++epoch_;
  if (mailboxes_.empty()) return;
  std::atomic_ref(*stop_.as<int32_t>()).store(0);
  // The ranks may have counted differently many rounds.
  const std::vector<std::byte> zeros(static_cast<size_t>(mailbox_.bytes()));
  for (size_t r = 0; r < mailboxes_.size(); ++r) {
    // A device that is lost says so at its next step.
    (void)backends_[r]->memory().upload(mailbox_data_[r], zeros.data(), mailbox_.bytes());
  }
}

}  // namespace octant

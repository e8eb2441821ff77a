#include "runtime/ranks/shared_exchange.h"

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
    const int64_t bytes =
        group_.max_rows_ * group_.hidden_size_ * static_cast<int64_t>(sizeof(float));
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
        RETURN_IF_ERROR(backend_.memory().upload(copy.data(), partial.data(), bytes));
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

 private:
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

Result<std::unique_ptr<ExchangeGroup>> ExchangeGroup::create(std::span<Memory* const> memories,
                                                             int64_t max_rows, int64_t hidden_size,
                                                             int32_t spins) {
  const auto num_ranks = static_cast<int32_t>(memories.size());
  std::unique_ptr<ExchangeGroup> group(new ExchangeGroup(num_ranks, max_rows, hidden_size, spins));
  group->backends_.resize(memories.size());
  const int64_t bytes = max_rows * hidden_size * static_cast<int64_t>(sizeof(float));
  for (Memory* memory : memories) {
    for (int32_t parity = 0; parity < 2; ++parity) {
      ASSIGN_OR_RETURN(Buffer buffer, memory->allocate(bytes));
      group->buffers_.push_back(std::move(buffer));
    }
  }
  return group;
}

Result<std::unique_ptr<Exchange>> ExchangeGroup::exchange(RankIdx rank, Backend& backend) {
  backends_[rank.as_size()] = &backend;
  auto exchange = std::make_unique<SharedExchange>(*this, rank, backend);
  if (!backend.reads_peers()) RETURN_IF_ERROR(exchange->allocate_copies());
  return std::unique_ptr<Exchange>(std::move(exchange));
}

View<float, 2> ExchangeGroup::send_buffer(RankIdx rank, uint32_t parity, int64_t num_rows) const {
  CHECK(num_rows <= max_rows_);
  return View<float, 2>(buffers_[rank.as_size() * 2 + parity].as<float>(),
                        {num_rows, hidden_size_});
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
    wait_while_equal(generation_, generation, spins_);
  }
  return !aborted_.load(std::memory_order_acquire);
}

void ExchangeGroup::abort() {
  aborted_.store(true, std::memory_order_release);
  generation_.fetch_add(1, std::memory_order_release);
  generation_.notify_all();
}

void ExchangeGroup::reset() {
  arrived_.store(0, std::memory_order_relaxed);
  aborted_.store(false, std::memory_order_relaxed);
  ++epoch_;
}

}  // namespace octant

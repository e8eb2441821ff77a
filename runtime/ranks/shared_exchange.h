#pragma once
// The exchange between ranks of one process.
//
// Every rank writes its partial sum into its own send buffer, all meet at a barrier, and every rank
// adds up all partials itself, in rank order: one barrier an exchange, and the same bits
// everywhere. Two send buffers alternate: a rank writes into one while a slower rank still reads
// the other, and the barrier in between keeps anyone from running two exchanges ahead.
//
// Ranks on devices meet when their stages are on their way, and the devices wait for each other by
// marks (Backend::mark), one for each buffer: the host's threads never wait for a device here. A
// rank whose stages cannot read another device's memory copies the others' partial sums into its
// own first, and does wait.
//
// Refused: each rank reducing a slice and sharing the result. It adds R times less, but costs a
// second barrier, which is dearer than the additions for the few rows of a decode step; in prefill
// the additions are below 1 % of the products.

#include <atomic>
#include <memory>
#include <span>
#include <vector>

#include "kernels/core/buffer.h"
#include "kernels/core/index.h"
#include "kernels/stages/backend.h"
#include "kernels/stages/exchange.h"

namespace octant {

// What the ranks of a group share. Outlives their exchanges.
class ExchangeGroup {
 public:
  // `memories[r]` is rank r's. `spins`: see spin_budget(). Errors: kOutOfMemory.
  static Result<std::unique_ptr<ExchangeGroup>> create(std::span<Memory* const> memories,
                                                       int64_t max_rows, int64_t hidden_size,
                                                       int32_t spins);

  // The exchange of one rank. `backend` does its arithmetic and stays as long. All ranks
  // have theirs before the first step. Errors: kOutOfMemory.
  Result<std::unique_ptr<Exchange>> exchange(RankIdx rank, Backend& backend);

  // Wakes every rank that waits, and lets every later wait fail with kCancelled until reset().
  void abort();
  // Makes the group usable after an abort. Only while no rank is in a step.
  void reset();

 private:
  friend class SharedExchange;
  ExchangeGroup(int32_t num_ranks, int64_t max_rows, int64_t hidden_size, int32_t spins)
      : num_ranks_(num_ranks), max_rows_(max_rows), hidden_size_(hidden_size), spins_(spins) {}

  // False if the group was aborted.
  bool arrive_and_wait();
  View<float, 2> send_buffer(RankIdx rank, uint32_t parity, int64_t num_rows) const;

  const int32_t num_ranks_;
  const int64_t max_rows_;
  const int64_t hidden_size_;
  const int32_t spins_;
  std::vector<Buffer> buffers_;     // [rank * 2 + parity]
  std::vector<Backend*> backends_;  // [rank]
  alignas(64) std::atomic<int32_t> arrived_{0};
  alignas(64) std::atomic<uint32_t> generation_{0};
  std::atomic<bool> aborted_{false};
  uint32_t epoch_ = 0;  // counts resets; written between steps only
};

}  // namespace octant

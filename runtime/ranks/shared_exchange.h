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
// own first. Where every rank has a device of its own that reaches the others' memory, the few rows
// of a recorded step go into mailboxes instead (push_sum): no barrier, no mark. Only of a recorded
// one, since a device that polls is busy: if a rank had to allocate before it sends, which may wait
// for all devices that reach the new memory, nobody would ever go on.
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

// How a rank comes by the others' partial sums.
enum class PeerAccess {
  kCopies,  // copies them
  kReads,   // its stages read them
  kPushes,  // in recorded steps the others write them into its mailbox; else as kReads
};

struct ExchangeOptions {
  int64_t max_rows = 0;
  int64_t hidden_size = 0;
  int32_t spins = 0;  // see spin_budget()
  PeerAccess peer_access = PeerAccess::kReads;
};

// What the ranks of a group share. Outlives their exchanges.
class ExchangeGroup {
 public:
  // `backends[r]` does the arithmetic of rank r, and outlives the group. Errors: kOutOfMemory.
  static Result<std::unique_ptr<ExchangeGroup>> create(std::span<Backend* const> backends,
                                                       const ExchangeOptions& options);

  // The exchange of one rank. All ranks have theirs before the first step. Errors: kOutOfMemory.
  Result<std::unique_ptr<Exchange>> exchange(RankIdx rank);

  // Whether an exchange of so many rows goes by mailboxes when it is recorded.
  bool pushes(int64_t num_rows) const {
    return options_.peer_access == PeerAccess::kPushes && num_rows <= mailbox_.max_rows;
  }

  // Around the recording of a step; between steps.
  void set_recording(bool is_on) { is_recording_ = is_on; }

  // Wakes every rank that waits, and lets every later wait fail with kCancelled until reset().
  void abort();
  // Makes the group usable after an abort. Only while no rank is in a step.
  void reset();

 private:
  friend class SharedExchange;
  ExchangeGroup(std::span<Backend* const> backends, const ExchangeOptions& options)
      : num_ranks_(static_cast<int32_t>(backends.size())),
        options_(options),
        backends_(backends.begin(), backends.end()) {}
  Status allocate_mailboxes();

  // False if the group was aborted.
  bool arrive_and_wait();
  View<float, 2> send_buffer(RankIdx rank, uint32_t parity, int64_t num_rows) const;

  const int32_t num_ranks_;
  const ExchangeOptions options_;
  const std::vector<Backend*> backends_;  // [rank]
  std::vector<Buffer> buffers_;           // [rank * 2 + parity]
  bool is_recording_ = false;
  MailboxShape mailbox_;
  std::vector<Buffer> mailboxes_;         // [rank], of kPushes
  std::vector<std::byte*> mailbox_data_;  // [rank]
  Buffer stop_;                           // staging: an int32_t, see PushSumArgs
  alignas(64) std::atomic<int32_t> arrived_{0};
  alignas(64) std::atomic<uint32_t> generation_{0};
  std::atomic<bool> aborted_{false};
  uint32_t epoch_ = 0;  // counts resets; written between steps only
};

}  // namespace octant

#pragma once
// push_sum: an exchange of few rows between ranks that have a device each and write into each
// other's memory, as one stage. Every rank puts its partial sum into every other rank's mailbox,
// waits until its own mailbox is full, and goes on as add_norm does: same order, same bits. Nobody
// waits for an event or for the host.
//
// A mailbox is MailboxShape::bytes() of the receiving rank's memory, all zero when the group begins
// and after an exchange that was given up. It holds two rounds: a rank is at most one round ahead
// of the others, since it cannot end a round without hearing from all of them. Each value travels
// with the number of its round in one piece, so what is waited for is the data itself.

#include <cstdint>
#include <span>

#include "kernels/core/view.h"
#include "kernels/stages/add_norm.h"

namespace octant {

struct MailboxShape {
  int32_t num_ranks = 1;
  int64_t max_rows = 0;     // of a step that pushes
  int64_t hidden_size = 0;  // even

  static constexpr int64_t kHeaderBytes = 128;               // the number of the last round
  static constexpr int64_t kValueBytes = 8;                  // a float and the number of its round
  int64_t values() const { return max_rows * hidden_size; }  // of one rank and round
  int64_t bytes() const { return kHeaderBytes + 2 * num_ranks * values() * kValueBytes; }
};

struct PushSumArgs {
  MailboxShape shape;
  int32_t rank = 0;
  std::span<std::byte* const> mailboxes;  // one a rank, this one's too
  View<const float, 2> partial;           // [T, H] this rank's; T <= max_rows
  // In staging: not 0 tells every rank to stop waiting. The stage then ends with values that mean
  // nothing.
  const int32_t* stop = nullptr;
  bool accumulate = true;            // x += sum of the partials, or x = sum
  View<float, 2> x;                  // [T, H] in and out
  View<const float, 1> norm_weight;  // [H], null if normed is
  float eps = 0;
  View<float, 2> normed;  // [T, H] out, or null
};

}  // namespace octant

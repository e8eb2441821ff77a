#pragma once
// Whether an exchange brings what was sent. Machines are about where the driver says that one
// device reaches another's memory and what arrives is something else (an IOMMU in between, say), so
// it is tried once, with values whose sums are exact.

#include "kernels/core/index.h"
#include "kernels/stages/backend.h"
#include "kernels/stages/exchange.h"

namespace octant {

struct PeerCheck {
  RankIdx rank{0};
  int32_t num_ranks = 1;
  int64_t num_rows = 0;
  int64_t hidden_size = 0;
};

// One all_reduce, as part of a step of all ranks. False if the sum is not what it should be.
// Errors: those of the exchange.
Result<bool> sum_is_right(Backend& backend, Exchange& exchange, const PeerCheck& check);

}  // namespace octant
